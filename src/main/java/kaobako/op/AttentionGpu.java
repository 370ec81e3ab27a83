package kaobako.op;

import static kaobako.op.Launches.LAUNCH_FLOPS;
import static kaobako.op.Launches.blocks;
import static kaobako.op.Launches.call;
import static kaobako.op.Launches.count;
import static kaobako.op.Launches.each;
import static kaobako.op.Launches.read;
import static kaobako.op.Launches.result;
import static kaobako.op.Launches.write;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import kaobako.graph.KernelCall;
import kaobako.graph.KernelCall.Range;
import kaobako.graph.Node;
import kaobako.graph.Shape;
import kaobako.graph.Target;
import kaobako.graph.Value;

/**
 * Launches of the GPU family's attention, o [N,..,heads*d]: a token to an item for narrow heads, tiles of scores for wide ones.
 *
 * @param rows queries (or keys) of a work-group
 */
record AttentionGpu(Target target, Shape o, int heads, int rows) {
    private static final String NARROW = "attention_gpu.cl";
    private static final String WIDE = "attention_wide_gpu.cl";
    /** Heads up to this width stay in an item's registers. */
    private static final int NARROW_DEPTH = 32;
    /** Items to a row of a wide head. */
    private static final int ITEMS = 8;
    /** Rows of a wide work-group that are worth a launch: those of very wide heads fill local memory. */
    private static final int FEWEST_ROWS = 8;
    /** Keys that a wide work-group meets at a time: COLUMNS of the kernels. */
    private static final int COLUMNS = 32;

    /** The launches, on a GPU with enough local memory for the heads. */
    static Optional<AttentionGpu> of(Target target, Shape o, int heads) {
        if (target.family() != Target.Family.GPU) return Optional.empty();
        int d = o.channels() / heads;
        String shape = o + "-" + heads;
        int rows = d <= NARROW_DEPTH
                ? target.choose("attention_gpu", shape, "LANES", Math.min(64, target.maxWorkGroup()), 32, 64, 128, 256)
                : target.choose("attention_wide_gpu", shape, "ROWS", Math.min(32, target.maxWorkGroup() / ITEMS / 4 * 4),
                        8, 16, 32);
        AttentionGpu launches = new AttentionGpu(target, o, heads, rows);
        while (!launches.fits() && launches.rows >= 2 * FEWEST_ROWS && !launches.narrow()) {
            launches = new AttentionGpu(target, o, heads, launches.rows / 8 * 4);
        }
        return launches.fits() ? Optional.of(launches) : Optional.empty();
    }

    private boolean fits() {
        return items() >= 1 && items() <= target.maxWorkGroup() && local() <= target.localMemory();
    }

    /** Writes lse as well: its op has no launch of its own. */
    List<KernelCall> forward(Node node) {
        return launches(narrow() ? "attention_gpu" : "attention_wide_gpu", 4,
                read(node.input(0)), write(node.input(1)), result(node.output()));
    }

    /** Inputs qkv, lse, o, do. */
    List<KernelCall> gradient(Node node) {
        Value delta = Value.scratch("delta", o.batch(), heads, o.positions());
        List<KernelCall> calls = new ArrayList<>(List.of(call("attention_grad.cl", "attention_delta", Map.of(),
                each(count(delta)),
                read(node.input(2)), read(node.input(3)), write(delta), o.batch(), o.positions(), heads, depth()).aside()));
        Object[] all = {read(node.input(0)), read(node.input(1)), read(delta), read(node.input(3)), result(node.output())};
        calls.addAll(launches(narrow() ? "attention_queries_gpu" : "attention_wide_queries", 6, all));
        calls.addAll(launches(narrow() ? "attention_keys_gpu" : "attention_wide_keys", narrow() ? 8 : 6, all));
        if (!narrow()) {
            calls.addAll(launches("attention_wide_values", 4,
                    read(node.input(0)), read(node.input(1)), read(node.input(3)), result(node.output())));
        }
        return calls;
    }

    /** One launch after the other, each short on a slow device; {@code flops} of a pair of tokens and a float of a head. */
    private List<KernelCall> launches(String kernel, double flops, Object... tensors) {
        int tokens = o.positions();
        int groups = blocks(tokens, rows) * heads * o.batch();
        double perGroup = flops * rows * tokens * depth();
        int atOnce = (int) Math.max(1, Math.min(groups, LAUNCH_FLOPS / perGroup));
        List<KernelCall> calls = new ArrayList<>();
        for (int first = 0; first < groups; first += atOnce) {
            int now = Math.min(atOnce, groups - first);
            Range range = Range.of((long) now * items()).inGroupsOf(items());
            Object[] arguments = Stream.concat(Arrays.stream(tensors), Stream.of(tokens, heads, first)).toArray();
            calls.add(call(narrow() ? NARROW : WIDE, kernel, defines(), range, arguments).with((long) (now * perGroup)));
        }
        return calls;
    }

    private Map<String, Object> defines() {
        return narrow() ? Map.of("D", depth(), "LANES", rows, "TILE", tile()) : Map.of("D", depth(), "ROWS", rows);
    }

    /** Tokens in local memory: TILE of the narrow kernels. */
    private int tile() {
        return depth() <= NARROW_DEPTH / 2 ? 64 : 32;
    }

    private boolean narrow() {
        return depth() <= NARROW_DEPTH;
    }

    private int items() {
        return narrow() ? rows : rows * ITEMS;
    }

    /** Bytes of local memory. */
    private long local() {
        int padded = blocks(depth(), 4) * 4;
        if (narrow()) return 4L * tile() * (2 * padded + 2);
        int chunks = blocks(depth(), 32);
        int near = chunks > 8 ? 4 : chunks > 4 ? 8 : chunks > 2 ? 16 : 32;
        int pool = Math.max((rows + COLUMNS) * 20, near * chunks * 32);
        return 4L * (pool + rows * (COLUMNS + 4) + rows * (ITEMS + 1));
    }

    private int depth() {
        return o.channels() / heads;
    }
}
