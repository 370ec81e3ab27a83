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

/**
 * One stage of any sampler: moves x, its output, in place. Inputs: the network's output, noise, the stage's numbers, the history
 * [4,..] and the predicted x0, of which the last two are written too.
 */
public record Mix() implements Op {
    /** Earlier tensors that a stage may read. */
    public static final int HISTORY = 4;

    @Override
    public Shape infer(List<Value> in) {
        throw new IllegalStateException("updates x in place");
    }

    @Override
    public List<KernelCall> calls(Node node, Target target) {
        int count = count(node.output());
        return List.of(call("mix.cl", "mix_stage", Map.of(), each(count), update(node.output()), read(node.input(0)),
                read(node.input(1)), read(node.input(2)), update(node.input(3)), update(node.input(4)), count));
    }
}
