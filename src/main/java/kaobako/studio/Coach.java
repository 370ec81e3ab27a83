package kaobako.studio;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import kaobako.diffusion.EmaDecay;
import kaobako.diffusion.Prediction;
import kaobako.text.Sentence;
import kaobako.train.FolderSize;
import kaobako.train.NetworkSize;
import kaobako.train.Optimizer;
import kaobako.train.TrainConfig;

/**
 * Says in a sentence why the samples of a training look as they do, and what to do about it: first what goes wrong, then what is to be
 * expected. How samples look at which error was seen in seven runs (anime heads, 32 and 64 pixels, v-prediction, batches of 16,
 * learning rates of 3e-4 and 1e-3, two folders, two sizes of network): it is the same error for all of them, while the step at which
 * it is reached differs. They had min-SNR weights; uniform ones hardly move those steps (at 32 pixels 0.75 comes at step 85 for
 * 76, 0.42 at step 354 for 395). Immutable.
 */
public final class Coach {
    /** What can be seen in samples once the squared error at little noise, 1 for a network that knows nothing, is below a limit. */
    private enum Stage {
        NOISE(Double.POSITIVE_INFINITY, 1), PATCHES(0.75, 100), HEADS(0.42, 250), FACES(0.30, 500), LINES(0.24, 2000);

        private final double below;
        /** Where the measured runs of the standard recipe came to it. */
        private final long usualStep;

        Stage(double below, long usualStep) {
            this.below = below;
            this.usualStep = usualStep;
        }

        static Stage of(double error) {
            Stage found = NOISE;
            for (Stage stage : values()) if (error < stage.below) found = stage;
            return found;
        }
    }

    private static final int MEASURED_BATCH = 16;
    private static final List<Integer> MEASURED_SIDES = List.of(32, 64);
    /** In all runs, also at a third of the usual learning rate, the error at little noise was below 0.6 by then. */
    private static final long STUCK_AFTER = 300;
    private static final double STUCK_ABOVE = 0.8;
    /** The smoothed loss of a sound run falls and stays within some percent; its first steps say nothing. */
    private static final double RISEN = 1.5;
    private static final long SETTLED = 50;
    private static final long RECOVERED = 500;
    private static final long OFTEN = 100;
    private static final int DECAYS = 64;

    private final LearnRecipe recipe;
    private final EmaDecay ema;

    Coach(LearnRecipe recipe, EmaDecay ema) {
        this.recipe = recipe;
        this.ema = ema;
    }

    public static Coach of(LearnRecipe recipe) {
        return new Coach(recipe, TrainConfig.EMA);
    }

    /** Empty before the first step, and where nothing is known to say. */
    public Optional<Sentence> advice(Learned learned) {
        if (learned.losses().isEmpty()) return Optional.empty();
        Learned.Loss now = learned.losses().get(learned.losses().size() - 1);
        return rolledBack(learned, now.step()).or(() -> rising(learned.losses(), now)).or(() -> stuck(now))
                .or(() -> oldAverage(now.step())).or(() -> byHeart(learned, now)).or(() -> toBeExpected(learned, now));
    }

    private Optional<Sentence> rolledBack(Learned learned, long step) {
        return learned.notes().stream()
                .filter(n -> n.said().key().equals("train.back") && n.step() > 0 && step - n.step() < RECOVERED)
                .reduce((first, last) -> last)
                .map(note -> Sentence.of("coach.back", "The learning rate was too high: at step %,d the run went back to its last"
                        + " checkpoint, at half the rate, and samples are poor until it has recovered. If that happens again, start"
                        + " anew with %s.", note.step(), rate(recipe.learningRate() / 4)));
    }

    private Optional<Sentence> rising(List<Learned.Loss> losses, Learned.Loss now) {
        double lower = Math.min(usualRate(), recipe.learningRate() / 3);
        return losses.stream().filter(l -> l.step() >= SETTLED).min(Comparator.comparingDouble(Learned.Loss::smoothed))
                .filter(best -> now.smoothed() > RISEN * best.smoothed())
                .map(best -> Sentence.of("coach.rising", "The loss has risen from %s at step %,d to %s: with a learning rate of %s the"
                        + " network forgets what it knew. Start anew with %s.", number(best.smoothed()), best.step(),
                        number(now.smoothed()), rate(recipe.learningRate()), rate(lower)));
    }

    private Optional<Sentence> stuck(Learned.Loss now) {
        if (!isMeasured() || now.step() < STUCK_AFTER || !(error(now) > STUCK_ABOVE)) return Optional.empty();
        double usual = usualRate();
        if (recipe.learningRate() < usual) return Optional.of(Sentence.of("coach.low", "After %,d steps samples are noise because a"
                + " learning rate of %s is too low for this network: start anew with %s.", now.step(), rate(recipe.learningRate()),
                rate(usual)));
        if (recipe.learningRate() > usual) return Optional.of(Sentence.of("coach.high", "After %,d steps samples are noise because a"
                + " learning rate of %s is too high for this network: start anew with %s.", now.step(), rate(recipe.learningRate()),
                rate(usual)));
        return Optional.of(Sentence.of("coach.stuck", "After %,d steps samples are noise, and usually they are not: look at what the"
                + " network sees of your pictures, and start anew with a learning rate of %s.", now.step(), rate(usual / 3)));
    }

    /** Samples are drawn with averaged weights; an average that is slow for so short a run is of weights that knew nothing. */
    private Optional<Sentence> oldAverage(long step) {
        if (shareOfFirstHalf(step) <= 0.5) return Optional.empty();
        long caughtUp = step;
        while (shareOfFirstHalf(caughtUp) > 0.5 && caughtUp < LearnRecipe.MOST_STEPS) caughtUp += 1 + caughtUp / 10;
        return Optional.of(Sentence.of("coach.average", "Samples are drawn with averaged weights, and more than half of the average is"
                + " older than step %,d: they look worse than what the network knows. The average has caught up by about step %,d.",
                step / 2, caughtUp));
    }

    /** Of the averaged weights, what came into them in the first half of so many steps; from some of the decays, which change slowly. */
    private double shareOfFirstHalf(long steps) {
        long half = steps - steps / 2;
        double logarithm = 0;
        for (int i = 0; i < DECAYS; i++) logarithm += Math.log(ema.at(steps / 2 + 1 + half * i / DECAYS));
        return Math.exp(logarithm / DECAYS * half);
    }

    private Optional<Sentence> byHeart(Learned learned, Learned.Loss now) {
        if (isMeasured() && Stage.of(error(now)).ordinal() < Stage.FACES.ordinal()) return Optional.empty();
        return learned.basis().filter(b -> FolderSize.of(b.pictures()) == FolderSize.FEW && passes(b, now) >= OFTEN)
                .map(b -> Sentence.of("coach.heart", "Each of the %,d pictures was seen about %,d times: so few are learned by heart in"
                        + " the end. “Nearest training picture” shows whether the samples are copies.", b.pictures(), passes(b, now)));
    }

    private static long passes(Learned.Basis basis, Learned.Loss now) {
        return now.step() * basis.batch() / basis.pictures();
    }

    private Optional<Sentence> toBeExpected(Learned learned, Learned.Loss now) {
        if (!isMeasured() || Double.isNaN(error(now))) return Optional.empty();
        String error = level(error(now));
        long step = now.step();
        return Optional.of(switch (Stage.of(error(now))) {
            case NOISE -> Sentence.of("coach.noise", "Noise is what to expect after %,d steps: coloured patches come when the error at"
                    + " little noise is below %s, and it is %s.%s", step, limit(Stage.PATCHES), error, usually(Stage.PATCHES, learned, step));
            case PATCHES -> Sentence.of("coach.patches", "Coloured patches are what to expect after %,d steps: heads come when the error"
                    + " at little noise is below %s, and it is %s.%s", step, limit(Stage.HEADS), error, usually(Stage.HEADS, learned, step));
            case HEADS -> Sentence.of("coach.heads", "Heads are what to expect after %,d steps: eyes and mouths come when the error at"
                    + " little noise is below %s, and it is %s.%s", step, limit(Stage.FACES), error, usually(Stage.FACES, learned, step));
            case FACES -> Sentence.of("coach.faces", "Faces are what to expect after %,d steps: clean lines come when the error at"
                    + " little noise is below %s, and it is %s.%s", step, limit(Stage.LINES), error, usually(Stage.LINES, learned, step));
            case LINES -> Sentence.of("coach.lines", "After %,d steps the losses say little, so go by the samples. The model that comes"
                    + " with the program was finished with a fifth of the learning rate.", step);
        });
    }

    /** Where runs with the same settings came to a stage; empty if there were none. */
    private Sentence usually(Stage stage, Learned learned, long step) {
        int batch = learned.basis().map(Learned.Basis::batch).orElse(recipe.batch());
        boolean same = recipe.side() == 64 && recipe.size() == NetworkSize.MEDIUM && batch == MEASURED_BATCH
                && recipe.learningRate() == Optimizer.STANDARD.learningRate();
        if (!same || step >= stage.usualStep) return Sentence.english("");
        return Sentence.of("coach.usually", " With these settings that is at about step %,d.", stage.usualStep);
    }

    private boolean isMeasured() {
        return recipe.prediction() == Prediction.V_PREDICTION && MEASURED_SIDES.contains(recipe.side());
    }

    /** At little noise, smoothed. */
    private static double error(Learned.Loss now) {
        return now.bands().isEmpty() ? Double.NaN : now.bands().get(0);
    }

    /** A wider network wants a learning rate as many times lower. */
    private double usualRate() {
        return Optimizer.STANDARD.learningRate() / (recipe.size() == NetworkSize.LARGE ? 2 : 1);
    }

    private static String limit(Stage stage) {
        return level(stage.below);
    }

    private static String level(double error) {
        return String.format(Locale.ROOT, "%.2f", error);
    }

    private static String rate(double value) {
        return String.format(Locale.ROOT, "%.1e", value);
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.3f", value);
    }
}
