package kaobako.op;

import static kaobako.op.Launches.blocks;
import static kaobako.op.Launches.call;
import static kaobako.op.Launches.ones;
import static kaobako.op.Launches.read;
import static kaobako.op.Launches.result;

import java.util.List;
import java.util.Map;
import kaobako.graph.KernelCall;
import kaobako.graph.Shape;
import kaobako.graph.Target;
import kaobako.graph.Value;

/** Launches of {@code column_sum_cpu.cl}: sums over rows in a fixed order. */
final class ColumnSumCpu {
    private static final String FILE = "column_sum_cpu.cl";
    /** Fewer elements than this are not worth a second launch. */
    private static final long SMALL = 1 << 16;

    private ColumnSumCpu() {}

    /** db += sum over the rows of dy. */
    static List<KernelCall> overRows(Target target, Value dy, Value db) {
        Shape shape = dy.shape();
        int parts = shape.count() < SMALL ? 1 : 4 * target.computeUnits();
        int rows = blocks(shape.rows(), parts);
        parts = blocks(shape.rows(), rows);
        if (parts == 1) return List.of(sum(target, dy, db, rows, 1));
        Value sums = Value.scratch("parts", parts, shape.channels());
        return List.of(sum(target, dy, sums, rows, 0), addParts(target, sums, parts, db));
    }

    /** e[n] = sum over an image's pixels. */
    static List<KernelCall> overImages(Target target, Value x, Value e) {
        return List.of(sum(target, x, e, x.shape().positions(), 0));
    }

    /** y += the sum of {@code parts} values of y's size. */
    static KernelCall addParts(Target target, Value sums, int parts, Value y) {
        int count = Launches.count(y);
        int perItem = Math.max(1024, blocks(count, 4 * target.computeUnits()));
        return call(FILE, "sum_parts", vector(target), ones(blocks(count, perItem)), read(sums), result(y), count, parts, perItem).aside();
    }

    private static KernelCall sum(Target target, Value dy, Value out, int rows, int add) {
        int channels = dy.shape().channels();
        int parts = blocks(dy.shape().rows(), rows);
        int channelsPerItem = parts >= target.computeUnits() ? channels : blocks(channels, 4 * target.vectorWidth()) * target.vectorWidth();
        channelsPerItem = Math.max(4 * target.vectorWidth(), channelsPerItem);
        return call(FILE, "column_sum_cpu", vector(target), ones(parts, blocks(channels, channelsPerItem)), read(dy), result(out),
                dy.shape().rows(), channels, rows, channelsPerItem, add);
    }

    private static Map<String, Object> vector(Target target) {
        return Map.of("VL", target.vectorWidth());
    }
}
