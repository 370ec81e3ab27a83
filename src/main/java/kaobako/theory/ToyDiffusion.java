package kaobako.theory;

import java.nio.FloatBuffer;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import kaobako.cl.DeviceBuffer;
import kaobako.cl.Owned;
import kaobako.cl.Readback;
import kaobako.diffusion.BetaSchedule;
import kaobako.diffusion.EmaDecay;
import kaobako.diffusion.LossWeight;
import kaobako.diffusion.Prediction;
import kaobako.exec.Engine;
import kaobako.exec.Plan;
import kaobako.exec.Weights;
import kaobako.exec.Weights.Bank;
import kaobako.graph.Graph;
import kaobako.graph.Shape;
import kaobako.graph.Value;
import kaobako.op.Clock;
import kaobako.op.DrawTimesteps;
import kaobako.op.Keep;
import kaobako.op.TrainingNoise;
import kaobako.train.InitialWeights;
import kaobako.train.LossGraph;
import kaobako.train.Objective;
import kaobako.train.Optimizer;
import kaobako.train.Update;
import kaobako.unet.Parameter;

/**
 * A diffusion model of two-pixel pictures: a {@link ToyNetwork} that learns by the trainer's loss and update, with timesteps and noise
 * drawn on the device; {@link #cloud} draws from what it has learned. Owns its weights and plans; the engine is the caller's, clouds
 * are closed before. GPU thread only.
 */
public final class ToyDiffusion implements AutoCloseable {
    /** Steps that one call of {@link #train} may take. */
    public static final int MOST_STEPS = 32;

    /**
     * What decides every bit of the learning, with the box that points are drawn from.
     *
     * @param batch points a step
     * @param seed  of first weights, points, noise and timesteps
     */
    public record Recipe(Objective objective, Optimizer optimizer, EmaDecay ema, int batch, long seed) {
        /**
         * Learns a ring in some seconds. The weight is uniform: with min-SNR the last and finest boxes would count too little.
         */
        public static Recipe standard(BetaSchedule schedule) {
            return new Recipe(new Objective(schedule, 1000, Prediction.V_PREDICTION, LossWeight.uniform()),
                    Optimizer.STANDARD.withLearningRate(2e-3), EmaDecay.warmingUp(0.998), 1024, 1);
        }

        public Recipe {
            if (batch < 1 || batch > 65_536) throw new IllegalArgumentException("batch must be 1 to 65536, but is " + batch);
        }
    }

    private final Engine engine;
    private final Recipe recipe;
    private final Value points;
    private final Value clock;
    private final Value ring;
    private final DeviceBuffer ringMemory;
    private final Weights weights;
    private final Plan plan;
    private final Update update;
    private final Readback readback;
    private final Owned owned = new Owned();
    private final float[] drawn;
    private long step;

    /** A new network, which predicts nothing yet. */
    public static ToyDiffusion open(Engine engine, Recipe recipe) {
        return new ToyDiffusion(engine, recipe);
    }

    private ToyDiffusion(Engine engine, Recipe recipe) {
        this.engine = engine;
        this.recipe = recipe;
        int n = recipe.batch();
        drawn = new float[2 * n];
        Graph g = new Graph();
        clock = Clock.input(g);
        points = g.input("points", n, 2);
        ring = g.state("losses", Value.Type.F32, Shape.of(MOST_STEPS, n));
        Value noise = g.apply(new TrainingNoise(points.shape()), clock);
        Value t = g.apply(new DrawTimesteps(n, recipe.objective().timesteps()), clock);
        LossGraph loss = LossGraph.append(g, ToyNetwork.STANDARD, recipe.objective(), points, noise, t);
        g.update(new Keep(0), ring, loss.losses(), clock);
        try {
            ringMemory = owned.add(engine.queue().allocate(ring.bytes()));
            weights = owned.add(new Weights(engine.queue(), g.weights()));
            plan = owned.add(Plan.compile(engine, g, weights, Set.of(), Plan.Options.TRAIN.with(Map.of(ring, ringMemory))));
            update = owned.add(Update.of(engine, weights));
            readback = owned.add(engine.queue().readback(ring.bytes()));
            plan.write(loss.lossGradient(), loss.meanGradient());
            Parameter.toEngine(loss.parameters(), InitialWeights.of(loss.parameters(), recipe.seed())).forEach((name, numbers) -> {
                weights.write(Bank.PARAMETERS, name, numbers);
                weights.write(Bank.EMA, name, numbers);
            });
        } catch (RuntimeException | Error failure) {
            owned.closeAfter(failure);
            throw failure;
        }
    }

    /** How many numbers of the network learning adjusts. */
    public static int parameters() {
        Graph g = new Graph();
        return ToyNetwork.STANDARD.describe(g, g.input("x", 1, 2), g.input("t", 1)).parameters().stream().mapToInt(Parameter::count).sum();
    }

    public Recipe recipe() {
        return recipe;
    }

    /** Steps that have been taken. */
    public long step() {
        return step;
    }

    /**
     * Takes steps, each with pictures drawn anew from the box, and waits for them. Drawing is all that is done with the box: the
     * network never sees the density.
     *
     * @param count 1 to {@value #MOST_STEPS}
     * @return the loss of each step, mean over its points
     */
    public double[] train(TwoPixelDensity box, int count) {
        if (count < 1 || count > MOST_STEPS) throw new IllegalArgumentException("steps at a time must be 1 to " + MOST_STEPS + ", but is " + count);
        for (int i = 0; i < count; i++) {
            // a step's points depend on the step alone, however the steps are cut into calls
            draw(box, new SplittableRandom(recipe.seed() * 0x9E3779B97F4A7C15L + step));
            step++;
            plan.write(points, drawn);
            plan.write(clock, new Clock(recipe.seed(), Math.toIntExact(step), 0, i).toInts());
            plan.run();
            update.run(recipe.optimizer().at(step, 1, recipe.ema().at(step), 1));
        }
        weights.changed();
        readback.start(ringMemory, 0, count * recipe.batch() * Float.BYTES);
        FloatBuffer numbers = readback.data().asFloatBuffer();
        double[] losses = new double[count];
        for (int i = 0; i < count; i++) {
            for (int n = 0; n < recipe.batch(); n++) losses[i] += numbers.get() / (double) recipe.batch();
        }
        return losses;
    }

    private void draw(TwoPixelDensity box, SplittableRandom random) {
        for (int i = 0; i < drawn.length; i += 2) {
            TwoPixelDensity.Point point = box.draw(random);
            drawn[i] = (float) point.x();
            drawn[i + 1] = (float) point.y();
        }
    }

    /** Room for particles that move by what has been learned, also while learning goes on. The caller closes it before this. */
    public ToyCloud cloud(int particles) {
        return new ToyCloud(engine, weights, particles);
    }

    @Override
    public void close() {
        owned.close();
    }
}
