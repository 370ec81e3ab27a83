package kaobako.diffusion;

import java.util.Arrays;
import kaobako.text.Sentence;
import kaobako.text.SettingException;

/**
 * The table a model was trained on: for each timestep t = 0..T-1 how much of the picture is left
 * ({@code sqrt(alphasCumprod)}) and how much noise there is ({@code sqrt(1 - alphasCumprod)}).
 * Entries are float32 values, as in the training; what is derived from them is computed in double.
 * {@code alphasCumprod} is a running product in double whose entries are rounded (a float32 product drifts by 5e-7).
 */
public final class NoiseSchedule {
    /** alphasCumprod put in place of an exact 0 by solvers that divide by it; the smallest subnormal of float16. */
    private static final float NEARLY_ZERO = 0x1p-24f;

    private final float[] betas;
    private final float[] alphasCumprod;

    private NoiseSchedule(float[] betas, float[] alphasCumprod) {
        this.betas = betas;
        this.alphasCumprod = alphasCumprod;
    }

    /** A named schedule of {@code steps} timesteps, e.g. {@code of(LINEAR, 1e-4, 0.02, 1000)}. */
    public static NoiseSchedule of(BetaSchedule schedule, double betaStart, double betaEnd, int steps) {
        if (steps < 1) {
            throw SettingException.must("num_train_timesteps", "at least 1", steps);
        }
        return of(schedule.betas(betaStart, betaEnd, steps));
    }

    /** @throws IllegalArgumentException unless every beta is above 0 and at most 1, and only the last is 1 */
    public static NoiseSchedule of(float... betas) {
        float[] alphasCumprod = new float[betas.length];
        double product = 1;
        for (int t = 0; t < betas.length; t++) {
            boolean last = t > 0 && t == betas.length - 1;
            if (!(betas[t] > 0 && (betas[t] < 1 || last && betas[t] == 1) && 1 - betas[t] < 1)) {
                throw new SettingException(Sentence.of("setting.beta", "beta at timestep %d must be above 6e-8 and below 1, but is %s;"
                        + " check beta_start, beta_end or trained_betas", t, String.valueOf(betas[t])));
            }
            product *= 1 - betas[t];
            alphasCumprod[t] = (float) product;
        }
        return new NoiseSchedule(betas.clone(), alphasCumprod);
    }

    /**
     * This schedule shifted and stretched so that the last timestep is pure noise and the first unchanged
     * (Lin et al. 2023, "Common Diffusion Noise Schedules and Sample Steps are Flawed", algorithm 1).
     */
    public NoiseSchedule rescaledToZeroTerminalSnr() {
        int n = size();
        float[] roots = new float[n];
        for (int t = 0; t < n; t++) {
            roots[t] = (float) Math.sqrt(alphasCumprod[t]);
        }
        float first = roots[0];
        float last = roots[n - 1];
        float stretch = first / (first - last);
        float[] rescaled = new float[n];
        float before = 1;
        for (int t = 0; t < n; t++) {
            float root = (roots[t] - last) * stretch;
            float kept = root * root;
            rescaled[t] = 1 - kept / before;
            before = kept;
        }
        return of(rescaled);
    }

    /** This schedule, or one that ends at alphasCumprod 2^-24 (sigma 4096) where this one ends at 0 (sigma infinite). */
    NoiseSchedule endingFinite() {
        if (alphasCumprod[size() - 1] > 0) {
            return this;
        }
        float[] finite = alphasCumprod.clone();
        finite[size() - 1] = NEARLY_ZERO;
        return new NoiseSchedule(betas, finite);
    }

    /** T, the number of training timesteps. */
    public int size() {
        return betas.length;
    }

    public double beta(int t) {
        return betas[t];
    }

    /** The share of the picture's variance left at t: near 1 at t = 0, falling; 0 at the end of a zero-terminal-SNR schedule. */
    public double alphasCumprod(int t) {
        return alphasCumprod[t];
    }

    /** {@code alphasCumprod(t)}, or {@code before} for the time before the first timestep (t negative). */
    double alphasCumprod(int t, double before) {
        return t < 0 ? before : alphasCumprod[t];
    }

    /** The factor of the picture in add_noise, {@code sqrt(alphasCumprod)}. */
    public double signalScale(int t) {
        return Math.sqrt(alphasCumprod(t));
    }

    /** The factor of the noise in add_noise, {@code sqrt(1 - alphasCumprod)}. */
    public double noiseScale(int t) {
        return Math.sqrt(1 - alphasCumprod(t));
    }

    /** {@code sqrt((1 - acp) / acp)} rounded to float32 as solvers tabulate it; infinite where alphasCumprod is 0. */
    public double sigma(int t) {
        return (float) Math.sqrt((1 - alphasCumprod[t]) / alphasCumprod[t]);
    }

    /** Signal-to-noise ratio {@code acp / (1 - acp)}, the weight that min-SNR cuts. */
    public double snr(int t) {
        return alphasCumprod(t) / (1 - alphasCumprod(t));
    }

    /** Half the log of the SNR, {@code -ln sigma}, in which DPM-Solver steps. */
    public double lambda(int t) {
        return 0.5 * Math.log(snr(t));
    }

    /** A copy of the betas, for a trainer's device buffer. */
    public float[] betas() {
        return betas.clone();
    }

    /** A copy of alphasCumprod, for a trainer's device buffer. */
    public float[] alphasCumprod() {
        return alphasCumprod.clone();
    }

    /**
     * The fractional timestep whose noise is {@code sigma}: linear interpolation of the table's log sigma, clamped to
     * 0..T-1. The logarithms are float32, as in the solvers whose integer timesteps this must reproduce.
     */
    public double timestepOf(double sigma) {
        if (size() == 1) {
            return 0;
        }
        float wanted = (float) Math.log(Math.max(sigma, 1e-10));
        // from the top: a zero-terminal schedule made finite ends below the sigma of the entry before
        int low = size() - 1;
        while (low > 0 && logSigma(low) > wanted) {
            low--;
        }
        low = Math.min(low, size() - 2);
        float share = (logSigma(low) - wanted) / (logSigma(low) - logSigma(low + 1));
        // only an infinite sigma looked up in a table that ends with one gives NaN: it is that entry
        float inside = Float.isNaN(share) ? 1 : Math.max(0, Math.min(1, share));
        return (double) (1 - inside) * low + (double) inside * (low + 1);
    }

    private float logSigma(int t) {
        return (float) Math.log(sigma(t));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof NoiseSchedule that && Arrays.equals(betas, that.betas)
                && Arrays.equals(alphasCumprod, that.alphasCumprod);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(alphasCumprod);
    }
}
