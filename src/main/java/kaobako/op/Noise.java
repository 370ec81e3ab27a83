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

/**
 * Standard normals [N,..] from Philox streams: inputs seeds I32 [N,16,2], weights [N,16] and a stage's numbers; what an image
 * gets depends on its seeds and the stage alone, not on its place in the batch.
 */
public record Noise(Shape shape) implements Op {
    /** Seeds that an image's noise may be mixed from. */
    public static final int PARTS = 16;

    @Override
    public Shape infer(List<Value> in) {
        Launches.require(in.get(0).shape().equals(Shape.of(shape.batch(), PARTS, 2)) && in.get(0).type() == Value.Type.I32
                && in.get(1).shape().count() == (long) shape.batch() * PARTS, name(), in, "seeds [N,16,2] and weights [N,16]");
        return shape;
    }

    @Override
    public List<KernelCall> calls(Node node, Target target) {
        int elements = Math.toIntExact(shape.count() / shape.batch());
        return List.of(call("noise.cl", "noise", Map.of(), each((long) shape.batch() * Launches.blocks(elements, 4)), read(node.input(0)),
                read(node.input(1)), read(node.input(2)), result(node.output()), shape.batch(), elements));
    }
}
