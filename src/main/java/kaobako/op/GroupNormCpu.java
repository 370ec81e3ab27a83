package kaobako.op;

import static kaobako.op.Launches.blocks;
import static kaobako.op.Launches.call;
import static kaobako.op.Launches.firstChannels;
import static kaobako.op.Launches.ones;
import static kaobako.op.Launches.read;
import static kaobako.op.Launches.readRest;
import static kaobako.op.Launches.result;
import static kaobako.op.Launches.write;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import kaobako.graph.Argument;
import kaobako.graph.Argument.Local;
import kaobako.graph.KernelCall;
import kaobako.graph.Node;
import kaobako.graph.Shape;
import kaobako.graph.Target;
import kaobako.graph.Value;

/** Launches of the CPU family's group norm: a work-item owns whole groups of an image of x [N,..,C]. */
record GroupNormCpu(Target target, Shape x, int groups, Map<String, Object> macros) {
    private static final String FILE = "group_norm_cpu.cl";
    private static final String GRADIENT_FILE = "group_norm_grad_cpu.cl";
    /** Bytes of a cache line: narrower slices of a pixel's channels would be read by two cores. */
    private static final int LINE = 64;
    /** What a tensor may take (bytes) to be found in caches mostly, beside others. */
    private static final long CACHED = 2L << 20;
    /** Vectors of channels that the kernels go through the pixels with: COLS. */
    private static final int COLUMNS = 2;
    /** Floats per channel that the kernels keep in local memory. */
    private static final int COEFFICIENTS = 5;

    /** Whether these launches run, and can read a joined x, {@code node}'s first input, from its parts. */
    static boolean readsParts(Target target, Node node, int groups) {
        return target.family() == Target.Family.CPU && Launches.onlyFirstJoined(node)
                && new GroupNormCpu(target, node.shape(0), groups, Map.of()).cuts(firstChannels(node.input(0)));
    }

    /** Statistics and normalisation in one launch, of a joined x too: the statistics op has none of its own. */
    List<KernelCall> forward(Node node, Value scaleShift, float eps) {
        Value source = node.input(0);
        Map<String, Object> defines = defines(firstChannels(source));
        if (x.count() * Float.BYTES <= CACHED) defines.put("CACHED", 1);
        return List.of(call(FILE, "group_norm_cpu", defines, range(), read(source), readRest(source), read(node.input(2)),
                read(node.input(3)), read(scaleShift), write(node.input(1)), result(node.output(), inPlace() ? source : null), scratch(),
                x.positions(), x.channels(), firstChannels(source), groups, groupsPerItem(), eps));
    }

    /** Inputs as of {@link GroupNormGradient.Sums}. */
    List<KernelCall> sums(Node node) {
        return List.of(call(GRADIENT_FILE, "group_norm_sums_cpu", defines(x.channels()), range(), read(node.input(0)), read(node.input(1)),
                read(node.input(2)), read(node.input(3)), read(node.input(4)), read(node.input(5)), result(node.output()), scratch(),
                x.positions(), x.channels(), groups, groupsPerItem()));
    }

    /**
     * Inputs as of {@link GroupNormGradient.InputGradient}; writes the sums as well, y where it is wanted again, and dx: its first
     * {@code channels} to a value of their own.
     */
    List<KernelCall> inputGradient(Node node, Value first, Value rest, int channels) {
        Value source = node.input(0);
        return List.of(call(GRADIENT_FILE, "group_norm_input_gradient_cpu", defines(Math.min(channels, firstChannels(source))), range(),
                read(source), readRest(source), read(node.input(1)), read(node.input(2)), read(node.input(3)), read(node.input(4)),
                read(node.input(5)), read(node.input(7)), read(node.input(8)), write(node.input(6)), again(node),
                result(first, first == rest && inPlace() ? node.input(5) : null), result(rest), scratch(),
                x.positions(), x.channels(), firstChannels(source), channels, groups, groupsPerItem()));
    }

    /** y; where nobody wants it, x once more, which the kernel leaves alone. */
    private Argument again(Node node) {
        return macros.containsKey("AGAIN") ? write(node.input(10)) : read(node.input(0));
    }

    /** Whether an item's vectors of channels lie on one side of a cut of x after {@code channels}. */
    boolean cuts(int channels) {
        int item = groupsPerItem() * (x.channels() / groups);
        int vector = target.vectorWidth();
        return channels % vector == 0 && item % vector == 0 && x.channels() % vector == 0;
    }

    /** Whether a result may take the memory of what the kernels normalise, or of its gradient: no vector overlaps another. */
    private boolean inPlace() {
        int block = COLUMNS * target.vectorWidth();
        return x.channels() % block == 0 && groupsPerItem() * (x.channels() / groups) % block == 0;
    }

    private KernelCall.Range range() {
        return ones(blocks(groups, groupsPerItem()), x.batch());
    }

    /** All of them where there are images enough for the cores; else slices of the channels, but not below a cache line. */
    private int groupsPerItem() {
        int width = x.channels() / groups;
        int slices = x.batch() >= 2 * target.computeUnits() ? 1 : blocks(target.computeUnits(), x.batch());
        int standard = Math.max(blocks(groups, slices), Math.min(groups, blocks(LINE / Float.BYTES, width)));
        int chosen = target.choose("group_norm_cpu", x.toString(), "groupsPerItem", standard, 1, 2, 4, 8, 16, 32);
        return Math.min(groups, chosen);
    }

    private Local scratch() {
        int channels = groupsPerItem() * (x.channels() / groups);
        return new Local((long) COEFFICIENTS * Float.BYTES * blocks(channels, target.vectorWidth()) * target.vectorWidth());
    }

    /** For tensors of which some may be in two parts, the first of {@code first} channels. */
    private Map<String, Object> defines(int first) {
        Map<String, Object> defines = new HashMap<>(macros);
        if (first < x.channels()) defines.put("JOINED", 1);
        defines.put("VL", target.vectorWidth());
        return defines;
    }
}
