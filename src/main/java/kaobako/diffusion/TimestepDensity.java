package kaobako.diffusion;

import kaobako.text.Sentence;
import kaobako.text.SettingException;

/**
 * How often training draws each timestep: t = T s u / (1 + (s - 1) u) for uniform u in 0..1 (Esser et al. 2024, "Scaling Rectified Flow
 * Transformers", equation 23). What large areas look like is decided at strong noise, where a step learns least from one picture.
 *
 * @param shift s, at least 1: the noisiest timestep is drawn s times as often as a uniform draw would, the clearest 1 / s
 */
public record TimestepDensity(double shift) {
    /** Each timestep as often as any other (Ho et al. 2020, algorithm 1). */
    public static final TimestepDensity UNIFORM = new TimestepDensity(1);
    private static final double MOST = 20;

    /** @throws IllegalArgumentException for a shift out of its range */
    public TimestepDensity {
        SettingException.require(shift >= 1 && shift <= MOST, "shift", Sentence.range(1, MOST), shift);
    }

    /** Equally likely timesteps 0..T-1, so many of them that the clearest are among them too. */
    public float[] table(int timesteps) {
        float[] table = new float[timesteps * (int) Math.ceil(shift)];
        for (int i = 0; i < table.length; i++) {
            double u = (i + 0.5) / table.length;
            table[i] = (float) Math.floor(timesteps * shift * u / (1 + (shift - 1) * u));
        }
        return table;
    }
}
