package kaobako.graph;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BinaryOperator;
import java.util.function.Consumer;

/**
 * Reverse-mode differentiation inside a graph: appends the nodes that compute the gradients of one scalar.
 * A value used more than once sums its gradients in the order in which its uses are visited, last use first.
 */
public final class Gradients {
    private final Graph graph;
    private final BinaryOperator<Value> sum;
    private final Set<Value> wanted = new HashSet<>();
    private final Map<Value, List<Value>> pending = new HashMap<>();
    private final Map<Value, List<Consumer<Value>>> readers = new HashMap<>();

    private Gradients(Graph graph, BinaryOperator<Value> sum) {
        this.graph = graph;
        this.sum = sum;
    }

    /**
     * Appends the gradients of {@code y} for every weight and for the inputs {@code of}.
     *
     * @param dy the gradient that arrives at {@code y}, of its shape
     * @param sum appends a node that adds two values
     * @return the gradients of {@code of}; those of weights are in {@link Graph#gradientOf}
     */
    public static Map<Value, Value> append(Graph graph, Value y, Value dy, Set<Value> of, BinaryOperator<Value> sum) {
        Gradients gradients = new Gradients(graph, sum);
        List<Node> forward = List.copyOf(graph.nodes());
        gradients.mark(forward, of);
        gradients.add(y, dy);
        for (Node node : reversed(forward)) {
            Value arrived = gradients.take(node.output());
            if (arrived != null) graph.scoped("d", () -> node.op().differentiate(gradients, node, arrived));
        }
        if (!gradients.readers.isEmpty()) throw new IllegalStateException("never recomputed for their readers: " + gradients.readers.keySet());
        Map<Value, Value> result = new HashMap<>();
        for (Value value : of) result.put(value, gradients.take(value));
        return result;
    }

    /** Where an op appends its gradient nodes. */
    public Graph graph() {
        return graph;
    }

    /** Whether anything depends on the gradient of this value; an op skips the others. */
    public boolean wants(Value value) {
        return wanted.contains(value);
    }

    /** Hands over (a part of) the gradient of {@code value}. */
    public void add(Value value, Value gradient) {
        pending.computeIfAbsent(value, v -> new ArrayList<>()).add(gradient);
    }

    /** The sum of what has been handed over for {@code value} so far, now the caller's to add to, or null: for kernels that add a residual. */
    public Value take(Value value) {
        List<Value> parts = take(value, 1);
        return parts.isEmpty() ? null : parts.get(0);
    }

    /** The same in at most {@code most} parts, to be added in their order: for kernels that add several. */
    public List<Value> take(Value value, int most) {
        List<Value> parts = pending.remove(value);
        if (parts == null) return List.of();
        while (parts.size() > most) parts.set(0, sum.apply(parts.get(0), parts.remove(1)));
        return parts;
    }

    /**
     * Appends what reads {@code value}, an input of the node that is differentiated: now, or, where the value's own op
     * {@link Op#recomputes} it, when that has been done, with the copy (Chen et al. 2016, arXiv:1604.06174). The node must hand over a
     * gradient of it.
     */
    public void read(Value value, Consumer<Value> reader) {
        if (recomputes(value)) readers.computeIfAbsent(value, v -> new ArrayList<>()).add(reader);
        else reader.accept(value);
    }

    /** Whether {@code value} is computed once more where somebody waits for that. */
    public boolean recomputes(Value value) {
        Node producer = graph.producer(value);
        return producer != null && wants(value) && producer.op().recomputes(producer, this);
    }

    /** Whether somebody waits for {@link #recomputed}. */
    public boolean awaits(Value value) {
        return readers.containsKey(value);
    }

    /** Hands over a copy of {@code value} to those that wait for it. */
    public void recomputed(Value value, Value copy) {
        readers.remove(value).forEach(reader -> reader.accept(copy));
    }

    private void mark(List<Node> forward, Set<Value> of) {
        wanted.addAll(of);
        wanted.addAll(graph.weights());
        for (Node node : forward) {
            if (node.inputs().stream().anyMatch(wanted::contains)) wanted.add(node.output());
        }
    }

    private static List<Node> reversed(List<Node> nodes) {
        List<Node> list = new ArrayList<>(nodes);
        java.util.Collections.reverse(list);
        return list;
    }
}
