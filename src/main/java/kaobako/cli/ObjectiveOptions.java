package kaobako.cli;

import java.util.Locale;
import kaobako.diffusion.BetaSchedule;
import kaobako.diffusion.LossWeight;
import kaobako.diffusion.Prediction;
import kaobako.diffusion.TimestepDensity;
import kaobako.train.Objective;
import picocli.CommandLine.Option;

/** What a model learns, for those who want to choose. */
final class ObjectiveOptions {
    @Option(names = "--prediction", paramLabel = "KIND", defaultValue = "v_prediction",
            description = "what the network predicts: epsilon, sample or v_prediction (default: ${DEFAULT-VALUE})")
    private String prediction;

    @Option(names = "--schedule", paramLabel = "KIND", defaultValue = "squaredcos_cap_v2",
            description = "noise schedule: linear, scaled_linear, squaredcos_cap_v2 (cosine) or sigmoid (default: ${DEFAULT-VALUE})")
    private String schedule;

    @Option(names = "--loss", paramLabel = "KIND", defaultValue = "min_snr",
            description = "weight of the timesteps: uniform, min_snr or soft_min_snr, with gamma 5 (default: ${DEFAULT-VALUE})")
    private String weight;

    @Option(names = "--timesteps", paramLabel = "T", defaultValue = "1000", description = "noise levels (default: ${DEFAULT-VALUE})")
    private int timesteps;

    @Option(names = "--shift", paramLabel = "S", defaultValue = "1",
            description = "how much oftener strong noise is drawn, 1 to 20: above 1 for pictures whose large areas lack variety (default: ${DEFAULT-VALUE})")
    private double shift;

    /** Throws IllegalArgumentException naming what there is. */
    Objective read() {
        LossWeight loss = switch (weight.toLowerCase(Locale.ROOT)) {
            case "uniform" -> LossWeight.uniform();
            case "min_snr" -> LossWeight.minSnr(5);
            case "soft_min_snr" -> LossWeight.softMinSnr(5);
            default -> throw new IllegalArgumentException("--loss must be uniform, min_snr or soft_min_snr, but is " + weight);
        };
        return new Objective(BetaSchedule.of(schedule), timesteps, Prediction.of(prediction), loss, new TimestepDensity(shift));
    }
}
