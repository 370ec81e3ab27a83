package kaobako.cli;

import java.util.Locale;
import kaobako.diffusion.BetaSchedule;
import kaobako.diffusion.Keyed;
import kaobako.diffusion.LossWeight;
import kaobako.diffusion.Prediction;
import kaobako.diffusion.TimestepDensity;
import kaobako.train.Objective;
import picocli.CommandLine.Option;

/** What a model learns, for those who want to choose. */
final class ObjectiveOptions {
    private static final Objective STANDARD = Objective.STANDARD;

    @Option(names = "--prediction", paramLabel = "KIND",
            description = "what the network predicts: epsilon, sample or v_prediction (default: ${DEFAULT-VALUE})")
    private String prediction = STANDARD.prediction().key();

    @Option(names = "--schedule", paramLabel = "KIND",
            description = "noise schedule: linear, scaled_linear, squaredcos_cap_v2 (cosine) or sigmoid (default: ${DEFAULT-VALUE})")
    private String schedule = STANDARD.schedule().key();

    @Option(names = "--loss", paramLabel = "KIND",
            description = "weight of the timesteps: uniform, min_snr or soft_min_snr, with gamma 5 (default: ${DEFAULT-VALUE})")
    private String weight = STANDARD.weight().rule().key();

    @Option(names = "--timesteps", paramLabel = "T", description = "noise levels (default: ${DEFAULT-VALUE})")
    private int timesteps = STANDARD.timesteps();

    @Option(names = "--shift", paramLabel = "S",
            description = "how much oftener strong noise is drawn, 1 to 20: above 1 for pictures whose large areas lack variety (default: ${DEFAULT-VALUE})")
    private double shift = STANDARD.density().shift();

    /** @throws IllegalArgumentException naming the option that is out of its range */
    Objective read() {
        BetaSchedule betas = Keyed.find(BetaSchedule.values(), BetaSchedule::key, "--schedule", schedule);
        Prediction kind = Keyed.find(Prediction.values(), Prediction::key, "--prediction", prediction);
        return new Objective(betas, timesteps, kind, loss(), new TimestepDensity(shift));
    }

    private LossWeight loss() {
        return switch (Keyed.find(LossWeight.Rule.values(), LossWeight.Rule::key, "--loss", weight.toLowerCase(Locale.ROOT))) {
            case UNIFORM -> LossWeight.uniform();
            case MIN_SNR -> LossWeight.minSnr(5);
            case SOFT_MIN_SNR -> LossWeight.softMinSnr(5);
        };
    }
}
