package kaobako.op;

import static kaobako.op.Launches.call;
import static kaobako.op.Launches.count;
import static kaobako.op.Launches.each;
import static kaobako.op.Launches.read;
import static kaobako.op.Launches.result;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import kaobako.graph.Gradients;
import kaobako.graph.KernelCall;
import kaobako.graph.Node;
import kaobako.graph.Op;
import kaobako.graph.Shape;
import kaobako.graph.Target;
import kaobako.graph.Value;

/**
 * 3x3 convolution: x [N,H,W,CI], w [3,3,CI,CO], then the addends; y = scale (x * w + addends), [N,HO,WO,CO].
 * One gradient that already waits for x is added inside the input gradient's kernel.
 */
public record Conv2d(Geometry geometry, Set<Addend> addends, float scale) implements Op {
    /** Stride and zero padding. */
    public enum Geometry {
        /** Stride 1, one zero on every side. */
        SAME(1, 1, 2),
        /**
         * SAME for an x that repeats its pixels in 2x2 blocks, as nearest upsampling leaves them. Of the input gradient only the sums of
         * those blocks mean anything, which is all that upsampling's own gradient reads. Winograd's kernels then skip 11 of 36 products.
         */
        REPEATED(1, 1, 2),
        /** Stride 2, one zero on every side (diffusers' downsample_padding 1). */
        HALVE(2, 1, 2),
        /** Stride 2, one zero at the right and the bottom (diffusers' downsample_padding 0). */
        HALVE_ASYMMETRIC(2, 0, 1);

        public final int stride;
        /** Zeros before the first row and column. */
        public final int before;
        private final int total;

        Geometry(int stride, int before, int total) {
            this.stride = stride;
            this.before = before;
            this.total = total;
        }

        /** The result's extent along an axis of {@code extent} pixels. */
        public int result(int extent) {
            return (extent + total - 3) / stride + 1;
        }
    }

    public Conv2d {
        addends = Addend.set(addends);
    }

    public static Conv2d of(Geometry geometry, Addend... addends) {
        return new Conv2d(geometry, Set.of(addends), 1);
    }

    @Override
    public Shape infer(List<Value> in) {
        Shape x = in.get(0).shape();
        Shape w = in.get(1).shape();
        Launches.require(x.rank() == 4 && w.rank() == 4 && w.extent(0) == 3 && w.extent(1) == 3 && w.extent(2) == x.channels(),
                name(), in, "x [N,H,W,CI] and w [3,3,CI,CO]");
        Launches.require(geometry != Geometry.REPEATED || x.height() % 2 == 0 && x.width() % 2 == 0, name(), in, "whole 2x2 blocks");
        Shape y = Shape.of(x.batch(), geometry.result(x.height()), geometry.result(x.width()), w.channels());
        Addend.check(name(), in, addends, y);
        return y;
    }

    @Override
    public void differentiate(Gradients gradients, Node node, Value dy) {
        Addend.differentiate(gradients, node, addends, scale, dy, new WeightGradient(geometry),
                residual -> new InputGradient(geometry, node.shape(0), residual));
    }

    @Override
    public List<KernelCall> calls(Node node, Target target) {
        Value y = node.output();
        Optional<WinogradCpu> fast = WinogradCpu.of(target, geometry, node.shape(0), y.shape().channels());
        if (fast.isPresent()) return fast.get().forward(node, addends, scale);
        Optional<DirectCpu> direct = DirectCpu.of(target, geometry, node.shape(0), y.shape());
        if (direct.isPresent()) return direct.get().forward(node, addends, scale);
        Optional<Conv2dGpu> tiled = Conv2dGpu.of(target, geometry, node.shape(0), y.shape());
        if (tiled.isPresent()) return tiled.get().forward(node, addends, scale);
        return List.of(call("conv2d.cl", "conv2d", Addend.defines(addends), each(y.shape().count()),
                read(node.input(0)), read(node.input(1)), Addend.BIAS.argument(node, addends),
                Addend.PER_IMAGE.argument(node, addends), Addend.RESIDUAL.argument(node, addends), result(y),
                node.shape(0).batch(), node.shape(0).height(), node.shape(0).width(), node.shape(0).channels(),
                y.shape().height(), y.shape().width(), y.shape().channels(), geometry.stride, geometry.before, scale));
    }

    @Override
    public boolean inBlocks() {
        return geometry == Geometry.REPEATED;
    }

    @Override
    public long flops(Node node) {
        return flops(node.output().shape(), node.shape(1));
    }

    private static long flops(Shape y, Shape w) {
        return 2L * y.rows() * w.count();
    }

    /** dx from dy [N,HO,WO,CO] and w, plus an optional residual of x's shape. */
    public record InputGradient(Geometry geometry, Shape x, Set<Addend> addends) implements Op {
        public InputGradient {
            addends = Addend.set(addends);
        }

        @Override
        public Shape infer(List<Value> in) {
            Launches.require(in.get(0).shape().channels() == in.get(1).shape().channels(), name(), in, "dy and w of one CO");
            Addend.check(name(), in, addends, x);
            return x;
        }

        @Override
        public List<KernelCall> calls(Node node, Target target) {
            Shape dy = node.shape(0);
            Optional<WinogradCpu> fast = WinogradCpu.of(target, geometry, dy, x.channels());
            if (fast.isPresent()) return fast.get().inputGradient(node, addends);
            Optional<DirectCpu> direct = DirectCpu.of(target, geometry, x, dy).filter(DirectCpu::hasInputGradient);
            if (direct.isPresent()) return direct.get().inputGradient(node, addends);
            Optional<Conv2dGpu> tiled = Conv2dGpu.of(target, geometry, x, dy);
            if (tiled.isPresent()) return tiled.get().inputGradient(node, addends);
            return List.of(call("conv2d_grad.cl", "conv2d_input_gradient", Addend.defines(addends), each(x.count()),
                    read(node.input(0)), read(node.input(1)), Addend.RESIDUAL.argument(node, addends), result(node.output()),
                    x.batch(), x.height(), x.width(), x.channels(), dy.height(), dy.width(), dy.channels(),
                    geometry.stride, geometry.before));
        }

        @Override
        public long flops(Node node) {
            return Conv2d.flops(node.shape(0), node.shape(1));
        }

        @Override
        public boolean inBlocks() {
            return geometry == Geometry.REPEATED;
        }

        @Override
        public String name() {
            return "Conv2dInputGradient";
        }
    }

    /** Adds x^T * dy to the gradient of w; a third input is the gradient of the bias, to which dy's sums are added. */
    public record WeightGradient(Geometry geometry) implements Op {
        @Override
        public Shape infer(List<Value> in) {
            throw new IllegalStateException("updates a gradient in place");
        }

        @Override
        public List<KernelCall> calls(Node node, Target target) {
            Shape x = node.shape(0);
            Shape dy = node.shape(1);
            Optional<WinogradCpu> fast = WinogradCpu.of(target, geometry, x, dy.channels());
            if (fast.isPresent()) return fast.get().weightGradient(node);
            return BiasGradient.after(weightsOnly(node, target, x, dy), node, target);
        }

        private List<KernelCall> weightsOnly(Node node, Target target, Shape x, Shape dy) {
            Optional<DirectCpu> direct = DirectCpu.of(target, geometry, x, dy);
            if (direct.isPresent()) return direct.get().weightGradient(node);
            Optional<Conv2dGpu> tiled = Conv2dGpu.of(target, geometry, x, dy);
            if (tiled.isPresent()) return tiled.get().weightGradient(node);
            return List.of(call("conv2d_grad.cl", "conv2d_weight_gradient", Map.of(), each(count(node.output())),
                    read(node.input(0)), read(node.input(1)), result(node.output()),
                    x.batch(), x.height(), x.width(), x.channels(), dy.height(), dy.width(), dy.channels(),
                    geometry.stride, geometry.before));
        }

        @Override
        public long flops(Node node) {
            return Conv2d.flops(node.shape(1), node.output().shape());
        }

        @Override
        public boolean inBlocks() {
            return geometry == Geometry.REPEATED;
        }

        @Override
        public String name() {
            return "Conv2dWeightGradient";
        }
    }
}
