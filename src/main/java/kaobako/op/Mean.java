package kaobako.op;

import static kaobako.op.Launches.call;
import static kaobako.op.Launches.count;
import static kaobako.op.Launches.each;
import static kaobako.op.Launches.read;
import static kaobako.op.Launches.result;

import java.util.List;
import java.util.Map;
import kaobako.graph.Gradients;
import kaobako.graph.KernelCall;
import kaobako.graph.Node;
import kaobako.graph.Op;
import kaobako.graph.Shape;
import kaobako.graph.Target;
import kaobako.graph.Value;

/** The mean of a few numbers: x [N] to [1]. */
public record Mean() implements Op {
    @Override
    public Shape infer(List<Value> in) {
        return Shape.of(1);
    }

    @Override
    public void differentiate(Gradients gradients, Node node, Value dy) {
        gradients.add(node.input(0), gradients.graph().apply(new Gradient(count(node.input(0))), dy));
    }

    @Override
    public List<KernelCall> calls(Node node, Target target) {
        return List.of(call("mse.cl", "mean_of", Map.of(), each(1), read(node.input(0)), result(node.output()), count(node.input(0))));
    }

    /** dy / N for each of the N numbers. */
    public record Gradient(int count) implements Op {
        @Override
        public Shape infer(List<Value> in) {
            return Shape.of(count);
        }

        @Override
        public List<KernelCall> calls(Node node, Target target) {
            return List.of(call("mse.cl", "mean_gradient", Map.of(), each(count), read(node.input(0)), result(node.output()), count));
        }

        @Override
        public String name() {
            return "MeanGradient";
        }
    }
}
