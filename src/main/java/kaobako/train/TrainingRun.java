package kaobako.train;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import kaobako.cl.ClException;
import kaobako.cl.Owned;
import kaobako.exec.Engine;
import kaobako.file.Why;
import kaobako.text.Sentence;
import kaobako.train.TrainRequest.Start;

/**
 * A training run from its first step to the finished model, in short steps for the GPU thread. {@link Opening} sets it up,
 * {@link Saving}, {@link Rollback}, {@link SampleSheets}, {@link Ending} and {@link RunReport} look after what their names say; here is
 * when.
 * Owns the trainer and the preparation; the engine is the caller's. GPU thread only, but {@link #stop}.
 */
public final class TrainingRun implements AutoCloseable {
    /** A run that waits for the disk leaves the device to others for so long. */
    private static final int NAP_MILLISECONDS = 50;

    private final Preparation preparation;
    private final TrainRequest request;
    private final IoThread io = new IoThread();
    /** Closed when the io thread has written what it takes from them. */
    private final Owned owned = new Owned();
    private final RunReport report;
    private final Trainer trainer;
    private final LossCurve curve;
    private final Saving saving;
    private final Rollback rollback;
    private final SampleSheets sheets;
    private final Ending ending;
    /** Of work, in the processes before this one. */
    private final double secondsBefore;
    private double seconds;
    private volatile boolean stopping;
    private boolean drawnAtEnd;
    private boolean finished;
    private boolean failed;

    /**
     * Sets the device up and, for a new run, writes the first checkpoint, which shows that the folder can be written.
     *
     * @param listener called on this thread and on the io thread; must not wait
     * @throws TrainException if training cannot start; the preparation is closed
     */
    public static TrainingRun open(Engine engine, Preparation preparation, Consumer<TrainEvent> listener) {
        return open(engine, preparation, listener, Disk.REAL);
    }

    static TrainingRun open(Engine engine, Preparation preparation, Consumer<TrainEvent> listener, Disk disk) {
        TrainingRun run = new TrainingRun(engine, preparation, listener, disk);
        run.begin();
        return run;
    }

    private TrainingRun(Engine engine, Preparation preparation, Consumer<TrainEvent> listener, Disk disk) {
        this.preparation = owned.add(preparation);
        this.request = preparation.request();
        report = new RunReport(request, listener, io, disk);
        List<Sentence> notices = new ArrayList<>();
        try (Checkpoint from = resumes() ? Preparation.latest(request.out(), preparation.checkpoints(), new ArrayList<>()) : null) {
            trainer = owned.add(new Opening(engine, preparation).trainer(from, notices));
            Optional<Checkpoint.State> state = Optional.ofNullable(from).map(Checkpoint::state);
            curve = new LossCurve(state.map(Checkpoint.State::losses).orElse(LossCurve.Memory.EMPTY));
            saving = new Saving(preparation.checkpoints(), request.rhythm(), disk, io, report, state.map(Checkpoint.State::step).orElse(-1L));
            rollback = new Rollback(trainer, preparation.checkpoints(), request.out(), state.map(Checkpoint.State::rollbacks).orElse(0));
            secondsBefore = state.map(Checkpoint.State::seconds).orElse(0.0);
            String device = engine.queue().device().label();
            sheets = owned.add(new SampleSheets(engine, trainer, request, disk, io, report));
            ending = new Ending(request, trainer, device, disk, saving, report);
            report.prepared(preparation, trainer, device);
        } catch (RuntimeException | Error failure) {
            io.close();
            owned.closeAfter(failure);
            throw failure;
        }
        notices.forEach(report::notice);
    }

    private boolean resumes() {
        return request.start() instanceof Start.Resume;
    }

    /** The first checkpoint of a new run. */
    private void begin() {
        if (resumes()) return;
        try {
            Files.createDirectories(request.out().resolve(TrainEvent.Samples.FOLDER));
            saving.now(trainer.config(), state(), trainer.tensors());
        } catch (IOException | RuntimeException e) {
            failed = true;
            close();
            throw e instanceof RuntimeException r ? r : Checkpoints.unwritable(request.out(), (IOException) e);
        }
    }

    /**
     * Does the next short piece of work: a micro-batch, a stage of a sample sheet, or the end.
     *
     * @return false when the run is over and its model written
     * @throws TrainException if the run cannot go on; what the last checkpoint holds is safe
     */
    public boolean step() throws InterruptedException {
        if (finished) return false;
        if (ending.waits() && !stopping) {
            Thread.sleep(NAP_MILLISECONDS);
            return true;
        }
        long begin = System.nanoTime();
        try {
            if (stopping) finish();
            else if (sheets.isDrawing()) sheets.advance(seconds);
            else if (request.budget().isSpent(trainer.step(), seconds) && trainer.atStepEnd()) end();
            else train();
        } catch (TrainException e) {
            failed = true;
            throw e;
        } catch (ClException e) {
            failed = true;
            throw new TrainException(Sentence.of("train.stopped", "Training stopped after step %,d: %s The checkpoint of step %,d is safe;"
                    + " resume from it.", trainer.step(), e.sentence(), saving.step()), e);
        }
        seconds += (System.nanoTime() - begin) * 1e-9;
        return !finished;
    }

    /** Ends the run with its next {@link #step}: it takes a checkpoint and writes the model. Any thread. */
    public void stop() {
        stopping = true;
    }

    private void train() throws InterruptedException {
        Optional<StepReport> done = trainer.advance();
        if (done.isPresent() && !take(done.get())) return;
        if (!trainer.atStepEnd()) return;
        // a checkpoint is good only if all steps up to it were
        if (saving.isDue(seconds) && takeAll()) saving.begin(trainer.config(), state(), trainer.tensors(), seconds);
        if (sheets.isDue(seconds)) sheets.begin(seconds);
    }

    /** Returns false if the step was bad and the run went back. */
    private boolean take(StepReport step) {
        if (step.isFinite()) {
            report.step(step, curve, trainer.config().batch(), seconds, secondsBefore);
            return true;
        }
        saving.await();
        report.notice(rollback.from(step, saving.step(), curve));
        return false;
    }

    /** Waits for what is queued. Returns false if a step was bad and the run went back. */
    private boolean takeAll() {
        for (StepReport step : trainer.drain()) {
            if (!take(step)) return false;
        }
        return true;
    }

    /** The budget is spent: a last sheet, then the model. */
    private void end() {
        if (drawnAtEnd) {
            finish();
        } else {
            drawnAtEnd = true;
            sheets.begin(seconds);
        }
    }

    private void finish() {
        if (!takeAll() && !stopping) return;
        try {
            ending.write(state(), curve);
            finished = true;
        } catch (IOException e) {
            if (stopping) throw ending.givenUp(e);
            ending.hold(e);
        }
    }

    /**
     * Has the model written as it is after the last complete step, while training goes on. The result completes on the io thread,
     * with a {@link TrainException} if nothing could be written.
     */
    public CompletableFuture<Path> publish() {
        if (!takeAll()) {
            return CompletableFuture.failedFuture(new TrainException(Sentence.of("train.later", "The last step went wrong; try again in a moment.")));
        }
        return ending.publish(state(), curve, io);
    }

    private Checkpoint.State state() {
        return new Checkpoint.State(trainer.step(), trainer.microBatch(), trainer.learningRateFactor(), rollback.count(),
                secondsBefore + seconds, preparation.folder().pictures().contentHash(), preparation.folder().pictures().count(), curve.memory());
    }

    Trainer trainer() {
        return trainer;
    }

    Saving saving() {
        return saving;
    }

    /** Gives the device back. Takes a last checkpoint unless the run has ended or failed, and waits for files that are being written. */
    @Override
    public void close() {
        try {
            if (!finished && !failed && takeAll() && !saving.holds(trainer.step())) saving.now(trainer.config(), state(), trainer.tensors());
        } catch (TrainException | ClException | IOException e) {
            report.notice(Sentence.of("train.left", "The last steps could not be saved: %s. The checkpoint of step %,d is intact.",
                    e instanceof IOException io ? Why.of(io) : Sentence.of(e), saving.step()));
        }
        io.close();
        owned.close();
    }
}
