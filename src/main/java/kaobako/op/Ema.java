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

/** Moves the averaged parameters, its output, towards the parameters: inputs p, gradient norm, hyperparameters of {@link AdamW}. */
public record Ema() implements Op {
    @Override
    public Shape infer(List<Value> in) {
        throw new IllegalStateException("updates the average in place");
    }

    @Override
    public List<KernelCall> calls(Node node, Target target) {
        int count = count(node.output());
        if (target.family() == Target.Family.CPU) {
            int perItem = Launches.rowsPerItem(target, count);
            return List.of(call("optimizer_cpu.cl", "ema_cpu", Map.of("VL", target.vectorWidth()),
                    Launches.ones(Launches.blocks(count, perItem)), update(node.output()), read(node.input(0)),
                    read(node.input(1)), read(node.input(2)), count, perItem));
        }
        return List.of(call("optimizer.cl", "ema", Map.of(), each(count), update(node.output()), read(node.input(0)),
                read(node.input(1)), read(node.input(2)), count));
    }
}
