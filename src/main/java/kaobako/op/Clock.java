package kaobako.op;

import java.util.List;
import kaobako.graph.Graph;
import kaobako.graph.Shape;
import kaobako.graph.Value;

/**
 * Where a training run is: what the random draws of a micro-batch depend on, as a small block on the device, so that a plan is
 * replayed unchanged. Draws depend on (seed, step, index of the picture in its step), not on how a step is cut into micro-batches.
 *
 * @param step  optimiser step, 1, 2, ...
 * @param first index in the step of the micro-batch's first picture
 * @param row   of the ring of losses
 */
public record Clock(long seed, int step, int first, int row) {
    /** Numbers in the device's block. */
    public static final int SIZE = 5;

    public static Value input(Graph graph) {
        return graph.input("clock", Value.Type.I32, Shape.of(SIZE));
    }

    public int[] toInts() {
        return new int[] {(int) seed, (int) (seed >>> 32), step, first, row};
    }

    /** The same place in the run, so many pictures later in the step. */
    public Clock after(int pictures) {
        return new Clock(seed, step, first + pictures, row);
    }

    static boolean is(List<Value> inputs, int index) {
        return inputs.size() > index && inputs.get(index).type() == Value.Type.I32 && inputs.get(index).shape().count() == SIZE;
    }
}
