package kaobako.train;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import kaobako.cl.ClException;
import kaobako.cl.Device;
import kaobako.cl.DeviceMemoryException;
import kaobako.data.PreparedPictures;
import kaobako.exec.Engine;
import kaobako.store.ModelFolder;
import kaobako.train.TrainRequest.Start;
import kaobako.unet.Parameter;

/**
 * A training run from its first step to the finished model, in short steps for the GPU thread: looks after checkpoints, samples,
 * log and what goes wrong. Files are written on a thread of its own. Owns the trainer and the preparation; the engine is the
 * caller's. GPU thread only, but {@link #stop}.
 */
public final class TrainingRun implements AutoCloseable {
    private static final int CPU_BATCH = 16;
    private static final int GPU_BATCH = 64;
    /** Larger micro-batches are no faster, and a call would take too long. */
    private static final int MOST_AT_A_TIME = 64;
    /** Rollbacks in a row without a new checkpoint: the recipe cannot work. */
    private static final int MOST_ROLLBACKS = 6;
    private static final double LOG_SECONDS = 5;
    /** Of the time, for sheets of samples: on a slow device one takes as long as several steps. */
    private static final double SHEETS_SHARE = 0.1;
    private static final double RETRY_SECONDS = 30;
    /** Steps after which heads were recognisable in runs of this size. */
    private static final long USUAL_STEPS = 20_000;

    private final Engine engine;
    private final Preparation preparation;
    private final TrainRequest request;
    private final Consumer<TrainEvent> listener;
    private final RunLog log;
    private final ExecutorService io = Executors.newSingleThreadExecutor(task -> daemon(task));
    private final Trainer trainer;
    private final SampleSheets sheets;
    private final Pace pace = new Pace();
    private final double secondsBefore;
    private LossCurve curve;
    private CompletableFuture<Void> writing = CompletableFuture.completedFuture(null);
    private volatile double seconds;
    private volatile double nextCheckpoint;
    private double nextSamples;
    private double sheetBegan;
    private double nextLog;
    private volatile long savedStep = -1;
    private int rollbacks;
    private volatile int rollbacksInARow;
    private volatile boolean stopping;
    private boolean drawnAtEnd;
    private boolean finished;
    private boolean failed;
    private boolean probed;

    /**
     * Sets the device up and, for a new run, writes the first checkpoint, which shows that the folder can be written.
     *
     * @param listener called on this thread and on the io thread; must not wait
     * @throws TrainException if training cannot start; the preparation is closed
     */
    public static TrainingRun open(Engine engine, Preparation preparation, Consumer<TrainEvent> listener) {
        try {
            return new TrainingRun(engine, preparation, listener);
        } catch (RuntimeException | Error failure) {
            preparation.close();
            throw failure;
        }
    }

    private TrainingRun(Engine engine, Preparation preparation, Consumer<TrainEvent> listener) {
        this.engine = engine;
        this.preparation = preparation;
        this.request = preparation.request();
        this.listener = listener;
        this.log = new RunLog(request.out());
        List<String> notices = new ArrayList<>(preparation.notices());
        boolean resumed = request.start() instanceof Start.Resume;
        try (Checkpoint from = resumed ? Preparation.latest(request.out(), preparation.checkpoints(), notices) : null) {
            TrainConfig config = withBatch(engine, preparation.config());
            trainer = fitting(engine, config, preparation.folder().pictures(), from == null ? 0 : from.state().microBatch());
            try {
                start(from, notices);
                sheets = new SampleSheets(engine, trainer, request.out());
            } catch (RuntimeException | Error failure) {
                trainer.close();
                throw failure;
            }
            secondsBefore = from == null ? 0 : from.state().seconds();
            rollbacks = from == null ? 0 : from.state().rollbacks();
        }
        nextCheckpoint = 60 * request.rhythm().checkpointMinutes();
        nextSamples = 60 * request.rhythm().samplesMinutes();
        tell(prepared());
        notices.forEach(this::notice);
        if (!resumed) {
            try {
                Files.createDirectories(request.out().resolve(SampleSheets.FOLDER));
                save(state(), trainer.tensors());
            } catch (IOException e) {
                failed = true;
                close();
                throw new TrainException("Nothing can be written to " + request.out() + " (" + e.getMessage()
                        + "). Free some space, or choose a folder that you may write to.", e);
            }
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
        long begin = System.nanoTime();
        try {
            if (stopping) finish();
            else if (sheets.isDrawing()) draw();
            else if (request.budget().isSpent(trainer.step(), seconds) && trainer.atStepEnd()) end();
            else train();
        } catch (TrainException e) {
            failed = true;
            throw e;
        } catch (ClException e) {
            failed = true;
            throw new TrainException(String.format(Locale.ROOT, "Training stopped after step %,d: %s The checkpoint of step %,d is safe;"
                    + " resume from it.", trainer.step(), e.getMessage(), Math.max(0, savedStep)), e);
        }
        seconds += (System.nanoTime() - begin) * 1e-9;
        return !finished;
    }

    /** Ends the run with its next {@link #step}: it takes a checkpoint and writes the model. Any thread. */
    public void stop() {
        stopping = true;
    }

    private void train() throws InterruptedException {
        Optional<StepReport> report = trainer.advance();
        if (report.isPresent() && !take(report.get())) return;
        if (!trainer.atStepEnd()) return;
        if (seconds >= nextCheckpoint && writing.isDone()) checkpoint();
        if (seconds >= nextSamples) {
            sheetBegan = seconds;
            sheets.begin();
        }
    }

    /** Returns false if the step was bad and the run went back. */
    private boolean take(StepReport report) {
        if (!report.isFinite()) {
            rollBack(report);
            return false;
        }
        curve.add(report);
        pace.add(seconds);
        if (pace.probed() && !probed) {
            probed = true;
            tell(estimate());
        }
        TrainEvent.Progress progress = new TrainEvent.Progress(report.step(), report.loss(), curve.smoothed(), curve.smoothedBands(),
                report.gradientNorm(), report.learningRate(), trainer.config().batch() / pace.secondsPerStep(), secondsBefore + seconds,
                request.budget().secondsLeft(report.step(), seconds, pace.secondsPerStep()));
        listener.accept(progress);
        if (seconds >= nextLog) {
            nextLog = seconds + LOG_SECONDS;
            io.execute(() -> log(progress));
        }
        return true;
    }

    /** Reads the state off the device and has it written; good only if all steps up to here were. */
    private void checkpoint() {
        if (!takeAll()) return;
        nextCheckpoint = seconds + 60 * request.rhythm().checkpointMinutes();
        Checkpoint.State state = state();
        Map<String, float[]> tensors = trainer.tensors();
        writing = CompletableFuture.runAsync(() -> {
            try {
                save(state, tensors);
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        }, io).exceptionally(problem -> {
            nextCheckpoint = seconds + RETRY_SECONDS;
            notice("The checkpoint of step " + state.step() + " could not be written: " + problem.getCause().getMessage()
                    + ". Training goes on and tries again; the one of step " + savedStep + " is intact.");
            return null;
        });
    }

    private void saveBeforeLeaving() throws IOException {
        if (takeAll() && trainer.step() != savedStep) {
            writing.join();
            save(state(), trainer.tensors());
        }
    }

    private void save(Checkpoint.State state, Map<String, float[]> tensors) throws IOException {
        Path file = preparation.checkpoints().write(trainer.config(), state, tensors, request.rhythm().kept());
        savedStep = state.step();
        rollbacksInARow = 0;
        tell(new TrainEvent.Saved(state.step(), file));
    }

    /** Waits for what is queued. Returns false if a step was bad and the run went back. */
    private boolean takeAll() {
        for (StepReport report : trainer.drain()) {
            if (!take(report)) return false;
        }
        return true;
    }

    private void rollBack(StepReport bad) {
        rollbacks++;
        trainer.drain();
        writing.join();
        String what = Double.isFinite(bad.loss()) ? "gradient" : "loss";
        if (++rollbacksInARow > MOST_ROLLBACKS) {
            throw new TrainException(String.format(Locale.ROOT, "The %s of step %,d is not a finite number, and a learning rate of %.1e is"
                    + " still too high. The checkpoint of step %,d is safe. Start again with a lower learning rate.", what, bad.step(),
                    trainer.learningRateFactor() * trainer.config().optimizer().learningRate(), Math.max(0, savedStep)), null);
        }
        double factor = trainer.learningRateFactor() / 2;
        try (Checkpoint last = Preparation.latest(request.out(), preparation.checkpoints(), new ArrayList<>())) {
            trainer.restore(last);
            curve = new LossCurve(last.state().losses());
        }
        trainer.setLearningRateFactor(factor);
        notice(String.format(Locale.ROOT, "The %s of step %,d was not a finite number: went back to the checkpoint of step %,d and goes on"
                + " with half the learning rate, %.1e.", what, bad.step(), trainer.step(), factor * trainer.config().optimizer().learningRate()));
    }

    private void draw() {
        Optional<SampleSheets.Sheet> drawn = sheets.advance();
        if (drawn.isEmpty()) return;
        double share = (seconds - sheetBegan) / SHEETS_SHARE;
        nextSamples = seconds + Math.max(60 * request.rhythm().samplesMinutes(), Math.max(seconds / 10, share));
        SampleSheets.Sheet sheet = drawn.get();
        io.execute(() -> {
            try {
                tell(new TrainEvent.Samples(sheet.step(), sheet.write()));
            } catch (IOException e) {
                notice("The samples of step " + sheet.step() + " could not be written: " + e.getMessage() + ".");
            }
        });
    }

    /** The budget is spent: a last sheet, then the model. */
    private void end() {
        if (!drawnAtEnd) {
            drawnAtEnd = true;
            sheets.begin();
        } else {
            finish();
        }
    }

    private void finish() {
        if (!takeAll() && !stopping) return;
        writing.join();
        Checkpoint.State state = state();
        Map<String, float[]> tensors = trainer.tensors();
        try {
            if (state.step() != savedStep) save(state, tensors);
            model(state).write(request.out(), trainer.parameters(), tensors, request.storage());
        } catch (IOException e) {
            throw new TrainException("The end of the training could not be saved: " + e.getMessage() + ". The checkpoint of step "
                    + savedStep + " is intact: free some space and resume.", e);
        }
        finished = true;
        tell(new TrainEvent.Finished(state.step(), request.out(), state.seconds()));
    }

    /**
     * Has the model written as it is after the last complete step, while training goes on. The result completes on the io thread,
     * with a {@link TrainException} if nothing could be written.
     */
    public CompletableFuture<Path> publish() {
        if (!takeAll()) return CompletableFuture.failedFuture(new TrainException("The last step went wrong; try again in a moment.", null));
        Checkpoint.State state = state();
        FinishedModel model = model(state);
        Map<String, float[]> tensors = trainer.tensors();
        return CompletableFuture.supplyAsync(() -> {
            try {
                model.write(request.out(), trainer.parameters(), tensors, request.storage());
                return request.out();
            } catch (IOException e) {
                throw new TrainException("The model as it is could not be written: " + e.getMessage() + ". Training goes on.", e);
            }
        }, io);
    }

    private FinishedModel model(Checkpoint.State state) {
        return new FinishedModel(trainer.config(), state, engine.queue().device().label(), curve.smoothed());
    }

    private Checkpoint.State state() {
        return new Checkpoint.State(trainer.step(), trainer.microBatch(), trainer.learningRateFactor(), rollbacks, secondsBefore + seconds,
                preparation.folder().pictures().contentHash(), preparation.folder().pictures().count(), curve.memory());
    }

    static TrainConfig withBatch(Engine engine, TrainConfig config) {
        if (config.batch() > 0) return config;
        return config.withBatch(engine.queue().device().type() == Device.Type.CPU ? CPU_BATCH : GPU_BATCH);
    }

    /** A trainer with the largest micro-batch that the device has room for. */
    static Trainer fitting(Engine engine, TrainConfig config, PreparedPictures pictures, int wanted) {
        int size = MicroBatch.choose(engine, config, wanted, MOST_AT_A_TIME);
        while (true) {
            try {
                return Trainer.open(engine, config, pictures, size);
            } catch (DeviceMemoryException e) {
                // others use the device too
                if (size == 1) throw e;
                size = MicroBatch.choose(engine, config, 0, size - 1);
            }
        }
    }

    private void start(Checkpoint fromOrNull, List<String> notices) {
        curve = new LossCurve(fromOrNull == null ? LossCurve.Memory.EMPTY : fromOrNull.state().losses());
        if (fromOrNull != null) {
            trainer.restore(fromOrNull);
            savedStep = fromOrNull.state().step();
            if (!fromOrNull.state().dataHash().equals(preparation.folder().pictures().contentHash())) {
                notices.add("The pictures have changed since the last checkpoint; training goes on with those that are there now.");
            }
        } else if (request.start() instanceof Start.From from) {
            try (ModelFolder model = ModelFolder.open(from.model())) {
                java.util.Set<String> names = model.weights().names();
                trainer.initialise(p -> model.weights().read(p.nameIn(names), p.fileShape().stream().mapToInt(i -> i).toArray()));
            }
        } else {
            trainer.initialise();
        }
    }

    private TrainEvent.Prepared prepared() {
        long parameters = trainer.parameters().stream().mapToLong(Parameter::count).sum();
        return new TrainEvent.Prepared(preparation.folder().pictures().count(), preparation.report().refusals().size(),
                preparation.report().summary(), preparation.report().listing(), engine.queue().device().label(), parameters,
                trainer.bytes(), trainer.config().batch(), trainer.microBatch(), trainer.step());
    }

    private TrainEvent.Estimate estimate() {
        double each = pace.secondsPerStep();
        double left = request.budget().secondsLeft(trainer.step(), seconds, each);
        double rate = trainer.config().batch() / each;
        String speed = String.format(Locale.ROOT, "%.2f seconds a step, %.1f pictures/s on this device: ", each, rate);
        String usual = TrainEvent.duration(USUAL_STEPS * each) + " for " + String.format(Locale.ROOT, "%,d", USUAL_STEPS)
                + " steps, after which a model of this kind usually draws well";
        String sentence = Double.isNaN(left) ? speed + "about " + usual + "."
                : speed + String.format(Locale.ROOT, "about %s for %,d more steps (it is about %s).", TrainEvent.duration(left),
                        Math.round(left / each), usual);
        return new TrainEvent.Estimate(each, rate, left, sentence);
    }

    private void notice(String sentence) {
        tell(new TrainEvent.Notice(sentence));
    }

    private void tell(TrainEvent event) {
        listener.accept(event);
        if (!io.isShutdown()) io.execute(() -> log(event));
    }

    private void log(TrainEvent event) {
        try {
            log.add(event);
        } catch (IOException e) {
            // the log is a convenience; what stops training is told through the listener
        }
    }

    Trainer trainer() {
        return trainer;
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "train-io");
        thread.setDaemon(true);
        return thread;
    }

    /** Gives the device back. Takes a last checkpoint unless the run has ended or failed, and waits for files that are being written. */
    @Override
    public void close() {
        try {
            if (!finished && !failed) saveBeforeLeaving();
        } catch (TrainException | ClException | IOException e) {
            notice("The last steps could not be saved: " + e.getMessage() + ". The checkpoint of step " + savedStep + " is intact.");
        }
        io.shutdown();
        try {
            if (!io.awaitTermination(5, TimeUnit.MINUTES)) io.shutdownNow();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (sheets != null) sheets.close();
        trainer.close();
        preparation.close();
    }
}
