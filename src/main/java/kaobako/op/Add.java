package kaobako.op;

import java.util.List;
import kaobako.graph.Gradients;
import kaobako.graph.KernelCall;
import kaobako.graph.Node;
import kaobako.graph.Op;
import kaobako.graph.Shape;
import kaobako.graph.Target;
import kaobako.graph.Value;

/** a + b, of one shape. */
public record Add() implements Op {
    @Override
    public Shape infer(List<Value> in) {
        Launches.require(in.get(0).shape().count() == in.get(1).shape().count(), name(), in, "two values of one size");
        return in.get(0).shape();
    }

    @Override
    public void differentiate(Gradients gradients, Node node, Value dy) {
        for (Value input : node.inputs()) {
            if (gradients.wants(input)) gradients.add(input, dy);
        }
    }

    @Override
    public List<KernelCall> calls(Node node, Target target) {
        return Elementwise.calls("add", node);
    }
}
