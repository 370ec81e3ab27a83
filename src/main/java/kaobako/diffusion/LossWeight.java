package kaobako.diffusion;

import java.util.Locale;

/**
 * How much each timestep counts in the loss {@code weight(t) * (out - target)^2}.
 *
 * @param gamma the rule's parameter, above 0; without meaning for {@link Rule#UNIFORM}
 */
public record LossWeight(Rule rule, double gamma) {

    /** Weights of the error in x0, as functions of the SNR; the weight in the network's own units follows from it. */
    public enum Rule {
        /** Every timestep's target counts the same (Ho et al. 2020, L_simple). */
        UNIFORM {
            @Override
            double weight(double snr, double gamma, Prediction prediction) {
                return 1;
            }
        },
        /** {@code min(snr, gamma)} on x0, gamma 5 (Hang et al. 2023): easy timesteps stop drowning the others. */
        MIN_SNR {
            @Override
            double weight(double snr, double gamma, Prediction prediction) {
                return switch (prediction) {
                    case SAMPLE -> Math.min(snr, gamma);
                    case EPSILON -> snr <= gamma ? 1 : gamma / snr;
                    case V_PREDICTION -> Math.min(snr, gamma) / (snr + 1);
                };
            }
        },
        /** {@code snr gamma / (snr + gamma)} on x0: min-SNR without the corner (Crowson et al. 2024, Hourglass, section 4.2). */
        SOFT_MIN_SNR {
            @Override
            double weight(double snr, double gamma, Prediction prediction) {
                return switch (prediction) {
                    case SAMPLE -> snr * gamma / (snr + gamma);
                    case EPSILON -> gamma / (snr + gamma);
                    case V_PREDICTION -> snr * gamma / (snr + gamma) / (snr + 1);
                };
            }
        };

        abstract double weight(double snr, double gamma, Prediction prediction);

        /** Its name in options and model cards. */
        public String key() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** @throws IllegalArgumentException unless gamma is a positive number */
    public LossWeight {
        if (!(gamma > 0 && Double.isFinite(gamma))) {
            throw new IllegalArgumentException("gamma of " + rule + " must be above 0, but is " + gamma);
        }
    }

    public static LossWeight uniform() {
        return new LossWeight(Rule.UNIFORM, 1);
    }

    /** The paper's choice is gamma 5. */
    public static LossWeight minSnr(double gamma) {
        return new LossWeight(Rule.MIN_SNR, gamma);
    }

    public static LossWeight softMinSnr(double gamma) {
        return new LossWeight(Rule.SOFT_MIN_SNR, gamma);
    }

    /** The weight of the squared error of the network's output at this signal-to-noise ratio, {@code snr >= 0}. */
    public double weight(double snr, Prediction prediction) {
        return rule.weight(snr, gamma, prediction);
    }

    /** The weight at each timestep 0..T-1, for a trainer's device buffer. */
    public float[] table(NoiseSchedule schedule, Prediction prediction) {
        float[] weights = new float[schedule.size()];
        for (int t = 0; t < weights.length; t++) {
            weights[t] = (float) weight(schedule.snr(t), prediction);
        }
        return weights;
    }
}
