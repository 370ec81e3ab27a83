package kaobako.diffusion;

import kaobako.text.Sentence;
import kaobako.text.SettingException;

/**
 * One network call of a sampler, as numbers. With {@code out} the network's output at ({@code x}, {@code timestep}):
 *
 * <pre>
 * x0   = xToX0 x + outToX0 out;   clamped to [-clipRange, clipRange]
 * eps  = xToEps x + x0ToEps x0 + outToEps out              (x0 after clamping)
 * next = cX x + cX0 x0 + cEps eps + cH0 H[0] + .. + cH3 H[3] + cNoise noise
 * H[slot] = sX x + sX0 x0 + sEps eps                       (every H is read before this is written; slot -1: nothing)
 * x    = next
 * </pre>
 *
 * x, x0, out, noise and each H[k] have the shape of the batch. H starts as anything: no stage reads a slot that no earlier
 * stage of its list has written. The start is x = the initial noise, unscaled (variance-preserving space).
 *
 * @param timestep   what the network is told, 0..T-1; fractional for continuous sigma grids
 * @param sigma      the noise level of x, for display; may be infinite
 * @param noiseIndex the stream of this stage's noise: 1 + the stage's position (the initial noise is stream 0)
 */
public record Stage(double timestep, double sigma, Denoise denoise, Update update, Stash stash, int noiseIndex) {
    /** Slots of history a stage may read. */
    public static final int HISTORY = 4;
    /** Length of {@link #toFloats()}. */
    public static final int FLOATS = 24;

    /** From x and the output to x0 and epsilon; {@code clipRange} is infinite for no clamping. */
    public record Denoise(double xToX0, double outToX0, double clipRange, double xToEps, double x0ToEps, double outToEps) {
        /** The same, not clamped, with another epsilon and the x0 that goes with it: {@code x = a x0 + s eps} holds still. */
        Denoise withEpsilonDividedBy(double by, double a, double s) {
            if (by == 1) return this;
            double fromX = (xToEps + x0ToEps * xToX0) / by;
            double fromOut = (outToEps + x0ToEps * outToX0) / by;
            return new Denoise((1 - s * fromX) / a, -s * fromOut / a, Double.POSITIVE_INFINITY, fromX, 0, fromOut);
        }

        /** The same with x0 clamped; epsilon stays that of the unclamped x0. */
        Denoise clipped(double range) {
            return new Denoise(xToX0, outToX0, range, xToEps, x0ToEps, outToEps);
        }

        /** The same with epsilon from the clamped x0: {@code eps = (x - a x0) / s}, so that x = a x0 + s eps holds again. */
        Denoise consistent(double a, double s) {
            return Double.isInfinite(clipRange) ? this : new Denoise(xToX0, outToX0, clipRange, 1 / s, -a / s, 0);
        }
    }

    /** The linear combination that is the next x. */
    public record Update(double cX, double cX0, double cEps, double cH0, double cH1, double cH2, double cH3, double cNoise) {
        static Update of(double cX, double cX0, double cEps, double cNoise) {
            return new Update(cX, cX0, cEps, 0, 0, 0, 0, cNoise);
        }

        /** The same reading {@code factor * H[slot]} in addition. */
        Update plusHistory(int slot, double factor) {
            return new Update(cX, cX0, cEps, cH0 + (slot == 0 ? factor : 0), cH1 + (slot == 1 ? factor : 0),
                    cH2 + (slot == 2 ? factor : 0), cH3 + (slot == 3 ? factor : 0), cNoise);
        }

        /** The factor of {@code H[slot]}, slot 0..3. */
        public double cH(int slot) {
            return switch (slot) {
                case 0 -> cH0;
                case 1 -> cH1;
                case 2 -> cH2;
                case 3 -> cH3;
                default -> throw new IndexOutOfBoundsException("history slot must be 0.." + (HISTORY - 1) + ", but is " + slot);
            };
        }
    }

    /** What is kept for later stages, and in which slot. */
    public record Stash(int slot, double sX, double sX0, double sEps) {
        public static final Stash NONE = new Stash(-1, 0, 0, 0);

        static Stash ofX0(int slot) {
            return new Stash(slot, 0, 1, 0);
        }

        static Stash ofEpsilon(int slot) {
            return new Stash(slot, 0, 0, 1);
        }
    }

    /** @throws IllegalArgumentException if a number that takes part in the arithmetic is not finite */
    public Stage {
        double[] numbers = {timestep, denoise.xToX0, denoise.outToX0, denoise.xToEps, denoise.x0ToEps, denoise.outToEps,
            update.cX, update.cX0, update.cEps, update.cH0, update.cH1, update.cH2, update.cH3, update.cNoise,
            stash.sX, stash.sX0, stash.sEps};
        for (double number : numbers) {
            if (!Double.isFinite(number)) {
                throw new SettingException(Sentence.of("steps.infinite", "the sampler's coefficients at timestep %s must be finite, but are %s;"
                        + " use other steps, spacing or sampler", timestep, denoise + " " + update + " " + stash));
            }
        }
        if (!(denoise.clipRange > 0)) {
            throw SettingException.must("clip range", "above 0", denoise.clipRange);
        }
    }

    /** The block that asks for noise alone, stream 0: where every drawing starts. */
    public static float[] initialNoise() {
        float[] block = new float[FLOATS];
        block[13] = 1;
        return block;
    }

    /** Whether the stage's noise matters; if not it need not be drawn. */
    public boolean drawsNoise() {
        return update.cNoise != 0;
    }

    /**
     * The stage as a block of {@value #FLOATS} floats for the device:
     * <pre>
     *  0 xToX0   1 outToX0   2 clipRange (FLT_MAX: none)   3 xToEps   4 x0ToEps   5 outToEps
     *  6 cX      7 cX0       8 cEps      9..12 cH0..cH3   13 cNoise
     * 14 slot (-1: none)    15 sX       16 sX0            17 sEps
     * 18 timestep           19 noiseIndex                 20..23 zero
     * </pre>
     */
    public float[] toFloats() {
        return new float[] {
            (float) denoise.xToX0, (float) denoise.outToX0, (float) Math.min(denoise.clipRange, Float.MAX_VALUE),
            (float) denoise.xToEps, (float) denoise.x0ToEps, (float) denoise.outToEps,
            (float) update.cX, (float) update.cX0, (float) update.cEps,
            (float) update.cH0, (float) update.cH1, (float) update.cH2, (float) update.cH3, (float) update.cNoise,
            stash.slot, (float) stash.sX, (float) stash.sX0, (float) stash.sEps,
            (float) timestep, noiseIndex, 0, 0, 0, 0};
    }
}
