package kaobako.train;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import kaobako.file.Why;
import kaobako.text.Sentence;

/**
 * How a run's model gets into its folder: at the end, after the last checkpoint, and in mid-run when it is asked for. The end waits for
 * a disk that does not take it, with everything that was learned in memory. GPU thread only.
 */
final class Ending {
    private final TrainRequest request;
    private final Trainer trainer;
    private final String device;
    private final Disk disk;
    private final Saving saving;
    private final RunReport report;
    private boolean held;
    private long retryNanos;

    Ending(TrainRequest request, Trainer trainer, String device, Disk disk, Saving saving, RunReport report) {
        this.request = request;
        this.trainer = trainer;
        this.device = device;
        this.disk = disk;
        this.saving = saving;
        this.report = report;
    }

    /** The last checkpoint and the model. */
    void write(Checkpoint.State state, LossCurve curve) throws IOException {
        Map<String, float[]> tensors = trainer.tensors();
        saving.await();
        if (!saving.holds(state.step())) saving.now(trainer.config(), state, tensors);
        disk.write(model(state, curve), request.out(), trainer.parameters(), tensors, request.storage());
        report.tell(new TrainEvent.Finished(state.step(), request.out(), state.seconds()));
    }

    /** Has the model written while training goes on; completes on the io thread. */
    CompletableFuture<Path> publish(Checkpoint.State state, LossCurve curve, Executor io) {
        FinishedModel model = model(state, curve);
        Map<String, float[]> tensors = trainer.tensors();
        return CompletableFuture.supplyAsync(() -> {
            try {
                disk.write(model, request.out(), trainer.parameters(), tensors, request.storage());
                return request.out();
            } catch (IOException e) {
                throw new TrainException(Sentence.of("train.unpublished", "The model as it is could not be written: %s. Training goes on.",
                        Why.of(e)), e);
            }
        }, io);
    }

    /** The disk did not take the end: says so once, and it is to be tried again later. */
    void hold(IOException why) {
        if (!held) {
            report.notice(Sentence.of("train.held", "The end of the training could not be saved: %s. Nothing is lost while this waits:"
                    + " free some space, and it goes on by itself. Stopping now keeps the checkpoint of step %,d.", Why.of(why), saving.step()));
        }
        held = true;
        retryNanos = System.nanoTime() + (long) (saving.retrySeconds() * 1e9);
    }

    /** Whether it is too early to try again. */
    boolean waits() {
        return held && System.nanoTime() < retryNanos;
    }

    /** The disk did not take the end, and the person does not want to wait. */
    TrainException givenUp(IOException why) {
        return new TrainException(Sentence.of("train.unsaved", "The end of the training could not be saved: %s."
                + " The checkpoint of step %,d is intact: free some space and resume.", Why.of(why), saving.step()), why);
    }

    private FinishedModel model(Checkpoint.State state, LossCurve curve) {
        return new FinishedModel(trainer.config(), state, device, curve.smoothed());
    }
}
