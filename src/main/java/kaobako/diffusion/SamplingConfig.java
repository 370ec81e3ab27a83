package kaobako.diffusion;

import static kaobako.text.SettingException.require;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import kaobako.text.Sentence;

/**
 * How pictures are drawn, whatever the model: what diffusers keeps in a scheduler's config and in {@code step}'s arguments.
 * A sampler reads the settings that concern it and ignores the others. Build one from {@link #of} and the {@code with} methods.
 *
 * @param steps            sampling steps N, at least 1 (Heun calls the network twice a step)
 * @param eta              DDIM's share of DDPM's noise, 0 (deterministic) to 1
 * @param spacing          which timesteps are visited
 * @param stepsOffset      added to every timestep of the leading spacing
 * @param clipRange        x0 is clamped to +-clipRange; infinite: not at all
 * @param variance         DDPM's noise
 * @param solverType       form of DPM-Solver++'s second order
 * @param finalSigma       where the sigma solvers end
 * @param lambdaMinClipped timesteps with a smaller lambda are never visited (sigma solvers); negative infinity: all are
 * @param epsilonScale     what the predicted noise is divided by, at least 1: a network that meets its own results takes too much noise
 *                         away, and fine detail with it (Ning et al. 2024, "Elucidating the Exposure Bias in Diffusion Models")
 * @param options          the switches that are on
 */
public record SamplingConfig(int steps, double eta, TimestepSpacing spacing, int stepsOffset, double clipRange,
        Variance variance, SolverType solverType, FinalSigma finalSigma, double lambdaMinClipped, double epsilonScale,
        Set<Option> options) {
    /** Up to this share of the picture in x it can hardly be made out. */
    private static final double FAINT = 0.1;

    /** The variance of the noise a DDPM step adds (Ho et al. 2020, section 3.2). */
    public enum Variance {
        /** The posterior's, right for a single picture: {@code (1 - acp_prev) / (1 - acp_t) * beta}. */
        FIXED_SMALL("fixed_small"),
        /** Right for a unit Gaussian: {@code beta}. */
        FIXED_LARGE("fixed_large");

        private final String key;

        Variance(String key) {
            this.key = key;
        }

        public String key() {
            return key;
        }
    }

    /** The two second-order forms of DPM-Solver++ (Lu et al. 2022, section 4.2 and appendix). */
    public enum SolverType {
        MIDPOINT("midpoint"), HEUN("heun");

        private final String key;

        SolverType(String key) {
            this.key = key;
        }

        public String key() {
            return key;
        }
    }

    /** Where a sigma solver's last step ends. */
    public enum FinalSigma {
        /** At the clean picture. */
        ZERO("zero"),
        /** At timestep 0's sigma: a trace of noise is left. */
        SIGMA_MIN("sigma_min");

        private final String key;

        FinalSigma(String key) {
            this.key = key;
        }

        public String key() {
            return key;
        }

        /** The sigma after the last stage. */
        public double of(NoiseSchedule schedule) {
            return this == ZERO ? 0 : schedule.sigma(0);
        }
    }

    /** Switches. */
    public enum Option {
        /** DDIM ends at alphasCumprod 1; off: at timestep 0's. */
        SET_ALPHA_TO_ONE,
        /** DDIM recomputes epsilon after clamping x0. */
        USE_CLIPPED_MODEL_OUTPUT,
        /** DPM-Solver++ ends with lower orders if there are fewer than 15 steps. */
        LOWER_ORDER_FINAL,
        /** DPM-Solver++ always ends with a first-order step. */
        EULER_AT_FINAL,
        /** DPM-Solver++ cuts Karras timesteps to integers, as diffusers does for squaredcos_cap_v2; off: rounds them. */
        TRUNCATE_KARRAS_TIMESTEPS,
        /** DPM-Solver++ leaves the timesteps of spaced sigmas fractional, as the other sigma solvers do, and keeps to lambda_min_clipped. */
        FRACTIONAL_TIMESTEPS
    }

    /** @throws IllegalArgumentException for a setting out of its range, naming it */
    public SamplingConfig {
        require(steps >= 1, "steps", "at least 1", steps);
        require(eta >= 0 && eta <= 1, "eta", Sentence.range(0, 1), eta);
        require(stepsOffset >= 0, "steps_offset", "at least 0", stepsOffset);
        require(clipRange > 0, "clip_sample_range", "above 0", clipRange);
        require(epsilonScale >= 1 && epsilonScale < 2, "epsilon_scale", "1 to below 2", epsilonScale);
        require(lambdaMinClipped < Double.POSITIVE_INFINITY, "lambda_min_clipped", "a number or minus infinity", lambdaMinClipped);
        options = options.isEmpty() ? Set.of() : Set.copyOf(EnumSet.copyOf(options));
    }

    /** Plain settings: leading spacing, no clamping, eta 0, every sigma solver down to 0. */
    public static SamplingConfig of(int steps) {
        return new SamplingConfig(steps, 0, TimestepSpacing.LEADING, 0, Double.POSITIVE_INFINITY, Variance.FIXED_SMALL,
                SolverType.MIDPOINT, FinalSigma.ZERO, Double.NEGATIVE_INFINITY, 1,
                EnumSet.of(Option.SET_ALPHA_TO_ONE, Option.LOWER_ORDER_FINAL));
    }

    public SamplingConfig withSteps(int value) {
        return new SamplingConfig(value, eta, spacing, stepsOffset, clipRange, variance, solverType, finalSigma,
                lambdaMinClipped, epsilonScale, options);
    }

    public SamplingConfig withEta(double value) {
        return new SamplingConfig(steps, value, spacing, stepsOffset, clipRange, variance, solverType, finalSigma,
                lambdaMinClipped, epsilonScale, options);
    }

    public SamplingConfig withSpacing(TimestepSpacing value) {
        return new SamplingConfig(steps, eta, value, stepsOffset, clipRange, variance, solverType, finalSigma,
                lambdaMinClipped, epsilonScale, options);
    }

    public SamplingConfig withStepsOffset(int value) {
        return new SamplingConfig(steps, eta, spacing, value, clipRange, variance, solverType, finalSigma,
                lambdaMinClipped, epsilonScale, options);
    }

    public SamplingConfig withClipRange(double value) {
        return new SamplingConfig(steps, eta, spacing, stepsOffset, value, variance, solverType, finalSigma,
                lambdaMinClipped, epsilonScale, options);
    }

    public SamplingConfig withVariance(Variance value) {
        return new SamplingConfig(steps, eta, spacing, stepsOffset, clipRange, value, solverType, finalSigma,
                lambdaMinClipped, epsilonScale, options);
    }

    public SamplingConfig withSolverType(SolverType value) {
        return new SamplingConfig(steps, eta, spacing, stepsOffset, clipRange, variance, value, finalSigma,
                lambdaMinClipped, epsilonScale, options);
    }

    public SamplingConfig withFinalSigma(FinalSigma value) {
        return new SamplingConfig(steps, eta, spacing, stepsOffset, clipRange, variance, solverType, value,
                lambdaMinClipped, epsilonScale, options);
    }

    public SamplingConfig withLambdaMinClipped(double value) {
        return new SamplingConfig(steps, eta, spacing, stepsOffset, clipRange, variance, solverType, finalSigma, value,
                epsilonScale, options);
    }

    public SamplingConfig withEpsilonScale(double value) {
        return new SamplingConfig(steps, eta, spacing, stepsOffset, clipRange, variance, solverType, finalSigma,
                lambdaMinClipped, value, options);
    }

    /** The same with exactly these switches on. */
    public SamplingConfig withOptions(Set<Option> value) {
        return new SamplingConfig(steps, eta, spacing, stepsOffset, clipRange, variance, solverType, finalSigma,
                lambdaMinClipped, epsilonScale, value);
    }

    /** The same with these switches on too. */
    public SamplingConfig with(Option... more) {
        EnumSet<Option> all = EnumSet.noneOf(Option.class);
        all.addAll(options);
        all.addAll(Arrays.asList(more));
        return withOptions(all);
    }

    /** The same with these switches off. */
    public SamplingConfig without(Option... fewer) {
        EnumSet<Option> all = EnumSet.noneOf(Option.class);
        all.addAll(options);
        all.removeAll(Arrays.asList(fewer));
        return withOptions(all);
    }

    /** How x and the output become x0, clamped as these settings want it, and epsilon; {@code a * a + s * s = 1}. */
    Stage.Denoise denoise(Prediction prediction, double a, double s) {
        return prediction.denoise(a, s).withEpsilonDividedBy(epsilonScaleAt(a), a, s).clipped(clipRange);
    }

    /** Less where x is nearly all noise: its share in x0, s / a times as large, would hide the picture. */
    private double epsilonScaleAt(double a) {
        return 1 + (epsilonScale - 1) * Math.min(1, a / FAINT);
    }

    public boolean has(Option option) {
        return options.contains(option);
    }
}
