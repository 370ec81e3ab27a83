package kaobako.op;

import static kaobako.op.Launches.call;
import static kaobako.op.Launches.each;
import static kaobako.op.Launches.read;
import static kaobako.op.Launches.result;

import java.util.List;
import java.util.Map;
import kaobako.graph.Gradients;
import kaobako.graph.KernelCall;
import kaobako.graph.Node;
import kaobako.graph.Op;
import kaobako.graph.Shape;
import kaobako.graph.Target;
import kaobako.graph.Value;

/**
 * Sets a share of the elements to zero and scales the others by 1 / (1 - p) (Srivastava et al. 2014, inverted): inputs x [N,..]
 * and the {@link Clock}. The gradient draws the same mask again, so none is kept.
 *
 * @param p     chance of an element to be dropped, 0 up to 1; rounded to 256ths, as many as a random byte can tell
 * @param layer tells the masks of a network's layers apart
 */
public record Dropout(float p, int layer) implements Op {
    /** Elements that share a block of random bytes. */
    private static final int BLOCK = 16;
    /** Blocks that the widest vectors draw together. */
    private static final int LANES = 16;

    public Dropout {
        if (!(p >= 0 && p < 1)) throw new IllegalArgumentException("dropout must be at least 0 and below 1, but is " + p);
    }

    @Override
    public Shape infer(List<Value> in) {
        Launches.require(Clock.is(in, 1), name(), in, "x and a clock");
        return in.get(0).shape();
    }

    @Override
    public void differentiate(Gradients gradients, Node node, Value dy) {
        gradients.add(node.input(0), gradients.graph().apply(this, dy, node.input(1)));
        if (gradients.awaits(node.output())) {
            gradients.read(node.input(0), x -> gradients.recomputed(node.output(), gradients.graph().apply(this, x, node.input(1))));
        }
    }

    /** Where its input is recomputed: else that would be kept instead. */
    @Override
    public boolean recomputes(Node node, Gradients gradients) {
        return gradients.recomputes(node.input(0));
    }

    @Override
    public List<KernelCall> calls(Node node, Target target) {
        int batch = node.shape(0).batch();
        int elements = Math.toIntExact(node.shape(0).count() / batch);
        if (target.family() == Target.Family.CPU) {
            int blocks = Launches.blocks(elements, BLOCK);
            int perItem = Launches.blocks(Launches.blocks(blocks, Launches.blocks(8 * target.computeUnits(), batch)), LANES) * LANES;
            return List.of(call("dropout_cpu.cl", "dropout_cpu", Map.of("VL", target.vectorWidth()),
                    Launches.ones(Launches.blocks(blocks, perItem), batch), read(node.input(0)), read(node.input(1)),
                    result(node.output()), elements, layer, below(), perItem));
        }
        return List.of(call("training.cl", "dropout", Map.of(), each((long) batch * Launches.blocks(elements, BLOCK)), read(node.input(0)),
                read(node.input(1)), result(node.output()), batch, elements, layer, below()));
    }

    /** Bytes below this are dropped. */
    private int below() {
        return Math.min(255, Math.round(256 * p));
    }
}
