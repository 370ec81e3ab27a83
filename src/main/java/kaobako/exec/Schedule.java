package kaobako.exec;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import kaobako.graph.Argument;
import kaobako.graph.Argument.Read;
import kaobako.graph.Argument.Update;
import kaobako.graph.Argument.Write;
import kaobako.graph.Graph;
import kaobako.graph.KernelCall;
import kaobako.graph.Node;
import kaobako.graph.Target;
import kaobako.graph.Value;

/**
 * The kernel calls of a graph in order, before anything is allocated: those that depend on weights alone, to be run when the
 * weights change, and those of every step.
 */
record Schedule(List<Entry> prepared, List<Entry> steps, Set<Value> kept) {
    /** One call; {@code flops}: its part of the node's. */
    record Entry(Node node, KernelCall call, long flops) {
        List<Value> reads() {
            return call.arguments().stream().filter(Read.class::isInstance).map(a -> ((Read) a).value()).toList();
        }

        List<Value> writes() {
            List<Value> values = new ArrayList<>();
            for (Argument argument : call.arguments()) {
                if (argument instanceof Write w) values.add(w.value());
                if (argument instanceof Update u) values.add(u.value());
            }
            return values;
        }
    }

    /** {@code kept}: values that outlive a run: outputs, and with {@code hoist} what is derived from weights alone. */
    static Schedule of(Graph graph, Set<Value> outputs, Target target, Plan.Hoist hoist) {
        List<Entry> prepared = new ArrayList<>();
        List<Entry> steps = new ArrayList<>();
        Set<Value> derived = new HashSet<>();
        for (Node node : Unjoined.of(needed(graph, outputs), outputs, target)) {
            for (Entry entry : entries(node, node.op().calls(node, target))) {
                if (hoist == Plan.Hoist.WEIGHTS && fromWeights(entry, derived)) {
                    prepared.add(entry);
                    derived.addAll(entry.writes());
                } else {
                    steps.add(entry);
                }
            }
        }
        derived.addAll(outputs);
        return new Schedule(prepared, steps, derived);
    }

    /** The node's FLOPs shared out by the calls' work, to the last one. */
    private static List<Entry> entries(Node node, List<KernelCall> calls) {
        double flops = node.op().flops(node);
        long all = Math.max(1, calls.stream().mapToLong(KernelCall::work).sum());
        List<Entry> entries = new ArrayList<>();
        long before = 0;
        for (KernelCall call : calls) {
            long after = before + call.work();
            entries.add(new Entry(node, call, Math.round(flops * after / all) - Math.round(flops * before / all)));
            before = after;
        }
        return entries;
    }

    /**
     * The lifetimes of values that live only within a run, but for those that are {@code placed} already. Values of which each may be written
     * over the one before, which nobody needs any more, share one.
     */
    List<SlotPlan.Lifetime> lifetimes(Set<Value> placed) {
        Map<Value, int[]> spans = spans(placed);
        Map<Value, Value> successors = successors(spans);
        Set<Value> later = Set.copyOf(successors.values());
        List<SlotPlan.Lifetime> lifetimes = new ArrayList<>();
        for (Value first : spans.keySet()) {
            if (later.contains(first)) continue;
            List<Value> values = Stream.iterate(first, Objects::nonNull, successors::get).toList();
            lifetimes.add(new SlotPlan.Lifetime(values, spans.get(first)[0], spans.get(values.get(values.size() - 1))[1]));
        }
        return lifetimes;
    }

    /** First and last step that touches each value. */
    private Map<Value, int[]> spans(Set<Value> placed) {
        Map<Value, int[]> spans = new LinkedHashMap<>();
        for (int i = 0; i < steps.size(); i++) {
            List<Value> touched = new ArrayList<>(steps.get(i).reads());
            touched.addAll(steps.get(i).writes());
            for (Value value : touched) {
                if (kept.contains(value) || placed.contains(value) || !withinRun(value)) continue;
                int at = i;
                spans.computeIfAbsent(value, v -> new int[] {at, at})[1] = at;
            }
        }
        return spans;
    }

    /** Which value may take the memory of which. */
    private Map<Value, Value> successors(Map<Value, int[]> spans) {
        Map<Value, Value> successors = new HashMap<>();
        for (int i = 0; i < steps.size(); i++) {
            for (Argument argument : steps.get(i).call().arguments()) {
                if (argument instanceof Write write && write.over().isPresent() && mayTake(write, i, spans)) {
                    successors.put(write.over().get(), write.value());
                }
            }
        }
        return successors;
    }

    /** Whether this step is the last to touch the one value, which is but one of its inputs, and the first to touch the other. */
    private boolean mayTake(Write write, int at, Map<Value, int[]> spans) {
        Value over = write.over().orElseThrow();
        return spans.containsKey(over) && spans.get(over)[1] == at && Collections.frequency(steps.get(at).node().inputs(), over) == 1
                && spans.containsKey(write.value()) && spans.get(write.value())[0] == at && over.bytes() == write.value().bytes()
                && !steps.get(at).writes().contains(over);
    }

    static boolean withinRun(Value value) {
        return value.role() == Value.Role.RESULT || value.role() == Value.Role.SCRATCH;
    }

    private static boolean fromWeights(Entry entry, Set<Value> derived) {
        return !entry.reads().isEmpty()
                && entry.reads().stream().allMatch(v -> v.role() == Value.Role.WEIGHT || derived.contains(v))
                && entry.writes().stream().allMatch(Schedule::withinRun);
    }

    /** Nodes that an output needs or that change something outside, in order. */
    private static List<Node> needed(Graph graph, Set<Value> outputs) {
        Set<Value> wanted = new HashSet<>(outputs);
        List<Node> nodes = new ArrayList<>();
        for (int i = graph.nodes().size() - 1; i >= 0; i--) {
            Node node = graph.nodes().get(i);
            if (node.output().role() == Value.Role.RESULT && !wanted.contains(node.output())) continue;
            wanted.addAll(node.inputs());
            nodes.add(0, node);
        }
        return nodes;
    }
}
