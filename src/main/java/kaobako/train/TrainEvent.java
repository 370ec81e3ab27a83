package kaobako.train;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import kaobako.text.Sentence;

/** What a run tells the person, in order; each is also a line of the log. Immutable. */
public sealed interface TrainEvent {
    /** The log, in the model's folder. */
    String LOG = "training.jsonl";

    /** In words, for a terminal or a status line. */
    String sentence();

    /** The folder is being looked at: {@code done} of {@code total} files, {@code refused} of them not usable so far. */
    record Scanning(int done, int total, int refused) implements TrainEvent {
        @Override
        public String sentence() {
            return say("Looking at the pictures: %,d of %,d files, %,d refused", done, total, refused);
        }
    }

    /**
     * Ready to train.
     *
     * @param refused     files that are not used
     * @param report      one sentence on the folder
     * @param listing     a line for each refused file, with its reason
     * @param parameters  numbers in the network
     * @param deviceBytes memory on the device
     * @param step        where the run goes on; 0 for a new one
     */
    record Prepared(int pictures, int refused, String report, String listing, String device, long parameters, long deviceBytes,
            int batch, int microBatch, long step) implements TrainEvent {
        /** The listing as a file in the model's folder. */
        public static final String REFUSED = "refused-files.txt";

        @Override
        public String sentence() {
            String cut = microBatch == batch ? "" : say(" in micro-batches of %d", microBatch);
            return say("%s. A network of %,d numbers on %s, %d pictures a step%s, %,d MiB on the device.", report, parameters, device,
                    batch, cut, deviceBytes >> 20) + (step == 0 ? "" : say(" Goes on after step %,d.", step));
        }
    }

    /**
     * The timing probe is over.
     *
     * @param secondsLeft NaN where the run has no limit
     */
    record Estimate(double secondsPerStep, double imagesPerSecond, double secondsLeft, String sentence) implements TrainEvent {}

    /**
     * A step is done.
     *
     * @param smoothed      loss over about 100 steps
     * @param bands         unweighted squared error by noise over about 100 steps, least noise first
     * @param seconds       of work since the run began, pauses left out
     * @param secondsLeft   NaN where the run has no limit or it is not known yet
     */
    record Progress(long step, double loss, double smoothed, List<Double> bands, double gradientNorm, double learningRate,
            double imagesPerSecond, double seconds, double secondsLeft) implements TrainEvent {
        @Override
        public String sentence() {
            return say("step %,d  loss %.4f", step, smoothed)
                    + (Double.isNaN(imagesPerSecond) ? "" : say("  %.1f pictures/s", imagesPerSecond))
                    + (Double.isNaN(secondsLeft) ? "" : "  " + duration(secondsLeft) + " left");
        }
    }

    /** A sheet of samples of the averaged weights was drawn. */
    record Samples(long step, Path file) implements TrainEvent {
        /** Where the sheets are, in the model's folder. */
        public static final String FOLDER = "samples";
        /** A pixel of a sample is as many pixels wide and high on the sheet. */
        public static final int ENLARGED = 2;
        /** Samples in a row of the sheet, and in a column. */
        public static final int COLUMNS = 4;
        /** Between them and around them, as many of a sample's pixels. */
        public static final int SPACING = 1;

        @Override
        public String sentence() {
            return say("Samples after step %,d: %s", step, file);
        }
    }

    /** A checkpoint is on the disk. */
    record Saved(long step, Path file) implements TrainEvent {
        @Override
        public String sentence() {
            return say("Checkpoint of step %,d: %s", step, file);
        }
    }

    /** Something the person should know. */
    record Notice(Sentence said) implements TrainEvent {
        @Override
        public String sentence() {
            return said.english();
        }
    }

    /** The run has ended and left a model. */
    record Finished(long step, Path model, double seconds) implements TrainEvent {
        @Override
        public String sentence() {
            return say("Trained %,d step%s in %s; the model is in %s", step, step == 1 ? "" : "s", duration(seconds), model);
        }
    }

    private static String say(String format, Object... arguments) {
        return String.format(Locale.ROOT, format, arguments);
    }

    /** "3.2 hours", "14 minutes", "40 seconds". */
    static String duration(double seconds) {
        if (seconds >= 1.5 * 86_400) return say("%.1f days", seconds / 86_400);
        if (seconds >= 5400) return say("%.1f hours", seconds / 3600);
        if (seconds >= 90) return say("%.0f minutes", seconds / 60);
        return say("%.0f seconds", seconds);
    }
}
