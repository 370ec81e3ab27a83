package kaobako.op;

import java.util.List;
import kaobako.graph.Gradients;
import kaobako.graph.KernelCall;
import kaobako.graph.Node;
import kaobako.graph.Op;
import kaobako.graph.Shape;
import kaobako.graph.Target;
import kaobako.graph.Value;

/** x / (1 + exp(-x)) (Elfwing et al. 2018). */
public record Silu() implements Op {
    @Override
    public Shape infer(List<Value> in) {
        return in.get(0).shape();
    }

    @Override
    public void differentiate(Gradients gradients, Node node, Value dy) {
        gradients.add(node.input(0), gradients.graph().apply(new Gradient(), node.input(0), dy));
    }

    @Override
    public List<KernelCall> calls(Node node, Target target) {
        return Elementwise.calls("silu", node);
    }

    /** dx from x and dy. */
    public record Gradient() implements Op {
        @Override
        public Shape infer(List<Value> in) {
            return in.get(0).shape();
        }

        @Override
        public List<KernelCall> calls(Node node, Target target) {
            return Elementwise.calls("silu_gradient", node);
        }

        @Override
        public String name() {
            return "SiluGradient";
        }
    }
}
