package kaobako.op;

import static kaobako.op.Launches.call;
import static kaobako.op.Launches.each;
import static kaobako.op.Launches.read;
import static kaobako.op.Launches.result;
import static kaobako.op.Launches.write;

import java.util.List;
import java.util.Map;
import kaobako.graph.Gradients;
import kaobako.graph.KernelCall;
import kaobako.graph.Node;
import kaobako.graph.Op;
import kaobako.graph.Shape;
import kaobako.graph.Target;
import kaobako.graph.Value;

/** Weighted mean squared error per image: inputs out, target [N,..] and weight [N]; loss [N] = weight * mean((out - target)^2). */
public record Mse() implements Op {
    /** Partial sums per image: enough for a GPU, few enough to add one after the other. */
    private static final int PARTS = 64;

    @Override
    public Shape infer(List<Value> in) {
        Shape out = in.get(0).shape();
        Launches.require(out.equals(in.get(1).shape()) && in.get(2).shape().count() == out.batch(), name(), in,
                "out and target of one shape and a weight per image");
        return Shape.of(out.batch());
    }

    @Override
    public void differentiate(Gradients gradients, Node node, Value dy) {
        Value out = node.input(0);
        Value target = node.input(1);
        Value weight = node.input(2);
        if (gradients.wants(out)) gradients.add(out, gradients.graph().apply(new Gradient(), out, target, weight, dy));
        if (gradients.wants(target)) gradients.add(target, gradients.graph().apply(new Gradient(), target, out, weight, dy));
    }

    @Override
    public List<KernelCall> calls(Node node, Target target) {
        int n = node.shape(0).batch();
        int elements = elements(node);
        Value parts = Value.scratch("parts", n, PARTS);
        KernelCall sums = target.family() == Target.Family.GPU ? new ReductionsGpu(target).squaredErrors(node, parts, elements)
                : call("mse.cl", "mse_parts", Map.of(), each((long) n * PARTS), read(node.input(0)), read(node.input(1)),
                        write(parts), n, elements, PARTS);
        return List.of(sums, call("mse.cl", "mse", Map.of(), each(n), read(parts), read(node.input(2)), result(node.output()),
                        n, elements, PARTS));
    }

    private static int elements(Node node) {
        return Math.toIntExact(node.shape(0).count() / node.shape(0).batch());
    }

    /** dout from out, target, weight and dloss [N]. */
    public record Gradient() implements Op {
        @Override
        public Shape infer(List<Value> in) {
            return in.get(0).shape();
        }

        @Override
        public List<KernelCall> calls(Node node, Target target) {
            return List.of(call("mse.cl", "mse_gradient", Map.of(), each(node.shape(0).count()), read(node.input(0)),
                    read(node.input(1)), read(node.input(2)), read(node.input(3)), result(node.output()),
                    node.shape(0).batch(), elements(node)));
        }

        @Override
        public String name() {
            return "MseGradient";
        }
    }
}
