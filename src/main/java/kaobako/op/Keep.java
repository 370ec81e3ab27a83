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

/** Copies x [count] into the {@link Clock}'s row of a ring [rows, width], its output, from column {@code first} on. */
public record Keep(int first) implements Op {
    @Override
    public Shape infer(List<Value> in) {
        throw new IllegalStateException("fills a row in place");
    }

    @Override
    public List<KernelCall> calls(Node node, Target target) {
        int count = count(node.input(0));
        return List.of(call("training.cl", "keep", Map.of(), each(count), read(node.input(0)), read(node.input(1)),
                update(node.output()), count, node.output().shape().channels(), first));
    }
}
