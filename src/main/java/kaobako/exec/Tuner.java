package kaobako.exec;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import kaobako.graph.Argument;
import kaobako.graph.Graph;
import kaobako.graph.KernelCall;
import kaobako.graph.Node;
import kaobako.graph.Target;
import kaobako.graph.Target.Choice;
import kaobako.graph.Value;

/**
 * Tries what ops leave open, node by node on the device, the most time-consuming first, and keeps what is faster and right:
 * a variant must agree with the plain kernels. Stops when its time is over. GPU thread only.
 */
public final class Tuner {
    /** What {@code say} hears: one tried variant. */
    public record Trial(String node, Choice choice, int number, double milliseconds, double incumbent, Verdict verdict) {
        @Override
        public String toString() {
            return String.format(Locale.ROOT, "%-7s %s = %d: %.3f ms, before %.3f ms  (%s)", verdict.name().toLowerCase(Locale.ROOT),
                    choice.name(), number, milliseconds, incumbent, node);
        }
    }

    public enum Verdict { KEPT, SLOWER, WRONG, FAILED }

    /** Largest error over largest magnitude that a variant may have: Winograd's own, and some. */
    private static final double TOLERANCE = 1e-4;
    /** A variant must gain this much, or it is noise. */
    private static final double GAIN = 0.97;
    private static final int ROUNDS = 5;
    /** Seconds of one timed burst, at least. */
    private static final double BURST = 0.004;

    private final Engine engine;
    private final Consumer<Trial> say;
    private final long deadline;
    private Tuning tuning;

    public Tuner(Engine engine, Tuning start, double seconds, Consumer<Trial> say) {
        this.engine = engine;
        this.tuning = start;
        this.say = say;
        this.deadline = System.nanoTime() + (long) (seconds * 1e9);
    }

    /** The table after tuning every node of these graphs, or as many as there was time for. */
    public Tuning tune(List<Graph> graphs) {
        Map<String, Node> nodes = new LinkedHashMap<>();
        Map<String, Integer> uses = new LinkedHashMap<>();
        for (Graph graph : graphs) {
            for (Node node : graph.nodes()) {
                if (choices(node).isEmpty()) continue;
                nodes.putIfAbsent(key(node), node);
                uses.merge(key(node), 1, Integer::sum);
            }
        }
        Map<String, Double> cost = new LinkedHashMap<>();
        nodes.forEach((key, node) -> {
            if (timeLeft()) cost.put(key, uses.get(key) * milliseconds(node));
        });
        cost.entrySet().stream().sorted(Map.Entry.comparingByValue(Comparator.reverseOrder())).map(Map.Entry::getKey)
                .takeWhile(key -> timeLeft()).forEach(key -> tune(nodes.get(key)));
        return tuning;
    }

    private void tune(Node node) {
        List<float[]> expected = null;
        for (Choice choice : choices(node)) {
            for (int number : choice.others()) {
                if (!timeLeft() || number == tuning.of(choice)) continue;
                if (expected == null) expected = expected(node);
                tryOut(node, choice, number, expected);
            }
        }
    }

    private void tryOut(Node node, Choice choice, int number, List<float[]> expected) {
        Tuning variant = tuning.with(choice, number);
        try (Trying incumbent = new Trying(node, target(tuning)); Trying challenger = new Trying(node, target(variant))) {
            if (!agrees(challenger.results(), expected)) {
                say.accept(new Trial(key(node), choice, number, 0, 0, Verdict.WRONG));
                return;
            }
            double[] old = new double[ROUNDS];
            double[] now = new double[ROUNDS];
            for (int i = 0; i < ROUNDS; i++) {
                old[i] = incumbent.milliseconds();
                now[i] = challenger.milliseconds();
            }
            Arrays.sort(old);
            Arrays.sort(now);
            boolean faster = now[ROUNDS / 2] < GAIN * old[ROUNDS / 2] && now[0] < old[0];
            if (faster) tuning = variant;
            say.accept(new Trial(key(node), choice, number, now[ROUNDS / 2], old[ROUNDS / 2], faster ? Verdict.KEPT : Verdict.SLOWER));
        } catch (kaobako.cl.ClException failure) {
            say.accept(new Trial(key(node), choice, number, 0, 0, Verdict.FAILED));
        }
    }

    private double milliseconds(Node node) {
        try (Trying trying = new Trying(node, target(tuning))) {
            return trying.milliseconds();
        }
    }

    private List<float[]> expected(Node node) {
        try (Trying plain = new Trying(node, Target.plain())) {
            return plain.results();
        }
    }

    private static boolean agrees(List<float[]> found, List<float[]> expected) {
        for (int k = 0; k < found.size(); k++) {
            double largest = 0;
            double worst = 0;
            for (int i = 0; i < expected.get(k).length; i++) {
                double error = Math.abs((double) found.get(k)[i] - expected.get(k)[i]);
                if (Double.isNaN(error)) return false;
                worst = Math.max(worst, error);
                largest = Math.max(largest, Math.abs((double) expected.get(k)[i]));
            }
            if (worst > TOLERANCE * largest) return false;
        }
        return true;
    }

    /** The choices that a node's launches ask for. */
    private List<Choice> choices(Node node) {
        Set<Choice> asked = new java.util.LinkedHashSet<>();
        node.op().calls(node, target(choice -> {
            asked.add(choice);
            return tuning.of(choice);
        }));
        return List.copyOf(asked);
    }

    private Target target(Target.Choices choices) {
        Target t = engine.target();
        return new Target(t.family(), t.vectorWidth(), t.computeUnits(), t.localMemory(), t.maxWorkGroup(), choices);
    }

    private boolean timeLeft() {
        return System.nanoTime() < deadline;
    }

    private static String key(Node node) {
        return node.op() + " " + node.inputs().stream().map(v -> v.shape().toString()).toList() + ">" + node.output().shape();
    }

    /** One node alone, on random numbers that are the same for every variant. */
    private final class Trying implements AutoCloseable {
        private final Weights weights;
        private final Plan plan;
        private final List<Value> written;

        Trying(Node node, Target target) {
            Graph g = new Graph();
            Map<Value, Value> inputs = new LinkedHashMap<>();
            for (Value v : node.inputs()) inputs.computeIfAbsent(v, in -> copy(g, in));
            Value[] in = node.inputs().stream().map(inputs::get).toArray(Value[]::new);
            Value output = node.output().role() == Value.Role.RESULT ? g.apply(node.op(), in)
                    : g.update(node.op(), g.state("output", node.output().type(), node.output().shape()), in);
            weights = new Weights(engine.queue(), g.weights());
            g.weights().forEach(w -> weights.write(Weights.Bank.PARAMETERS, w.name(), random(w)));
            plan = Plan.compile(engine.with(target), g, weights, output.role() == Value.Role.RESULT ? Set.of(output) : Set.of(), Plan.Options.DRAW);
            written = written(g.nodes().get(0), target);
            inputs.values().stream().filter(v -> v.role() != Value.Role.WEIGHT).forEach(v -> {
                if (reads(g.nodes().get(0), target, v)) plan.write(v, random(v));
            });
        }

        private Value copy(Graph g, Value in) {
            int[] extents = in.shape().extents().stream().mapToInt(i -> i).toArray();
            return switch (in.role()) {
                case WEIGHT -> g.weight(in.name(), extents);
                case GRADIENT, STATE -> g.state(in.name(), in.type(), in.shape());
                default -> g.input(in.name(), in.type(), in.shape());
            };
        }

        /** Everything the node leaves behind, after a run from the start. */
        List<float[]> results() {
            plan.run();
            return written.stream().map(plan::read).toList();
        }

        double milliseconds() {
            int times = 1;
            while (true) {
                engine.queue().finish();
                long start = System.nanoTime();
                for (int i = 0; i < times; i++) plan.run();
                engine.queue().finish();
                double seconds = (System.nanoTime() - start) / 1e9;
                if (seconds > BURST || times > 1 << 14) return 1e3 * seconds / times;
                times *= 4;
            }
        }

        @Override
        public void close() {
            plan.close();
            weights.close();
        }
    }

    private static List<Value> written(Node node, Target target) {
        List<Value> values = new ArrayList<>();
        for (KernelCall call : node.op().calls(node, target)) {
            for (Argument a : call.arguments()) {
                Value v = a instanceof Argument.Write w ? w.value() : a instanceof Argument.Update u ? u.value() : null;
                if (v != null && v.role() != Value.Role.SCRATCH && !values.contains(v)) values.add(v);
            }
        }
        return values;
    }

    private static boolean reads(Node node, Target target, Value value) {
        return node.op().calls(node, target).stream().flatMap(c -> c.arguments().stream())
                .anyMatch(a -> a instanceof Argument.Read r && r.value() == value || a instanceof Argument.Update u && u.value() == value);
    }

    private static float[] random(Value value) {
        Random random = new Random(value.name().hashCode());
        float[] values = new float[Math.toIntExact(value.shape().count())];
        for (int i = 0; i < values.length; i++) values[i] = (float) random.nextGaussian() / 2;
        return values;
    }
}
