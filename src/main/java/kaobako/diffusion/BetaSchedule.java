package kaobako.diffusion;

/**
 * How much noise each training timestep adds: {@code betas[t]}, t = 0..T-1. Computed with float32's roundings, in the
 * order PyTorch rounds, because a model is trained on those tables and near t = 0 their last bit is visible
 * ({@code 1 - alphasCumprod} there is about 1e-4).
 */
public enum BetaSchedule {
    /** Evenly spaced betas (Ho et al. 2020, section 4). */
    LINEAR("linear") {
        @Override
        float[] betas(double start, double end, int steps) {
            return linspace((float) start, (float) end, steps);
        }
    },
    /** Evenly spaced square roots of beta (Rombach et al. 2022). */
    SCALED_LINEAR("scaled_linear") {
        @Override
        float[] betas(double start, double end, int steps) {
            float[] roots = linspace((float) Math.sqrt(start), (float) Math.sqrt(end), steps);
            for (int t = 0; t < steps; t++) {
                roots[t] *= roots[t];
            }
            return roots;
        }
    },
    /** alphasCumprod follows a squared cosine, beta at most 0.999 (Nichol and Dhariwal 2021, equation 17); ignores both ends. */
    SQUAREDCOS_CAP_V2("squaredcos_cap_v2") {
        @Override
        float[] betas(double start, double end, int steps) {
            float[] betas = new float[steps];
            for (int t = 0; t < steps; t++) {
                double kept = cosine((t + 1) / (double) steps) / cosine(t / (double) steps);
                betas[t] = (float) Math.min(1 - kept, 0.999);
            }
            return betas;
        }

        private static double cosine(double u) {
            double c = Math.cos((u + 0.008) / 1.008 * Math.PI / 2);
            return c * c;
        }
    },
    /** Betas on a logistic curve from -6 to 6 (Xu et al. 2022, GeoDiff). */
    SIGMOID("sigmoid") {
        @Override
        float[] betas(double start, double end, int steps) {
            float[] betas = linspace(-6, 6, steps);
            for (int t = 0; t < steps; t++) {
                float rise = (float) (1 / (1 + Math.exp(-betas[t])));
                betas[t] = rise * (float) (end - start) + (float) start;
            }
            return betas;
        }
    };

    /** Floats in a 256-bit register. */
    private static final int LANES = 8;

    private final String key;

    BetaSchedule(String key) {
        this.key = key;
    }

    /** The value of {@code beta_schedule} in a scheduler_config.json. */
    public String key() {
        return key;
    }

    /** @throws IllegalArgumentException for a schedule that is not one of these */
    public static BetaSchedule of(String key) {
        return Keyed.find(values(), BetaSchedule::key, "beta_schedule", key);
    }

    /** The table of betas in float32; {@code start} and {@code end} are the first and last beta where the formula has such. */
    abstract float[] betas(double start, double end, int steps);

    /**
     * Evenly spaced float32 numbers, counted from the nearer end in groups of eight: the roundings of torch.linspace on
     * the processors where models are trained. Any other order of rounding moves a third of the betas by their last bit.
     */
    private static float[] linspace(float start, float end, int steps) {
        float[] values = new float[steps];
        float step = steps > 1 ? (end - start) / (steps - 1) : 0;
        for (int i = 0; i < steps; i++) {
            int group = i - i % LANES;
            // the last, incomplete group is not computed as a group
            int origin = group + LANES > steps ? i : group;
            float base = origin < steps / 2 || steps == 1
                    ? Math.fma(step, origin, start) : Math.fma(-step, steps - 1 - origin, end);
            values[i] = base + step * (i - origin);
        }
        return values;
    }
}
