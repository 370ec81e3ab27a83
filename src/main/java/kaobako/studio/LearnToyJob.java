package kaobako.studio;

import java.util.List;
import java.util.function.LongSupplier;
import kaobako.diffusion.Samplers;
import kaobako.diffusion.Stage;
import kaobako.theory.Forward;
import kaobako.theory.PlaneHistogram;
import kaobako.theory.ToyCloud;
import kaobako.theory.ToyDiffusion;

/**
 * Lets the small network learn its box, some training steps a step, and now and then draws from it to see how near it is. What it has
 * learned stays on the {@link ToyShelf}: another such job goes on from there.
 */
final class LearnToyJob implements Job {
    /** Less than what is left of a frame of the screen once it is painted. */
    private static final long STEP_NANOS = 6_000_000;
    private static final int MEASURED_EVERY = 150;
    private static final int PARTICLES = 4096;
    private static final int SAMPLER_STEPS = 50;
    private static final int STAGES_AT_A_TIME = 1;

    private final Workbench bench;
    private final ToyLesson lesson;
    private final int steps;
    private final Latest<ToyProgress> progress;
    private final Courtesy courtesy;
    private final LongSupplier nanos;
    private final List<Stage> stages;
    private ToyDiffusion toy;
    private ToyCloud cloud;
    private PlaneHistogram truth;
    private long end;
    private int atATime = 1;
    /** What the step before took, and the next will take. */
    private long lastNanos;
    /** Stages of the measurement under way that are done; all of them while learning. */
    private int flown;
    private long measured;

    /** @param progress goes on from its snapshot, which is that of the same lesson */
    LearnToyJob(Workbench bench, ToyLesson lesson, int steps, Latest<ToyProgress> progress, Courtesy courtesy, LongSupplier nanos) {
        this.bench = bench;
        this.lesson = lesson;
        this.steps = steps;
        this.progress = progress;
        this.courtesy = courtesy;
        this.nanos = nanos;
        stages = lesson.stages(Samplers.named("ddpm"), SAMPLER_STEPS);
        flown = stages.size();
    }

    @Override
    public boolean step() {
        courtesy.makeWay(lastNanos);
        long start = nanos.getAsLong();
        boolean more = work();
        lastNanos = nanos.getAsLong() - start;
        return more;
    }

    private boolean work() {
        if (toy == null) {
            toy = bench.borrow(lesson);
            cloud = toy.cloud(PARTICLES);
            truth = new Forward(lesson.noiseSchedule()).marginal(lesson.box(), -1);
            end = toy.step() + steps;
            measured = toy.step() / MEASURED_EVERY;
            return true;
        }
        boolean due = toy.step() / MEASURED_EVERY != measured || toy.step() == end;
        if (flown == stages.size() && due && measured != Long.MAX_VALUE) beginMeasuring();
        if (flown < stages.size()) return measure();
        learn();
        return true;
    }

    private void learn() {
        long start = nanos.getAsLong();
        int count = (int) Math.min(atATime, end - toy.step());
        double[] losses = toy.train(lesson.box(), count);
        progress.update(p -> p.plus(losses));
        long each = Math.max(1, (nanos.getAsLong() - start) / count);
        atATime = (int) Math.max(1, Math.min(ToyDiffusion.MOST_STEPS, STEP_NANOS / each));
    }

    private void beginMeasuring() {
        measured = toy.step() == end ? Long.MAX_VALUE : toy.step() / MEASURED_EVERY;
        cloud.begin(toy.step() * PARTICLES);
        flown = 0;
    }

    /** False after the last measurement. */
    private boolean measure() {
        for (int i = 0; i < STAGES_AT_A_TIME && flown < stages.size(); i++) cloud.run(stages.get(flown++));
        float[] points = cloud.x();
        if (flown == stages.size()) {
            PlaneHistogram drawn = PlaneHistogram.of(points);
            progress.update(p -> p.plus(new ToyProgress.Distance(toy.step(), truth.totalVariation(drawn), truth.expectedNoise(PARTICLES)), drawn));
        }
        return flown < stages.size() || measured != Long.MAX_VALUE;
    }

    @Override
    public Progress progress() {
        return toy == null ? Progress.UNKNOWN : new Progress(toy.step() - (end - steps), steps);
    }

    @Override
    public void close() {
        if (cloud != null) cloud.close();
        if (toy != null) bench.giveBack(lesson);
    }
}
