package kaobako.diffusion;

import java.util.List;
import java.util.Optional;

/**
 * A way from noise to a picture, written down as a table of numbers: one {@link Stage} a network call, to be executed in
 * order by one fused kernel. Implementations are pure functions of their arguments.
 */
public interface Sampler {
    /** What a person needs to choose it. */
    About about();

    /**
     * The table for these settings, {@code about().callsPerStep()} stages a step at most.
     *
     * @throws IllegalArgumentException naming the setting, if the settings do not fit the schedule or the prediction
     */
    List<Stage> stages(NoiseSchedule schedule, Prediction prediction, SamplingConfig config);

    /** Good settings of this sampler for a model that comes with these settings: keeps clamping and offsets. */
    default SamplingConfig recommended(SamplingConfig model) {
        return model;
    }

    /**
     * @param name         what the command line calls it, e.g. {@code dpm++2m}
     * @param label        what pictures and menus call it, e.g. {@code DPM++ 2M}
     * @param explanation  one line for a tooltip
     * @param source       author and year
     * @param callsPerStep network calls a step
     * @param fewestSteps  below this the pictures suffer visibly
     * @param randomness   whether noise is drawn on the way
     */
    record About(String name, String label, String explanation, String source, int callsPerStep, int fewestSteps,
            Randomness randomness) {
        /** A sentence for the user if so few steps draw poor pictures, else empty. */
        public Optional<String> warning(int steps) {
            return steps >= fewestSteps ? Optional.empty() : Optional.of(label + " draws poor pictures below "
                    + fewestSteps + " steps (" + fewestSteps * callsPerStep + " network calls); "
                    + (callsPerStep == 1 && fewestSteps <= 10 ? "use more steps" : "use more, or DPM++ 2M"));
        }
    }

    /** Whether a seed's initial noise alone fixes the picture. */
    enum Randomness {
        /** No noise after the start. */
        DETERMINISTIC,
        /** Noise only when eta is above 0. */
        WITH_ETA,
        /** Noise in every step. */
        ALWAYS
    }
}
