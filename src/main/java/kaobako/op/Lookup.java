package kaobako.op;

import static kaobako.op.Launches.call;
import static kaobako.op.Launches.count;
import static kaobako.op.Launches.each;
import static kaobako.op.Launches.read;
import static kaobako.op.Launches.result;

import java.util.List;
import java.util.Map;
import kaobako.graph.KernelCall;
import kaobako.graph.Node;
import kaobako.graph.Op;
import kaobako.graph.Shape;
import kaobako.graph.Target;
import kaobako.graph.Value;

/** One number of a table for each timestep: t [N] to [N]. The table has one entry per timestep of t's range. */
public record Lookup(float[] table) implements Op {
    @Override
    public Shape infer(List<Value> in) {
        return in.get(0).shape();
    }

    @Override
    public List<KernelCall> calls(Node node, Target target) {
        return List.of(call("training.cl", "lookup", Map.of(), each(count(node.output())), read(node.input(0)),
                new kaobako.graph.Argument.Table(table), result(node.output()), count(node.output())));
    }
}
