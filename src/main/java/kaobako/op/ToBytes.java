package kaobako.op;

import static kaobako.op.Launches.call;
import static kaobako.op.Launches.count;
import static kaobako.op.Launches.each;
import static kaobako.op.Launches.read;
import static kaobako.op.Launches.update;

import java.util.List;
import java.util.Map;
import kaobako.graph.KernelCall;
import kaobako.graph.Node;
import kaobako.graph.Op;
import kaobako.graph.Shape;
import kaobako.graph.Target;
import kaobako.graph.Value;

/** Pictures of [-1, 1] as bytes 0..255, into its output, a state of type U8 and x's size. */
public record ToBytes() implements Op {
    @Override
    public Shape infer(List<Value> in) {
        throw new IllegalStateException("fills bytes in place");
    }

    @Override
    public List<KernelCall> calls(Node node, Target target) {
        int count = count(node.output());
        return List.of(call("mix.cl", "to_bytes", Map.of(), each(count), read(node.input(0)), update(node.output()), count));
    }
}
