package kaobako.op;

import static kaobako.op.Launches.call;
import static kaobako.op.Launches.count;
import static kaobako.op.Launches.each;
import static kaobako.op.Launches.read;
import static kaobako.op.Launches.result;
import static kaobako.op.Launches.write;

import java.util.List;
import java.util.Map;
import kaobako.graph.KernelCall;
import kaobako.graph.Node;
import kaobako.graph.Op;
import kaobako.graph.Shape;
import kaobako.graph.Target;
import kaobako.graph.Value;

/** 8-bit pictures [N,H,W,C] as floats of [-1, 1], some of them mirrored: inputs bytes (U8) and the {@link Clock}. */
public record FromBytes(Flip flip) implements Op {
    /** Whether pictures are mirrored left to right. */
    public enum Flip {
        NONE,
        /** Each picture with a chance of one half, drawn anew in every step. */
        RANDOM
    }

    @Override
    public Shape infer(List<Value> in) {
        Launches.require(in.get(0).type() == Value.Type.U8 && in.get(0).shape().rank() == 4 && Clock.is(in, 1), name(), in,
                "bytes [N,H,W,C] and a clock");
        return in.get(0).shape();
    }

    @Override
    public List<KernelCall> calls(Node node, Target target) {
        if (flip == Flip.NONE) return List.of(floats(node, Map.of(), node.input(1)));
        Value flips = Value.scratch("flips", node.shape(0).batch());
        return List.of(call("training.cl", "draw_flips", Map.of(), each(count(flips)), read(node.input(1)), write(flips), count(flips)).aside(),
                floats(node, Map.of("FLIP", 1), flips));
    }

    private static KernelCall floats(Node node, Map<String, Object> defines, Value flips) {
        Shape x = node.shape(0);
        return call("training.cl", "from_bytes", defines, each(x.count()), read(node.input(0)), read(flips), result(node.output()),
                count(node.output()), Math.toIntExact(x.count() / x.batch()), x.width(), x.channels());
    }
}
