package kaobako.op;

import static kaobako.op.Launches.blocks;
import static kaobako.op.Launches.call;
import static kaobako.op.Launches.count;
import static kaobako.op.Launches.each;
import static kaobako.op.Launches.read;
import static kaobako.op.Launches.result;
import static kaobako.op.Launches.write;

import java.util.List;
import java.util.Map;
import kaobako.graph.Argument;
import kaobako.graph.KernelCall;
import kaobako.graph.KernelCall.Range;
import kaobako.graph.Node;
import kaobako.graph.Shape;
import kaobako.graph.Target;
import kaobako.graph.Value;

/** Launches of the GPU family's sums by whole work-groups, in a fixed order; see {@code reduce_gpu.clh}. */
record ReductionsGpu(Target target) {
    private static final String FILE = "reductions_gpu.cl";
    /** Channels side by side: a line of every cache. */
    private static final int STRIP = 32;
    /** Numbers that an item adds at least before a sum is worth another work-group. */
    private static final int WORTHWHILE = 8;

    /** Work-items of a group. */
    int lanes() {
        return Math.min(256, Integer.highestOneBit(target.maxWorkGroup()));
    }

    Map<String, Object> defines() {
        return Map.of("LANES", lanes());
    }

    /** {@code groups} work-groups. */
    Range groups(long... groups) {
        long[] local = new long[groups.length];
        java.util.Arrays.fill(local, 1);
        local[0] = lanes();
        long[] global = groups.clone();
        global[0] *= lanes();
        return Range.of(global).inGroupsOf(local);
    }

    /** Side by side, at most a strip of channels. */
    static int width(int channels) {
        return Math.min(STRIP, channels);
    }

    /** Pixels of a chunk when {@code strips} work-groups share each pixel of each image and {@code high} pixels go at once. */
    int chunk(String kernel, Shape x, int strips, int high) {
        int positions = x.positions();
        int most = Math.max(1, positions / (WORTHWHILE * high));
        int standard = Math.max(1, Math.min(most, 4 * target.computeUnits() / (strips * x.batch())));
        int chunks = target.choose(kernel, x.toString(), "chunks", standard, 1, 2, 4, 8, 16, 32);
        return blocks(positions, Math.min(positions, chunks));
    }

    /** db[c] += the sum over all rows of dy. */
    List<KernelCall> overRows(Value dy, Value db) {
        Shape rows = Shape.of(1, dy.shape().rows(), dy.shape().channels());
        return columns(dy, rows, db, GemmGpu.HAS_OLD);
    }

    /** e[n,c] = the sum over an image's pixels of x. */
    List<KernelCall> overImages(Value x, Value e) {
        return columns(x, Shape.of(x.shape().batch(), x.shape().positions(), x.shape().channels()), e, 0);
    }

    private List<KernelCall> columns(Value x, Shape shape, Value y, int old) {
        int width = width(shape.channels());
        int strips = blocks(shape.channels(), width);
        int chunk = chunk("column_sum_gpu", shape, strips, lanes() / width);
        int chunks = blocks(shape.positions(), chunk);
        Value parts = Value.scratch("parts", chunks, shape.batch(), shape.channels());
        Argument to = chunks == 1 ? result(y) : write(parts);
        KernelCall sum = call(FILE, "column_sum_gpu", defines(), groups(strips, chunks, shape.batch()), read(x), to,
                shape.batch(), shape.positions(), shape.channels(), width, chunk, chunks == 1 ? old : 0);
        return chunks == 1 ? List.of(sum) : List.of(sum, addParts(parts, chunks, y, old));
    }

    /** y = the sum of its parts, or y += it. */
    static KernelCall addParts(Value parts, int count, Value y, int old) {
        return call("sum_parts_gpu.cl", "sum_parts", Map.of(), each(count(y)), read(parts), read(parts), read(parts), read(parts),
                result(y), count(y), count, 1, 1, old, 1f).aside();
    }

    /** The first stage of the weighted squared error: sums [N,PARTS]. */
    KernelCall squaredErrors(Node node, Value parts, int elements) {
        return call(FILE, "mse_parts_gpu", defines(), groups(parts.shape().extent(1), parts.shape().batch()),
                read(node.input(0)), read(node.input(1)), write(parts), elements, parts.shape().extent(1));
    }

    /** The L2 norm of g, scaled as {@code optimizer.cl} says. */
    List<KernelCall> norm(Node node) {
        int count = count(node.input(0));
        int shares = Math.max(1, Math.min(4 * target.computeUnits(), count / (WORTHWHILE * lanes())));
        Value parts = Value.scratch("parts", shares);
        return List.of(
                call(FILE, "norm_parts_gpu", defines(), groups(shares), read(node.input(0)), write(parts), count, shares),
                call(FILE, "norm_gpu", defines(), groups(1), read(parts), read(node.input(1)), result(node.output()), shares));
    }
}
