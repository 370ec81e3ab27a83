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
 * Linear layer over the channels of every row, or 1x1 convolution: x [..,CI], w [CI,CO], then the addends;
 * y = scale (x w + addends), [..,CO]. One gradient that already waits for x is added inside the input gradient's kernel.
 */
public record Linear(Set<Addend> addends, float scale) implements Op {
    public Linear {
        addends = Addend.set(addends);
    }

    public static Linear of(Addend... addends) {
        return new Linear(Set.of(addends), 1);
    }

    @Override
    public Shape infer(List<Value> in) {
        Shape w = in.get(1).shape();
        Launches.require(w.rank() == 2 && w.extent(0) == in.get(0).shape().channels(), name(), in, "x [..,CI] and w [CI,CO]");
        Shape y = in.get(0).shape().withChannels(w.channels());
        Addend.check(name(), in, addends, y);
        return y;
    }

    @Override
    public void differentiate(Gradients gradients, Node node, Value dy) {
        Addend.differentiate(gradients, node, addends, scale, dy, new WeightGradient(), InputGradient::new);
    }

    @Override
    public List<KernelCall> calls(Node node, Target target) {
        Shape x = node.shape(0);
        Value y = node.output();
        if (target.family() == Target.Family.CPU) {
            return new LinearCpu(target, x, x.channels(), y.shape().channels()).forward(node, addends, scale);
        }
        Optional<LinearGpu> tiled = LinearGpu.of(target, x, x.channels(), y.shape().channels());
        if (tiled.isPresent()) return tiled.get().forward(node, addends, scale);
        return List.of(call("linear.cl", "linear", Addend.defines(addends), each(count(y)),
                read(node.input(0)), read(node.input(1)), Addend.BIAS.argument(node, addends),
                Addend.PER_IMAGE.argument(node, addends), Addend.RESIDUAL.argument(node, addends), result(y),
                x.rows(), x.positions(), x.channels(), y.shape().channels(), scale));
    }

    @Override
    public boolean readsParts(Node node, Target target) {
        return target.family() == Target.Family.CPU && Launches.onlyFirstJoined(node)
                && addends.stream().noneMatch(addend -> addend.of(node, addends) == node.input(0));
    }

    @Override
    public long flops(Node node) {
        return flops(node.shape(0), node.shape(1));
    }

    private static long flops(Shape rows, Shape w) {
        return 2L * rows.rows() * w.count();
    }

    /** dx from dy [..,CO] and w, plus an optional residual of x's shape. */
    public record InputGradient(Set<Addend> addends) implements Op {
        public InputGradient {
            addends = Addend.set(addends);
        }

        @Override
        public Shape infer(List<Value> in) {
            Launches.require(in.get(0).shape().channels() == in.get(1).shape().channels(), name(), in, "dy and w of one CO");
            Shape x = in.get(0).shape().withChannels(in.get(1).shape().extent(0));
            Addend.check(name(), in, addends, x);
            return x;
        }

        @Override
        public List<KernelCall> calls(Node node, Target target) {
            Shape dy = node.shape(0);
            Value dx = node.output();
            if (target.family() == Target.Family.CPU) {
                return new LinearCpu(target, dy, dy.channels(), dx.shape().channels()).inputGradient(node, addends);
            }
            Optional<LinearGpu> tiled = LinearGpu.of(target, dy, dy.channels(), dx.shape().channels());
            if (tiled.isPresent()) return tiled.get().inputGradient(node, addends);
            return List.of(call("linear_grad.cl", "linear_input_gradient", Addend.defines(addends), each(count(dx)),
                    read(node.input(0)), read(node.input(1)), Addend.RESIDUAL.argument(node, addends), result(dx),
                    dy.rows(), dx.shape().channels(), dy.channels()));
        }

        @Override
        public long flops(Node node) {
            return Linear.flops(node.shape(0), node.shape(1));
        }

        @Override
        public String name() {
            return "LinearInputGradient";
        }
    }

    /** Adds x^T dy to the gradient of w; a third input is the gradient of the bias, to which dy's sums are added. */
    public record WeightGradient() implements Op {
        @Override
        public Shape infer(List<Value> in) {
            throw new IllegalStateException("updates a gradient in place");
        }

        @Override
        public List<KernelCall> calls(Node node, Target target) {
            if (target.family() == Target.Family.CPU) {
                Shape w = node.output().shape();
                return new LinearCpu(target, node.shape(0), w.extent(0), w.extent(1)).weightGradient(node);
            }
            return BiasGradient.after(weightsOnly(node, target), node, target);
        }

        @Override
        public boolean readsParts(Node node, Target target) {
            return target.family() == Target.Family.CPU && Launches.onlyFirstJoined(node) && node.input(1) != node.input(0);
        }

        private List<KernelCall> weightsOnly(Node node, Target target) {
            Optional<LinearGpu> tiled = LinearGpu.of(target, node.shape(0), node.shape(0).channels(), node.shape(1).channels());
            if (tiled.isPresent()) return tiled.get().weightGradient(node);
            return List.of(call("linear_grad.cl", "linear_weight_gradient", Map.of(), each(count(node.output())),
                    read(node.input(0)), read(node.input(1)), result(node.output()),
                    node.shape(0).rows(), node.shape(0).channels(), node.shape(1).channels()));
        }

        @Override
        public long flops(Node node) {
            return Linear.flops(node.shape(0), node.output().shape());
        }

        @Override
        public String name() {
            return "LinearWeightGradient";
        }
    }
}
