package kaobako.studio;

import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import kaobako.text.Sentence;
import kaobako.train.Preparation;
import kaobako.train.TrainEvent;
import kaobako.train.TrainException;
import kaobako.train.TrainingRun;

/** A training run in steps of one micro-batch, so that drawings get their turns. The first step sets the device up. */
final class TrainJob implements Job {
    private final Workbench bench;
    private final Preparation preparation;
    private final LearnRun run;
    private final Consumer<TrainEvent> listener;
    private TrainingRun training;
    private boolean failedToOpen;
    private volatile boolean finishAsked;

    /** Owns the preparation from here on. */
    TrainJob(Workbench bench, Preparation preparation, LearnRun run) {
        this.bench = bench;
        this.preparation = preparation;
        this.run = run;
        listener = run.listener();
    }

    @Override
    public boolean step() throws InterruptedException {
        if (training == null) {
            // from here on whoever opens it closes the preparation, whatever happens
            failedToOpen = true;
            training = bench.training(preparation, listener);
            failedToOpen = false;
            return true;
        }
        if (finishAsked) training.stop();
        return training.step();
    }

    /** Ends the run with its next step. Any thread. */
    void finish() {
        finishAsked = true;
    }

    /** Has the model written as it is; between two steps, also of a job that is paused. */
    CompletableFuture<Path> publish() {
        if (training != null) return training.publish();
        return CompletableFuture.failedFuture(new TrainException(
                Sentence.of("train.nothing", "Nothing has been learned yet; wait for the first steps.")));
    }

    @Override
    public String title() {
        return run.name();
    }

    @Override
    public Progress progress() {
        return training == null ? Progress.UNKNOWN : new Progress(run.moment().step(), run.plan().recipe().steps());
    }

    @Override
    public void close() {
        if (training != null) training.close();
        else if (!failedToOpen) preparation.close();
        bench.forget(run.folder());
    }
}
