package kaobako.train;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import kaobako.file.Why;
import kaobako.text.Sentence;

/**
 * A run's checkpoints: written every few minutes on the io thread while training goes on. What the disk refuses is said once and tried
 * again soon; the last one that was written stays whatever happens. GPU thread only; the checkpoints are the caller's.
 */
final class Saving {
    private static final double RETRY_SECONDS = 30;

    private final Checkpoints checkpoints;
    private final Rhythm rhythm;
    private final Disk disk;
    private final Executor io;
    private final RunReport report;
    private CompletableFuture<Void> writing = CompletableFuture.completedFuture(null);
    private volatile double next;
    private volatile long step;
    private volatile boolean failing;

    /** {@code step}: of the newest checkpoint, -1 for none. */
    Saving(Checkpoints checkpoints, Rhythm rhythm, Disk disk, Executor io, RunReport report, long step) {
        this.checkpoints = checkpoints;
        this.rhythm = rhythm;
        this.disk = disk;
        this.io = io;
        this.report = report;
        this.step = step;
        next = 60 * rhythm.checkpointMinutes();
    }

    /** The step of the newest checkpoint; 0 before the first. */
    long step() {
        return Math.max(0, step);
    }

    boolean holds(long wanted) {
        return step == wanted;
    }

    /** Whether it is time for a checkpoint after so many seconds of work. */
    boolean isDue(double seconds) {
        return seconds >= next && writing.isDone();
    }

    /** Has a checkpoint written on the io thread. */
    void begin(TrainConfig config, Checkpoint.State state, Map<String, float[]> tensors, double seconds) {
        next = seconds + 60 * rhythm.checkpointMinutes();
        writing = CompletableFuture.runAsync(() -> {
            try {
                write(config, state, tensors);
            } catch (IOException e) {
                throw new CompletionException(e);
            }
        }, io).exceptionally(problem -> {
            next = Math.min(next, seconds + retrySeconds());
            refused(state.step(), problem.getCause());
            return null;
        });
    }

    /** Writes one and waits for it. */
    void now(TrainConfig config, Checkpoint.State state, Map<String, float[]> tensors) throws IOException {
        await();
        write(config, state, tensors);
    }

    /** Waits for the one under way. */
    void await() {
        writing.join();
    }

    double retrySeconds() {
        return Math.min(RETRY_SECONDS, 60 * rhythm.checkpointMinutes());
    }

    private void write(TrainConfig config, Checkpoint.State state, Map<String, float[]> tensors) throws IOException {
        Path file = checkpoints.write(disk, config, state, tensors, rhythm.kept());
        step = state.step();
        failing = false;
        report.tell(new TrainEvent.Saved(state.step(), file));
    }

    private void refused(long wanted, Throwable why) {
        // one sentence for a disk that stays full all night
        if (failing) return;
        failing = true;
        report.notice(Sentence.of("train.save", "The checkpoint of step %,d could not be written: %s."
                + " Training goes on and tries again; the one of step %,d is intact.", wanted,
                why instanceof IOException e ? Why.of(e) : Sentence.of(why), step()));
    }
}
