package kaobako.graph;

import java.util.List;

/** One application of an op. {@code output} is a fresh result, or a gradient or state that the op updates in place. */
public record Node(Op op, List<Value> inputs, Value output) {
    public Node {
        inputs = List.copyOf(inputs);
    }

    public Value input(int index) {
        return inputs.get(index);
    }

    public Shape shape(int index) {
        return inputs.get(index).shape();
    }
}
