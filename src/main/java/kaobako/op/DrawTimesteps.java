package kaobako.op;

import static kaobako.op.Launches.call;
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

/** Timesteps [N], each uniform in 0..T-1, from the {@link Clock}. */
public record DrawTimesteps(int batch, int timesteps) implements Op {
    @Override
    public Shape infer(List<Value> in) {
        Launches.require(Clock.is(in, 0), name(), in, "a clock");
        return Shape.of(batch);
    }

    @Override
    public List<KernelCall> calls(Node node, Target target) {
        return List.of(call("training.cl", "draw_timesteps", Map.of(), each(batch), read(node.input(0)), result(node.output()),
                batch, timesteps));
    }
}
