package kaobako.train;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Locale;
import kaobako.text.Sentence;

/**
 * The way back from a step that left no finite numbers: to the last checkpoint, at half the learning rate. GPU thread only; trainer and
 * checkpoints are the caller's.
 */
final class Rollback {
    /** In a row without a new checkpoint: the recipe cannot work. */
    private static final int MOST = 6;

    private final Trainer trainer;
    private final Checkpoints checkpoints;
    private final Path out;
    private int count;
    private int inARow;
    private long lastStep = -1;

    /** {@code count}: rollbacks before the run was resumed. */
    Rollback(Trainer trainer, Checkpoints checkpoints, Path out, int count) {
        this.trainer = trainer;
        this.checkpoints = checkpoints;
        this.out = out;
        this.count = count;
    }

    /** Since the run began. */
    int count() {
        return count;
    }

    /**
     * Goes back; no checkpoint may be under way.
     *
     * @param saved step of the newest checkpoint
     * @param curve goes back too
     * @return what to tell the person
     * @throws TrainException if that has been of no use
     */
    Sentence from(StepReport bad, long saved, LossCurve curve) {
        trainer.drain();
        count++;
        inARow = saved == lastStep ? inARow + 1 : 1;
        lastStep = saved;
        Sentence what = Double.isFinite(bad.loss()) ? Sentence.of("train.gradient", "gradient") : Sentence.of("train.loss", "loss");
        if (inARow > MOST) {
            throw new TrainException(Sentence.of("train.diverged", "The %s of step %,d is not a finite number, and a learning rate of %s is"
                    + " still too high. The checkpoint of step %,d is safe. Start again with a lower learning rate.", what, bad.step(),
                    learningRate(trainer.learningRateFactor()), saved));
        }
        double factor = trainer.learningRateFactor() / 2;
        try (Checkpoint last = Preparation.latest(out, checkpoints, new ArrayList<>())) {
            trainer.restore(last);
            curve.restore(last.state().losses());
        }
        trainer.setLearningRateFactor(factor);
        return Sentence.of("train.back", "The %s of step %,d was not a finite number: went back to the checkpoint of step %,d and goes on"
                + " with half the learning rate, %s.", what, bad.step(), trainer.step(), learningRate(factor));
    }

    private String learningRate(double factor) {
        return String.format(Locale.ROOT, "%.1e", factor * trainer.config().optimizer().learningRate());
    }
}
