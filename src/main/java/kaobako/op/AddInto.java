package kaobako.op;

import static kaobako.op.Launches.call;
import static kaobako.op.Launches.count;
import static kaobako.op.Launches.each;
import static kaobako.op.Launches.update;

import java.util.List;
import java.util.Map;
import kaobako.graph.KernelCall;
import kaobako.graph.Node;
import kaobako.graph.Op;
import kaobako.graph.Shape;
import kaobako.graph.Target;
import kaobako.graph.Value;

/** Adds its input to its output, of the same count, and clears it: gradients that were summed apart. */
public record AddInto() implements Op {
    @Override
    public Shape infer(List<Value> in) {
        throw new IllegalStateException("adds in place");
    }

    @Override
    public List<KernelCall> calls(Node node, Target target) {
        int count = count(node.output());
        return List.of(call("elementwise.cl", "add_into", Map.of(), each(count), update(node.output()), update(node.input(0)), count));
    }
}
