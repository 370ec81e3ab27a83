package kaobako.train;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import kaobako.file.Why;
import kaobako.text.Sentence;
import kaobako.unet.Parameter;

/**
 * What a run says, to its listener at once and to its log on the io thread: how the loss goes, how fast, how long still. GPU thread
 * only, but for {@link #tell} and {@link #notice}.
 */
final class RunReport {
    private static final double LOG_SECONDS = 5;
    /** Steps after which heads were recognisable in runs of this size. */
    private static final long USUAL_STEPS = 20_000;

    private final TrainRequest request;
    private final Consumer<TrainEvent> listener;
    private final Executor io;
    private final Disk disk;
    private final RunLog log;
    private final Pace pace = new Pace();
    private boolean probed;
    private double nextLog;
    /** Of the io thread: it is said once that there is no log. */
    private boolean silent;

    RunReport(TrainRequest request, Consumer<TrainEvent> listener, Executor io, Disk disk) {
        this.request = request;
        this.listener = listener;
        this.io = io;
        this.disk = disk;
        log = new RunLog(request.out());
    }

    /** Any thread. */
    void tell(TrainEvent event) {
        listener.accept(event);
        io.execute(() -> append(event));
    }

    /** Any thread. */
    void notice(Sentence sentence) {
        tell(new TrainEvent.Notice(sentence));
    }

    /** Says what there is to train with, and names the files that are not used in a file of their own. */
    void prepared(Preparation preparation, Trainer trainer, String device) {
        long parameters = trainer.parameters().stream().mapToLong(Parameter::count).sum();
        tell(new TrainEvent.Prepared(preparation.folder().pictures().count(), preparation.report().refusals().size(),
                preparation.report().summary(), preparation.report().listing(), device, parameters,
                trainer.bytes(), trainer.config().batch(), trainer.microBatch(), trainer.step()));
        preparation.notices().forEach(this::notice);
        io.execute(() -> write(preparation.report().listing()));
    }

    private void write(String listing) {
        Path file = request.out().resolve(TrainEvent.Prepared.REFUSED);
        try {
            if (listing.isEmpty()) Files.deleteIfExists(file);
            else disk.write(file, listing);
        } catch (IOException e) {
            notice(Sentence.of("train.refused", "The list of files that are not used could not be written: %s.", Why.of(e)));
        }
    }

    /**
     * A step is done.
     *
     * @param seconds of work in this process, as {@code before} in those before it
     */
    void step(StepReport step, LossCurve curve, int batch, double seconds, double before) {
        curve.add(step);
        pace.add(seconds);
        if (pace.probed() && !probed) {
            probed = true;
            tell(estimate(step.step(), batch, seconds));
        }
        TrainEvent.Progress progress = new TrainEvent.Progress(step.step(), step.loss(), curve.smoothed(), curve.smoothedBands(),
                step.gradientNorm(), step.learningRate(), batch / pace.secondsPerStep(), before + seconds,
                request.budget().secondsLeft(step.step(), seconds, pace.secondsPerStep()));
        listener.accept(progress);
        if (seconds >= nextLog) {
            nextLog = seconds + LOG_SECONDS;
            io.execute(() -> append(progress));
        }
    }

    private TrainEvent.Estimate estimate(long step, int batch, double seconds) {
        double each = pace.secondsPerStep();
        double left = request.budget().secondsLeft(step, seconds, each);
        double rate = batch / each;
        String speed = String.format(Locale.ROOT, "%.2f seconds a step, %.1f pictures/s on this device: ", each, rate);
        String usual = TrainEvent.duration(USUAL_STEPS * each) + " for " + String.format(Locale.ROOT, "%,d", USUAL_STEPS)
                + " steps, after which a model of this kind usually draws well";
        String sentence = Double.isNaN(left) ? speed + "about " + usual + "."
                : speed + String.format(Locale.ROOT, "about %s for %,d more steps (it is about %s).", TrainEvent.duration(left),
                        Math.round(left / each), usual);
        return new TrainEvent.Estimate(each, rate, left, sentence);
    }

    private void append(TrainEvent event) {
        try {
            disk.append(log, event);
            silent = false;
        } catch (IOException e) {
            if (silent) return;
            silent = true;
            listener.accept(new TrainEvent.Notice(Sentence.of("train.log",
                    "The log %s could not be written: %s. Training goes on, and its lines are missing until it can be.", log.file(),
                    Why.writing(log.file(), e))));
        }
    }
}
