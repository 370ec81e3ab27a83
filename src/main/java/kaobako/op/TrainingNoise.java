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

/** Standard normals of a shape [N,..] that depend on seed, step and the picture's place in the step: input the {@link Clock}. */
public record TrainingNoise(Shape shape) implements Op {
    @Override
    public Shape infer(List<Value> in) {
        Launches.require(Clock.is(in, 0), name(), in, "a clock");
        return shape;
    }

    @Override
    public List<KernelCall> calls(Node node, Target target) {
        int elements = Math.toIntExact(shape.count() / shape.batch());
        return List.of(call("training.cl", "training_noise", Map.of(), each((long) shape.batch() * Launches.blocks(elements, 4)),
                read(node.input(0)), result(node.output()), shape.batch(), elements));
    }
}
