package kaobako.train;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import kaobako.cl.Owned;
import kaobako.data.Batch;
import kaobako.data.BatchLoader;
import kaobako.data.PreparedPictures;
import kaobako.exec.Engine;
import kaobako.exec.Plan;
import kaobako.exec.SplitPlan;
import kaobako.exec.Weights;
import kaobako.graph.Graph;
import kaobako.op.Clock;
import kaobako.unet.Parameter;

/**
 * Repeats training steps: a micro-batch a call, an update after the last of a step. Calls queue work and wait only for the
 * micro-batch before the last one, so the device always has some and a stop takes effect at once. Owns its weights, plans and
 * loader; the engine and the pictures are the caller's. GPU thread only.
 */
public final class Trainer implements AutoCloseable {
    private static final int BATCHES_AHEAD = 3;

    private final Engine engine;
    private final TrainConfig config;
    private final MicroBatch micro;
    private final int microBatch;
    private final int microBatches;
    private final ReportRing ring;
    private final Weights weights;
    private final WeightBanks banks;
    private final SplitPlan plan;
    private final Update update;
    private final BatchLoader loader;
    private final Underway underway;
    private final Owned owned = new Owned();
    private long step;
    private int microDone;
    private double learningRateFactor = 1;

    /**
     * Prepares the steps of a recipe; the weights are zero until {@link #initialise} or {@link #restore}.
     *
     * @param microBatch pictures at a time, a divisor of the recipe's batch
     */
    public static Trainer open(Engine engine, TrainConfig config, PreparedPictures pictures, int microBatch) {
        return new Trainer(engine, config, pictures, microBatch);
    }

    private Trainer(Engine engine, TrainConfig config, PreparedPictures pictures, int microBatch) {
        if (config.batch() < 1 || config.batch() % microBatch != 0) {
            throw new IllegalArgumentException("a batch of " + config.batch() + " cannot be cut into micro-batches of " + microBatch);
        }
        this.engine = engine;
        this.config = config;
        this.microBatch = microBatch;
        microBatches = config.batch() / microBatch;
        int shares = engine.sharesOf(microBatch);
        try {
            ring = owned.add(new ReportRing(engine.queue(), microBatch / shares, shares));
            Objective objective = config.objective();
            underway = new Underway(ring, microBatch / shares, objective.weight().table(objective.noiseSchedule(), objective.prediction()));
            Graph g = new Graph();
            micro = MicroBatch.append(g, config, microBatch / shares, ring);
            weights = owned.add(new Weights(engine.queue(), g.weights()));
            banks = new WeightBanks(weights, micro.loss().parameters());
            plan = owned.add(SplitPlan.compile(engine, g, shares, weights, Set.of(), share -> Plan.Options.TRAIN.with(ring.bound(share))));
            update = owned.add(Update.of(engine, weights, plan.gradients(), ring));
            plan.shares().forEach(share -> share.write(micro.loss().lossGradient(), micro.loss().meanGradient()));
            loader = owned.add(new BatchLoader(pictures, microBatch, config.seed(), BATCHES_AHEAD));
        } catch (RuntimeException | Error failure) {
            owned.closeAfter(failure);
            throw failure;
        }
    }

    /** Starts from these parameters, given in the file's layout. */
    void initialise(Function<Parameter, float[]> values) {
        banks.initialise(values);
    }

    /** Starts a new network. */
    public void initialise() {
        initialise(InitialWeights.of(micro.loss().parameters(), config.seed()));
    }

    /** Goes on where a checkpoint was taken; drops what is under way. */
    public void restore(Checkpoint checkpoint) {
        drain();
        engine.queue().finish();
        banks.restore(checkpoint);
        step = checkpoint.state().step();
        learningRateFactor = checkpoint.state().learningRateFactor();
        microDone = 0;
        underway.forgetStep();
        loader.seek(step * config.batch());
    }

    /** See {@link SplitPlan#settle}. */
    void settle() {
        plan.settle();
    }

    /** All that must be kept to go on from the last complete step; waits for the device. */
    public Map<String, float[]> tensors() {
        return banks.tensors();
    }

    /** Queues the next micro-batch. Returns the report of a step that has come to its end on the device, some calls later. */
    public Optional<StepReport> advance() throws InterruptedException {
        Optional<StepReport> report = underway.makeRoom();
        try (Batch batch = loader.next()) {
            int bytes = Math.toIntExact(micro.pixels().bytes());
            for (int i = 0; i < ring.shares(); i++) {
                engine.queue().write(plan.shares().get(i).buffer(micro.pixels()), 0, batch.pixels().slice(i * bytes, bytes));
            }
        }
        ring.set(new Clock(config.seed(), Math.toIntExact(step + 1), microDone * microBatch, underway.nextRow()));
        plan.run();
        double rate = learningRateFactor * config.optimizer().learningRateAt(step + 1);
        boolean last = ++microDone == microBatches;
        if (last) {
            microDone = 0;
            step++;
            update.run(config.optimizer().at(step, learningRateFactor, config.ema().at(step), microBatches * ring.shares()));
        }
        underway.add(last ? step : 0, rate);
        return report;
    }

    /** Waits for all that is queued; the reports of steps that came to an end. */
    public List<StepReport> drain() {
        return underway.drain();
    }

    /** Steps whose update has been queued. */
    public long step() {
        return step;
    }

    /** Whether the last call completed a step, so that nothing is lost by leaving here. */
    public boolean atStepEnd() {
        return microDone == 0;
    }

    public double learningRateFactor() {
        return learningRateFactor;
    }

    /** From the next step on; for a run that has diverged. */
    void setLearningRateFactor(double factor) {
        learningRateFactor = factor;
    }

    public TrainConfig config() {
        return config;
    }

    public int microBatch() {
        return microBatch;
    }

    /** Parameters, moments, average: in the engine's layout. */
    Weights weights() {
        return weights;
    }

    List<Parameter> parameters() {
        return micro.loss().parameters();
    }

    /** Device memory in use. */
    public long bytes() {
        return weights.bytes() + plan.bytes() + update.bytes();
    }

    @Override
    public void close() {
        owned.close();
    }
}
