package kaobako.op;

import static kaobako.op.Launches.call;
import static kaobako.op.Launches.read;
import static kaobako.op.Launches.result;
import static kaobako.op.Launches.write;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import kaobako.graph.Argument;
import kaobako.graph.KernelCall;
import kaobako.graph.KernelCall.Range;
import kaobako.graph.Node;
import kaobako.graph.Shape;
import kaobako.graph.Target;
import kaobako.graph.Value;

/**
 * Launches of the 3x3 convolution of the GPU family, an implicit product of matrices.
 *
 * @param x the shape of the convolution's input
 * @param y the shape of its result
 */
record Conv2dGpu(Target target, Conv2d.Geometry geometry, Shape x, Shape y) {
    /** The launches, on a GPU that fits a tile. */
    static Optional<Conv2dGpu> of(Target target, Conv2d.Geometry geometry, Shape x, Shape y) {
        boolean fits = GemmGpu.of(target, "conv2d_gpu", y.rows(), y.channels(), 9 * x.channels()).isPresent();
        return fits ? Optional.of(new Conv2dGpu(target, geometry, x, y)) : Optional.empty();
    }

    /**
     * Which pixels meet which weights along one axis: result {@code i * spread + at}, for i below {@code count}, meets the
     * inputs {@code i * stride + shift} and the {@code taps - 1} after it.
     */
    private record Axis(int count, int taps, int stride, int shift, int spread, int at) {}

    /** y = scale (x * w + addends). */
    List<KernelCall> forward(Node node, Set<Addend> addends, float scale) {
        Axis rows = new Axis(y.height(), 3, geometry.stride, -geometry.before, 1, 0);
        Axis columns = new Axis(y.width(), 3, geometry.stride, -geometry.before, 1, 0);
        return product(node, read(node.input(1)), 0, x, y, rows, columns, addends, scale);
    }

    /** dx = dy * flipped w + addends. */
    List<KernelCall> inputGradient(Node node, Set<Addend> addends) {
        int ci = x.channels();
        int co = y.channels();
        Value flipped = Value.scratch("flipped", 9, co, ci);
        int side = target.maxWorkGroup() >= 256 ? 16 : 8;
        Range squares = Range.of(ci, co, 9).inGroupsOf(side, side, 1);
        List<KernelCall> calls = new ArrayList<>(List.of(call("conv2d_flip_gpu.cl", "conv2d_flip_gpu", Map.of("SIDE", side), squares,
                read(node.input(1)), write(flipped), ci, co, geometry.stride == 1 ? 0 : 1).aside()));
        int first = 0;
        for (Axis rows : axes(x.height())) {
            for (Axis columns : axes(x.width())) {
                if (rows.count > 0 && columns.count > 0) {
                    calls.addAll(product(node, read(flipped), first * co, y, x, rows, columns, addends, 1));
                }
                first += rows.taps * columns.taps;
            }
        }
        return calls;
    }

    /** The input gradient's, by parity where the stride is 2: of three taps every other one, the middle one or the outer two. */
    private List<Axis> axes(int extent) {
        int pad = 2 - geometry.before;
        if (geometry.stride == 1) return List.of(new Axis(extent, 3, 1, -pad, 1, 0));
        // Result u meets tap a and input (u + a - pad) / 2 where that is whole: the middle tap a = 1 if u - pad is odd.
        int middle = (pad + 1) % 2;
        int outer = pad % 2;
        return List.of(new Axis((extent - middle + 1) / 2, 1, 1, (middle + 1 - pad) / 2, 2, middle),
                new Axis((extent - outer + 1) / 2, 2, 1, (outer - pad) / 2, 2, outer));
    }

    private List<KernelCall> product(Node node, Argument w, int firstWeight, Shape from, Shape to, Axis rows, Axis columns,
                                     Set<Addend> addends, float scale) {
        int m = to.batch() * rows.count * columns.count;
        GemmGpu fit = GemmGpu.of(target, "conv2d_gpu", m, to.channels(),
                rows.taps * columns.taps * from.channels()).orElseThrow();
        GemmGpu gemm = rows.spread == 1 ? fit : fit.whole();
        Value sums = gemm.sums();
        boolean whole = gemm.parts() == 1;
        List<KernelCall> calls = gemm.launches((range, firstTile, firstPart) ->
                call("conv2d_gpu.cl", "conv2d_gpu", gemm.defines(from.channels()), range, read(node.input(0)), w,
                        Addend.BIAS.argument(node, addends), Addend.PER_IMAGE.argument(node, addends),
                        Addend.RESIDUAL.argument(node, addends), whole ? result(node.output()) : write(sums),
                        from.batch(), from.height(), from.width(), from.channels(), rows.count, columns.count,
                        to.height(), to.width(), to.channels(), rows.taps, columns.taps, firstWeight, rows.stride,
                        rows.shift, columns.shift, rows.spread, rows.at, columns.at, firstTile, firstPart, gemm.chunk(),
                        whole ? Addend.mask(addends) : 0, whole ? scale : 1f));
        if (!whole) calls.add(gemm.sum(node, sums, to.positions(), addends, scale));
        return calls;
    }

    /** dw += x^T * dy. */
    List<KernelCall> weightGradient(Node node) {
        GemmGpu gemm = GemmGpu.of(target, "conv2d_weight_gradient_gpu", 9 * x.channels(), y.channels(), y.rows()).orElseThrow();
        return gemm.accumulated(node, (out, has) -> gemm.launches((range, firstTile, firstPart) ->
                call("conv2d_grad_gpu.cl", "conv2d_weight_gradient_gpu", gemm.defines(x.channels()), range,
                        read(node.input(0)), read(node.input(1)), out, x.batch(), x.height(), x.width(), x.channels(),
                        y.height(), y.width(), y.channels(), geometry.stride, geometry.before,
                        firstTile, firstPart, gemm.chunk(), has)));
    }
}
