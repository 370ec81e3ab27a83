package kaobako.op;

import java.util.List;
import kaobako.graph.Gradients;
import kaobako.graph.KernelCall;
import kaobako.graph.Node;
import kaobako.graph.Op;
import kaobako.graph.Shape;
import kaobako.graph.Target;
import kaobako.graph.Value;

/** scale x + offset. */
public record Affine(float scale, float offset) implements Op {
    @Override
    public Shape infer(List<Value> in) {
        return in.get(0).shape();
    }

    @Override
    public void differentiate(Gradients gradients, Node node, Value dy) {
        gradients.add(node.input(0), gradients.graph().apply(new Affine(scale, 0), dy));
    }

    @Override
    public List<KernelCall> calls(Node node, Target target) {
        return Elementwise.calls("affine", node, scale, offset);
    }
}
