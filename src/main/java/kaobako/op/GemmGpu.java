package kaobako.op;

import static kaobako.op.Launches.LAUNCH_FLOPS;
import static kaobako.op.Launches.blocks;
import static kaobako.op.Launches.call;
import static kaobako.op.Launches.each;
import static kaobako.op.Launches.read;
import static kaobako.op.Launches.result;
import static kaobako.op.Launches.write;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import kaobako.graph.Argument;
import kaobako.graph.KernelCall;
import kaobako.graph.KernelCall.Range;
import kaobako.graph.Node;
import kaobako.graph.Target;
import kaobako.graph.Value;

/**
 * How a product of matrices, C [m,n] = A [m,k] B [k,n], is cut into the work-groups of {@code gemm_gpu.clh}: tiles of C,
 * and parts of k where there are too few tiles to keep the device busy. Parts are summed in order by a launch of their own.
 */
record GemmGpu(Tile tile, int m, int n, int k, int parts) {
    /** Bit of a kernel's {@code has} beside those of {@link Addend}: the result is added to what is there. */
    static final int HAS_OLD = 8;
    /** The longest part, for the sake of rounding errors. */
    private static final int LONGEST = 4096;
    /** Tiles of k that make a part worth its share of the sum. */
    private static final int SHORTEST = 4;
    /** Bytes of partial sums, unless {@link #LONGEST} needs more of them. */
    private static final long LARGEST_SUMS = 32L << 20;

    /**
     * A work-group's tile of C and of k, and what an item keeps in registers of it.
     *
     * @param share of the peak that such a tile can reach: large tiles read local memory less often
     */
    record Tile(int m, int n, int k, int rows, int columns, double share) {
        int threads() {
            return m / rows * (n / columns);
        }

        /** Bytes of local memory: rows of both tiles are padded by four floats. */
        long local() {
            return 4L * k * (m + 4 + n + 4);
        }
    }

    /** By index: the values of the tuned parameter {@code tile}. New tiles go to the end, tables on disk name the old ones. */
    static final List<Tile> TILES = List.of(
            new Tile(64, 64, 16, 4, 4, 0.75), new Tile(32, 32, 16, 4, 4, 0.5), new Tile(64, 32, 16, 4, 4, 0.6),
            new Tile(128, 32, 16, 4, 4, 0.7), new Tile(128, 64, 16, 8, 4, 0.85), new Tile(128, 128, 8, 8, 8, 1),
            new Tile(256, 8, 16, 4, 4, 0.4), new Tile(64, 64, 16, 8, 4, 0.75));

    /** The cut of a product, or nothing where a device has too little local memory or too small work-groups. */
    static Optional<GemmGpu> of(Target target, String kernel, int m, int n, int k) {
        int[] fitting = IntStream.range(0, TILES.size())
                .filter(i -> TILES.get(i).threads() <= target.maxWorkGroup()
                        && TILES.get(i).local() <= target.localMemory()).toArray();
        if (target.family() != Target.Family.GPU || fitting.length == 0) return Optional.empty();
        int best = fitting[0];
        for (int i : fitting) if (cost(TILES.get(i), target, m, n) < cost(TILES.get(best), target, m, n)) best = i;
        String shape = m + "x" + n + "x" + k;
        Integer[] others = IntStream.of(fitting).boxed().toArray(Integer[]::new);
        Tile tile = TILES.get(target.choose(kernel, shape, "tile", best, others));
        int standard = 2 * target.computeUnits() / (blocks(m, tile.m()) * blocks(n, tile.n()));
        int wanted = target.choose(kernel, shape, "parts", Math.min(standard, 64), 1, 2, 4, 8, 16, 32, 64);
        long most = Math.min(k / (SHORTEST * tile.k()), LARGEST_SUMS / (4L * m * n));
        int parts = (int) Math.max(1, Math.min(wanted, most));
        int chunk = chunk(tile, k, Math.max(parts, blocks(k, LONGEST)));
        return Optional.of(new GemmGpu(tile, m, n, k, blocks(k, chunk)));
    }

    /** Time in arbitrary units: rounds of work-groups over the device, the last one as long as the others. */
    private static double cost(Tile tile, Target target, int m, int n) {
        long groups = (long) blocks(m, tile.m()) * blocks(n, tile.n());
        return Math.ceil((double) groups / target.computeUnits()) * tile.m() * tile.n() / tile.share();
    }

    /** The same cut in one part: for results that sum_parts cannot place. */
    GemmGpu whole() {
        return new GemmGpu(tile, m, n, k, 1);
    }

    /** Values of k in a part, whole tiles of k. */
    int chunk() {
        return chunk(tile, k, parts);
    }

    private static int chunk(Tile tile, int k, int parts) {
        return blocks(blocks(k, parts), tile.k()) * tile.k();
    }

    /** Macros of {@code gemm_gpu.clh}; {@code inner} are the channels of A's rows, {@code n} those of B and C. */
    Map<String, Object> defines(int inner) {
        return Map.of("TM", tile.m(), "TN", tile.n(), "TK", tile.k(), "RM", tile.rows(), "RN", tile.columns(),
                "VA", inner % 4 == 0 ? 4 : 1, "VN", n % 4 == 0 ? 4 : 1);
    }

    /** One launch of the product, of those that come after each other. */
    @FunctionalInterface
    interface Piece {
        KernelCall call(Range range, int firstTile, int firstPart);
    }

    /** Launches that stay short on a slow device, each a range of tiles of m and of parts. */
    List<KernelCall> launches(Piece piece) {
        List<KernelCall> calls = new ArrayList<>();
        double perRow = 2.0 * tile.m() * blocks(n, tile.n()) * tile.n() * chunk();
        int partsAtOnce = (int) Math.max(1, Math.min(parts, LAUNCH_FLOPS / perRow));
        int rows = blocks(m, tile.m());
        int rowsAtOnce = (int) Math.max(1, Math.min(rows, LAUNCH_FLOPS / perRow / partsAtOnce));
        long columns = (long) blocks(n, tile.n()) * tile.threads();
        for (int part = 0; part < parts; part += partsAtOnce) {
            for (int row = 0; row < rows; row += rowsAtOnce) {
                int tall = Math.min(rowsAtOnce, rows - row);
                int deep = Math.min(partsAtOnce, parts - part);
                Range range = Range.of(columns, tall, deep).inGroupsOf(tile.threads(), 1, 1);
                calls.add(piece.call(range, row, part).with((long) perRow * tall * deep));
            }
        }
        return calls;
    }

    Value sums() {
        return Value.scratch("parts", parts, m, n);
    }

    /** y = scale (the sum of the parts + addends); {@code positions} rows of C belong to an image. */
    KernelCall sum(Node node, Value sums, int positions, Set<Addend> addends, float scale) {
        return call("sum_parts_gpu.cl", "sum_parts", Map.of(), each((long) m * n), read(sums),
                Addend.BIAS.argument(node, addends),
                Addend.PER_IMAGE.argument(node, addends), Addend.RESIDUAL.argument(node, addends), result(node.output()),
                m * n, parts, n, positions, Addend.mask(addends), scale).aside();
    }

    /** Appends what turns parts into an updated gradient, the node's output. */
    List<KernelCall> accumulated(Node node, java.util.function.BiFunction<Argument, Integer, List<KernelCall>> product) {
        if (parts == 1) return product.apply(result(node.output()), HAS_OLD);
        Value sums = sums();
        List<KernelCall> calls = new ArrayList<>(product.apply(write(sums), 0));
        calls.add(ReductionsGpu.addParts(sums, parts, node.output(), HAS_OLD));
        return calls;
    }
}
