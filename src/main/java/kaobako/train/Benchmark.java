package kaobako.train;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import kaobako.cl.Owned;
import kaobako.exec.Engine;
import kaobako.exec.Listing;
import kaobako.exec.Plan;
import kaobako.exec.Probe;
import kaobako.exec.SplitPlan;
import kaobako.exec.Tuner;
import kaobako.exec.Weights;
import kaobako.graph.Graph;
import kaobako.graph.Value;
import kaobako.op.AdamW;
import kaobako.text.Sentence;
import kaobako.text.SettingException;
import kaobako.unet.Regularisation;
import kaobako.unet.UNet;
import kaobako.unet.UNetConfig;

/** Times a network with random weights: forward passes and whole training steps, beside the device's peak in the same run. */
public final class Benchmark {
    /** What is timed: a network call, or forward, backward, AdamW and EMA. */
    public enum Kind {
        FORWARD, TRAIN;

        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** One row; times in milliseconds, {@code gflops} counted as direct convolution, memory of plan and weights in MiB. */
    public record Result(Kind kind, int batch, double medianMs, double minMs, double maxMs, double imagesPerSecond, double gflops,
            double deviceMiB, int operations, double enqueueMs) {}

    /** Launch tables, one by launch and one by kernel for each plan, which still lack what they are judged by. */
    public interface Tables {
        /** As text, with shares of GFLOP/s and of GB/s. */
        String text(double peakGflops, double bandwidth);
    }

    private static final double SECONDS = 3;
    /** Before that: Java compiles what queues the launches, on the cores that are timed. */
    private static final double WARM_UP_SECONDS = 2;
    private static final int FEWEST = 5;
    private static final int MOST = 200;
    /** Height and width where the config names none. */
    private static final int SIDE = 64;
    /** A small step late in a run: random weights stay finite. */
    private static final AdamW.Step STEP = new AdamW.Step(1e-5, 1e-6, 0.95, 0.999, 1e-8, 1000, 1, 0.999, 1);

    private final Engine engine;
    private final UNetConfig config;
    private final BooleanSupplier stopped;

    /** @param stopped whether to end early */
    public Benchmark(Engine engine, UNetConfig config, BooleanSupplier stopped) {
        this.engine = engine;
        this.config = config;
        this.stopped = stopped;
    }

    public double peakGflops() {
        return Probe.peakGflops(engine);
    }

    /**
     * Warms up for two seconds, then times at least five runs and at most three seconds' worth, each to its end.
     *
     * @throws SettingException      if the network cannot be run, or trained, like this
     * @throws CancellationException if stopped, between two runs
     */
    public Result time(Kind kind, int batch) {
        try (Subject subject = new Subject(kind, batch)) {
            throwIfStopped();
            subject.plan.settle();
            long first = System.nanoTime();
            for (int i = 0; i < 2 || seconds(first) < WARM_UP_SECONDS; i++) {
                throwIfStopped();
                subject.run();
                engine.queue().finish();
            }
            List<Double> ms = new ArrayList<>();
            List<Double> enqueue = new ArrayList<>();
            long begin = System.nanoTime();
            while (ms.size() < FEWEST || ms.size() < MOST && seconds(begin) < SECONDS) {
                throwIfStopped();
                long start = System.nanoTime();
                subject.run();
                enqueue.add((System.nanoTime() - start) / 1e6);
                engine.queue().finish();
                ms.add((System.nanoTime() - start) / 1e6);
            }
            double[] sorted = ms.stream().mapToDouble(Double::doubleValue).sorted().toArray();
            double median = sorted[sorted.length / 2];
            double[] queued = enqueue.stream().mapToDouble(Double::doubleValue).sorted().toArray();
            return new Result(kind, batch, median, sorted[0], sorted[sorted.length - 1], batch / median * 1e3,
                    subject.plan.flops() / median / 1e6, subject.bytes() / 1048576.0,
                    subject.plans().stream().mapToInt(Plan::launches).sum(), queued[queued.length / 2]);
        }
    }

    /**
     * What of {@code before}'s time this takes, the geometric mean of all kinds and batches: each timed twice, in turns, and the better
     * time taken.
     *
     * @param say hears of each kind and batch
     * @throws CancellationException if stopped, between two runs
     */
    public double ratio(Benchmark before, List<Integer> batches, Consumer<String> say) {
        double product = 1;
        for (int batch : batches) {
            for (Kind kind : Kind.values()) {
                double then = Double.MAX_VALUE;
                double now = Double.MAX_VALUE;
                for (int turn = 0; turn < 2; turn++) {
                    then = Math.min(then, before.time(kind, batch).medianMs());
                    now = Math.min(now, time(kind, batch).medianMs());
                }
                say.accept(String.format(Locale.ROOT, "%s, batch %d: %.1f ms, before %.1f ms", kind.label(), batch, now, then));
                product *= now / then;
            }
        }
        return Math.pow(product, 1.0 / (batches.size() * Kind.values().length));
    }

    /** Throws as {@link #time} unless all that these batches run with fits the device. */
    public void requireRoom(List<Integer> batches) {
        for (int batch : batches) {
            for (Kind kind : Kind.values()) {
                throwIfStopped();
                new Subject(kind, batch).close();
            }
        }
    }

    /**
     * Has all that these batches run with built now, so that later processes find it on the disk once {@code programs().save()} was called.
     *
     * @throws CancellationException if stopped, between two plans
     */
    public void settle(List<Integer> batches) {
        for (int batch : batches) {
            for (Kind kind : Kind.values()) {
                throwIfStopped();
                try (Subject subject = new Subject(kind, batch)) {
                    subject.plan.settle();
                }
            }
        }
    }

    /** What the device reads from memory, GB/s. */
    public double bandwidth() {
        return Probe.readGigabytes(engine);
    }

    /** Times each launch of one kind, a median of five; the engine must record times. Throws CancellationException if stopped before. */
    public Tables profile(Kind kind, int batch) {
        throwIfStopped();
        try (Subject subject = new Subject(kind, batch)) {
            List<Listing> listings = subject.plans().stream().map(plan -> Listing.profile(plan, FEWEST)).toList();
            return (peak, bandwidth) -> listings.stream()
                    .map(listing -> listing.text(peak, bandwidth) + "\n" + listing.byKernel(peak, bandwidth) + "\n").collect(Collectors.joining());
        }
    }

    /** What is timed, for a tuner. */
    public List<Tuner.Work> work(List<Integer> batches) {
        List<Tuner.Work> work = new ArrayList<>();
        for (int batch : batches) {
            int shares = engine.sharesOf(batch);
            for (Kind kind : Kind.values()) work.add(new Tuner.Work(described(kind, batch / shares).graph, shares));
        }
        return work;
    }

    private Description described(Kind kind, int batch) {
        try {
            return new Description(kind, batch);
        } catch (ArithmeticException overflow) {
            throw new SettingException(Sentence.of("bench.large", "%d pictures at a time have more numbers in this network than kernels can count;"
                    + " lower the batch or the picture size, or choose a smaller network.", batch));
        }
    }

    /** A network, described: a call of it, or the loss and its gradients. Throws ArithmeticException if it has too many numbers to count. */
    private final class Description {
        final Graph graph = new Graph();
        final Value sample;
        final Value noise;
        final Value timesteps;
        /** Null for a call. */
        final LossGraph loss;
        final Value result;

        Description(Kind kind, int batch) {
            int height = config.sampleHeight() == 0 ? SIDE : config.sampleHeight();
            int width = config.sampleWidth() == 0 ? SIDE : config.sampleWidth();
            SettingException.require(height % config.divisor() == 0 && width % config.divisor() == 0, "sample_size",
                    Sentence.of("bench.multiples", "a multiple of %d, as the network has %d levels", config.divisor(), config.levels()),
                    height + " x " + width);
            SettingException.require(kind == Kind.FORWARD || config.inChannels() == config.outChannels(), "out_channels",
                    Sentence.of("bench.channels", "as many as in_channels, %d, to be trained", config.inChannels()), config.outChannels());
            sample = graph.input("sample", batch, height, width, config.inChannels());
            noise = graph.input("noise", Value.Type.F32, sample.shape());
            timesteps = graph.input("timesteps", batch);
            loss = kind == Kind.FORWARD ? null
                    : LossGraph.append(graph, config, Objective.STANDARD, sample, noise, timesteps, Regularisation.NONE);
            result = loss == null ? UNet.describe(graph, config, sample, timesteps).output() : loss.losses();
            // known before anything is asked for
            Math.toIntExact(graph.weights().stream().mapToLong(w -> w.shape().count()).reduce(0, Math::addExact));
        }
    }

    /** A network ready to be run: one plan for a call, and the update for a training step. */
    private final class Subject implements AutoCloseable {
        private final Owned owned = new Owned();
        private final Weights weights;
        private final SplitPlan plan;
        /** Null for a call. */
        private final Update update;

        Subject(Kind kind, int batch) {
            int shares = engine.sharesOf(batch);
            Description d = described(kind, batch / shares);
            try {
                weights = owned.add(new Weights(engine.queue(), d.graph.weights()));
                plan = owned.add(SplitPlan.compile(engine, d.graph, shares, weights, Set.of(d.result),
                        share -> d.loss == null ? Plan.Options.DRAW : Plan.Options.TRAIN));
                update = d.loss == null ? null : owned.add(Update.of(engine, weights, plan.gradients()));
                write(d);
            } catch (RuntimeException | Error failure) {
                owned.closeAfter(failure);
                throw failure;
            }
        }

        private void write(Description d) {
            d.graph.weights().forEach(w -> weights.write(Weights.Bank.PARAMETERS, w.name(), normals(w.shape().count(), 0.05f)));
            float[] t = new float[d.sample.shape().batch()];
            for (int i = 0; i < t.length; i++) t[i] = 37 * i % 1000;
            for (Plan share : plan.shares()) {
                share.write(d.sample, normals(d.sample.shape().count(), 1));
                share.write(d.timesteps, t);
                if (d.loss == null) continue;
                share.write(d.noise, normals(d.noise.shape().count(), 1));
                share.write(d.loss.lossGradient(), d.loss.meanGradient());
            }
        }

        void run() {
            plan.run();
            if (update != null) update.run(STEP);
        }

        long bytes() {
            return plan.bytes() + (update == null ? 0 : update.bytes()) + weights.bytes();
        }

        List<Plan> plans() {
            List<Plan> plans = new ArrayList<>(plan.shares());
            if (update != null) plans.add(update.plan());
            return plans;
        }

        @Override
        public void close() {
            owned.close();
        }
    }

    private void throwIfStopped() {
        if (stopped.getAsBoolean()) throw new CancellationException("the benchmark was stopped");
    }

    private static double seconds(long since) {
        return (System.nanoTime() - since) / 1e9;
    }

    private static float[] normals(long count, float scale) {
        Random random = new Random(count);
        float[] values = new float[Math.toIntExact(count)];
        for (int i = 0; i < values.length; i++) values[i] = scale * (float) random.nextGaussian();
        return values;
    }
}
