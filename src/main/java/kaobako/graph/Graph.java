package kaobako.graph;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A list of nodes in an order that can be run, grown by applying ops. Not thread-safe. */
public final class Graph {
    private final List<Node> nodes = new ArrayList<>();
    private final Map<Value, Node> producers = new java.util.IdentityHashMap<>();
    private final Map<String, Value> weights = new LinkedHashMap<>();
    private final Map<Value, Value> gradients = new LinkedHashMap<>();
    private String scope = "";

    public Value input(String name, int... extents) {
        return input(name, Value.Type.F32, Shape.of(extents));
    }

    public Value input(String name, Value.Type type, Shape shape) {
        return new Value(name, Value.Role.INPUT, type, shape);
    }

    /** A tensor that lives as long as the plan, zero at first, and that nodes change in place. */
    public Value state(String name, Value.Type type, Shape shape) {
        return new Value(name, Value.Role.STATE, type, shape);
    }

    /** The weight of this name, made on first use. Throws if it was made with another shape. */
    public Value weight(String name, int... extents) {
        Shape shape = Shape.of(extents);
        Value weight = weights.computeIfAbsent(name, n -> new Value(n, Value.Role.WEIGHT, Value.Type.F32, shape));
        if (!weight.shape().equals(shape)) throw new IllegalArgumentException("weight " + weight + " used as " + shape);
        return weight;
    }

    /** Where the gradient of a weight is summed. */
    public Value gradientOf(Value weight) {
        return gradients.computeIfAbsent(weight,
                w -> new Value("d" + w.name(), Value.Role.GRADIENT, Value.Type.F32, w.shape()));
    }

    /** Appends a node whose result is named after the current scope and the op. */
    public Value apply(Op op, Value... inputs) {
        List<Value> in = List.of(inputs);
        Value output = new Value(scope + op.name() + "#" + nodes.size(), Value.Role.RESULT, Value.Type.F32, op.infer(in));
        return add(op, in, output);
    }

    /** Appends a node that changes {@code target} in place. */
    public Value update(Op op, Value target, Value... inputs) {
        return add(op, List.of(inputs), target);
    }

    /** Names results made by {@code body} with a prefix, for listings and profiles. */
    public void scoped(String name, Runnable body) {
        String outer = scope;
        scope = outer + name + ".";
        try {
            body.run();
        } finally {
            scope = outer;
        }
    }

    public List<Node> nodes() {
        return Collections.unmodifiableList(nodes);
    }

    /** The node that made a result, or null for values from outside. */
    public Node producer(Value value) {
        return producers.get(value);
    }

    /** Weights in order of first use. */
    public List<Value> weights() {
        return List.copyOf(weights.values());
    }

    private Value add(Op op, List<Value> inputs, Value output) {
        Node node = new Node(op, inputs, output);
        nodes.add(node);
        if (output.role() == Value.Role.RESULT) producers.put(output, node);
        return output;
    }
}
