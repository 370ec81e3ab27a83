package kaobako.train;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import kaobako.exec.Engine;
import kaobako.exec.Listing;
import kaobako.exec.Plan;
import kaobako.exec.Probe;
import kaobako.exec.Weights;
import kaobako.graph.Gradients;
import kaobako.graph.Graph;
import kaobako.graph.Value;
import kaobako.op.Add;
import kaobako.op.AdamW;
import kaobako.op.Ema;
import kaobako.op.GradientNorm;
import kaobako.op.Mean;
import kaobako.op.Mse;
import kaobako.unet.UNet;
import kaobako.unet.UNetConfig;

/** Times a network with random weights: forward passes and whole training steps, beside the device's peak in the same run. */
public final class Benchmark {
    /** What is timed: a network call, or forward, backward, AdamW and EMA. */
    public enum Kind { FORWARD, TRAIN }

    /** One row; times in milliseconds, {@code gflops} counted as direct convolution, memory of plan and weights in MiB. */
    public record Result(Kind kind, int batch, double medianMs, double minMs, double maxMs, double imagesPerSecond, double gflops,
            double deviceMiB, int launches, double enqueueMs) {}

    private static final double SECONDS = 3;
    private static final int FEWEST = 5;
    private static final int MOST = 200;

    private final Engine engine;
    private final UNetConfig config;

    public Benchmark(Engine engine, UNetConfig config) {
        this.engine = engine;
        this.config = config;
    }

    public double peakGflops() {
        return Probe.peakGflops(engine);
    }

    /** Warms up, then times at least five runs and at most three seconds' worth, each to its end. */
    public Result time(Kind kind, int batch) {
        try (Subject subject = new Subject(kind, batch)) {
            subject.run();
            subject.run();
            engine.queue().finish();
            List<Double> ms = new ArrayList<>();
            List<Double> enqueue = new ArrayList<>();
            long begin = System.nanoTime();
            while (ms.size() < FEWEST || ms.size() < MOST && (System.nanoTime() - begin) / 1e9 < SECONDS) {
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
                    subject.flops() / median / 1e6, subject.bytes() / 1048576.0, subject.launches(), queued[queued.length / 2]);
        }
    }

    /** The launch tables of one kind, each launch with its median time; the engine must record times. */
    public void profile(Kind kind, int batch, Consumer<Listing> table) {
        try (Subject subject = new Subject(kind, batch)) {
            for (Plan plan : subject.plans) table.accept(Listing.profile(plan, FEWEST));
        }
    }

    /** A network ready to be run: one plan for a call, two for a training step. */
    private final class Subject implements AutoCloseable {
        final List<Plan> plans = new ArrayList<>();
        private final Weights weights;

        Subject(Kind kind, int batch) {
            int height = config.sampleHeight() == 0 ? 64 : config.sampleHeight();
            int width = config.sampleWidth() == 0 ? 64 : config.sampleWidth();
            Graph g = new Graph();
            Value sample = g.input("sample", batch, height, width, config.inChannels());
            Value timesteps = g.input("timesteps", batch);
            UNet net = UNet.describe(g, config, sample, timesteps);
            weights = new Weights(engine.queue(), g.weights());
            g.weights().forEach(w -> weights.write(Weights.Bank.PARAMETERS, w.name(), normals(w.shape().count(), 0.05f)));
            if (kind == Kind.FORWARD) {
                plans.add(Plan.compile(engine, g, weights, Set.of(net.output()), Plan.Options.DRAW));
            } else {
                training(g, net, batch);
            }
            plans.get(0).write(sample, normals(sample.shape().count(), 1));
            float[] t = new float[batch];
            for (int i = 0; i < batch; i++) t[i] = 37 * i % 1000;
            plans.get(0).write(timesteps, t);
        }

        private void training(Graph g, UNet net, int batch) {
            Value target = g.input("target", Value.Type.F32, net.output().shape());
            Value weight = g.input("weight", batch);
            Value one = g.input("one", 1);
            Value loss = g.apply(new Mean(), g.apply(new Mse(), net.output(), target, weight));
            Gradients.append(g, loss, one, Set.of(), (a, b) -> g.apply(new Add(), a, b));
            Plan gradient = Plan.compile(engine, g, weights, Set.of(loss), Plan.Options.TRAIN);
            plans.add(gradient);
            float[] ones = new float[batch];
            Arrays.fill(ones, 1);
            gradient.write(weight, ones);
            gradient.write(one, new float[] {1});
            gradient.write(target, normals(target.shape().count(), 1));
            Graph u = new Graph();
            Value step = u.input("step", AdamW.Step.SIZE);
            Value grads = weights.flat(Weights.Bank.GRADIENTS);
            Value parameters = weights.flat(Weights.Bank.PARAMETERS);
            Value norm = u.apply(new GradientNorm(), grads, step);
            u.update(new AdamW(), parameters, weights.flat(Weights.Bank.FIRST_MOMENT), weights.flat(Weights.Bank.SECOND_MOMENT),
                    grads, norm, step);
            u.update(new Ema(), weights.flat(Weights.Bank.EMA), parameters, norm, step);
            Plan update = Plan.compile(engine, u, weights, Set.of(norm), Plan.Options.TRAIN);
            plans.add(update);
            update.write(step, new AdamW.Step(1e-4, 1e-6, 0.95, 0.999, 1e-8, 10, 1, 0.999, 1).toFloats());
        }

        void run() {
            plans.forEach(Plan::run);
        }

        double flops() {
            return plans.stream().mapToLong(Plan::flops).sum();
        }

        long bytes() {
            return plans.stream().mapToLong(Plan::bytes).sum() + weights.bytes();
        }

        int launches() {
            return plans.stream().mapToInt(Plan::launches).sum();
        }

        @Override
        public void close() {
            plans.forEach(Plan::close);
            weights.close();
        }
    }

    private static float[] normals(long count, float scale) {
        Random random = new Random(count);
        float[] values = new float[Math.toIntExact(count)];
        for (int i = 0; i < values.length; i++) values[i] = scale * (float) random.nextGaussian();
        return values;
    }
}
