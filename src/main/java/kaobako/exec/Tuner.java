package kaobako.exec;

import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import kaobako.cl.ClException;
import kaobako.graph.Graph;
import kaobako.graph.Node;
import kaobako.graph.Target;
import kaobako.graph.Target.Choice;

/**
 * Tries what ops leave open, node by node on the device, the most time-consuming first, and keeps what is faster and right:
 * a variant must agree with the plain kernels. Stops when its time is over or it is told to. GPU thread only.
 */
public final class Tuner {
    /** What is to become faster: a graph, and how many of it run side by side ({@link Engine#sharesOf}). */
    public record Work(Graph graph, int shares) {}

    /** One tried variant. The times are 0 if it was not timed. */
    public record Trial(String node, Choice choice, int number, double milliseconds, double incumbent, Verdict verdict) {
        @Override
        public String toString() {
            String times = verdict.timed ? String.format(Locale.ROOT, ": %.3f ms, before %.3f ms", milliseconds, incumbent) : "";
            return String.format(Locale.ROOT, "%-7s %s %s = %d%s  (%s)", verdict.name().toLowerCase(Locale.ROOT), choice.kernel(),
                    choice.name(), number, times, node);
        }
    }

    /** What came of a variant: only one that builds and is right is timed. LEFT: not surely faster. */
    public enum Verdict {
        KEPT(true), LEFT(true), WRONG(false), FAILED(false);

        private final boolean timed;

        Verdict(boolean timed) {
            this.timed = timed;
        }
    }

    /** A variant must gain this much, or it is noise. */
    private static final double GAIN = 0.97;
    private static final int ROUNDS = 9;
    /** Rounds that it must win: of equal variants one in fifty does. */
    private static final int WINS = 8;

    private final Engine engine;
    private final BooleanSupplier stopped;
    private final LongSupplier nanos;
    private final long deadline;
    private Tuning tuning;

    /**
     * @param start   the table to improve on
     * @param seconds how long new variants are tried, from now on; at most some 10^9
     * @param stopped whether to end before that; asked between variants
     */
    public Tuner(Engine engine, Tuning start, double seconds, BooleanSupplier stopped) {
        this(engine, start, seconds, stopped, System::nanoTime);
    }

    Tuner(Engine engine, Tuning start, double seconds, BooleanSupplier stopped, LongSupplier nanos) {
        this.engine = engine;
        this.tuning = start;
        this.stopped = stopped;
        this.nanos = nanos;
        this.deadline = nanos.getAsLong() + (long) (seconds * 1e9);
    }

    /** The table so far. */
    public Tuning tuning() {
        return tuning;
    }

    /**
     * Tunes every node of this work, or as many as there is time for.
     *
     * @param say hears of each variant
     * @return whether there was time to try anything
     */
    public boolean tune(List<Work> all, Consumer<Trial> say) {
        Map<String, TriedNode> nodes = new LinkedHashMap<>();
        Map<String, Integer> uses = new LinkedHashMap<>();
        for (Work work : all) {
            for (Node node : work.graph.nodes()) {
                if (choices(node, work.shares).isEmpty()) continue;
                String key = key(node, work.shares);
                nodes.computeIfAbsent(key, made -> TriedNode.of(work.graph, node, work.shares, engine.target()));
                uses.merge(key, 1, Integer::sum);
            }
        }
        Set<String> before = engine.programs().unsaved();
        try {
            return tune(nodes, uses, say);
        } finally {
            // most belong to variants that nobody will ask for, and keeping one may take a driver a second
            engine.programs().forgetUnsaved(before);
        }
    }

    private boolean tune(Map<String, TriedNode> nodes, Map<String, Integer> uses, Consumer<Trial> say) {
        Map<String, Double> cost = new LinkedHashMap<>();
        nodes.forEach((key, node) -> {
            if (timeLeft()) cost.put(key, uses.get(key) * milliseconds(node));
        });
        boolean tried = timeLeft();
        cost.entrySet().stream().sorted(Map.Entry.comparingByValue(Comparator.reverseOrder())).map(Map.Entry::getKey)
                .takeWhile(key -> timeLeft()).forEach(key -> tune(key, nodes.get(key), say));
        return tried;
    }

    private void tune(String key, TriedNode node, Consumer<Trial> say) {
        TriedNode.Results expected = null;
        for (Choice choice : choices(node.node(), node.shares())) {
            for (int number : choice.others()) {
                if (!timeLeft() || number == tuning.of(choice)) continue;
                if (expected == null) expected = expected(node);
                Trial trial = tryOut(key, node, choice, number, expected);
                if (trial.verdict() == Verdict.KEPT) tuning = tuning.with(choice, number);
                say.accept(trial);
            }
        }
    }

    private Trial tryOut(String key, TriedNode node, Choice choice, int number, TriedNode.Results expected) {
        try (TriedNode.Run incumbent = node.on(engine.with(tuning));
                TriedNode.Run challenger = node.on(engine.with(tuning.with(choice, number)))) {
            if (!challenger.results().agree(expected)) return new Trial(key, choice, number, 0, 0, Verdict.WRONG);
            Burst before = burst(incumbent);
            Burst after = burst(challenger);
            double[] old = new double[ROUNDS];
            double[] now = new double[ROUNDS];
            int wins = 0;
            for (int i = 0; i < ROUNDS; i++) {
                old[i] = before.milliseconds();
                now[i] = after.milliseconds();
                if (now[i] < old[i]) wins++;
            }
            boolean faster = wins >= WINS && median(now) < GAIN * median(old);
            return new Trial(key, choice, number, median(now), median(old), faster ? Verdict.KEPT : Verdict.LEFT);
        } catch (ClException failure) {
            return new Trial(key, choice, number, 0, 0, Verdict.FAILED);
        }
    }

    private double milliseconds(TriedNode node) {
        try (TriedNode.Run run = node.on(engine.with(tuning))) {
            return burst(run).milliseconds();
        }
    }

    private Burst burst(TriedNode.Run run) {
        return new Burst(engine.queue(), run::again, nanos);
    }

    /**
     * The right results: the plain kernels'. On a GPU, whose launches must stay short as theirs do not, those of its usual kernels, which the
     * self-test has judged.
     */
    private TriedNode.Results expected(TriedNode node) {
        Target target = engine.target();
        Target judge = target.family() == Target.Family.GPU ? target.with(Target.Choices.STANDARD) : Target.plain();
        try (TriedNode.Run run = node.on(engine.with(judge))) {
            return run.results();
        }
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    /** The choices that a node's launches ask for. */
    private List<Choice> choices(Node node, int shares) {
        Set<Choice> asked = new LinkedHashSet<>();
        node.op().calls(node, engine.each(shares).target().with(choice -> {
            asked.add(choice);
            return tuning.of(choice);
        }));
        return List.copyOf(asked);
    }

    private boolean timeLeft() {
        return !stopped.getAsBoolean() && nanos.getAsLong() < deadline;
    }

    private static String key(Node node, int shares) {
        return shares + " " + node.op() + " " + node.inputs().stream().map(v -> v.shape().toString()).toList() + ">" + node.output().shape();
    }
}
