package kaobako.diffusion;

/**
 * The decay of an exponential moving average of weights, {@code shadow -= (1 - decay) (shadow - weights)}, which rises from
 * 0 so that a short run is not an average with its random start. The first update always copies.
 *
 * @param max               the highest decay, 0 to 1
 * @param min               the lowest decay after the first update, 0 to max
 * @param updateAfterStep   updates before the averaging begins
 */
public record EmaDecay(double max, double min, WarmUp warmUp, double invGamma, double power, long updateAfterStep) {

    /** How the decay rises with s = 1, 2, ..., the updates since the averaging began. */
    public enum WarmUp {
        /** {@code (1 + s) / (10 + s)}. */
        RATIO,
        /** {@code 1 - (1 + s / invGamma)^-power}; power 2/3 for long runs, 3/4 for short ones. */
        INVERSE_POWER
    }

    /** @throws IllegalArgumentException for a number out of its range */
    public EmaDecay {
        if (!(0 <= min && min <= max && max <= 1 && invGamma > 0 && power > 0 && updateAfterStep >= 0)) {
            throw new IllegalArgumentException("EMA needs 0 <= min <= max <= 1, invGamma and power above 0, updateAfterStep >= 0,"
                    + " but has min " + min + ", max " + max + ", invGamma " + invGamma + ", power " + power
                    + ", updateAfterStep " + updateAfterStep);
        }
    }

    /** The usual rule of unconditional training: inverse power 3/4, at most {@code max}, e.g. 0.9999. */
    public static EmaDecay warmingUp(double max) {
        return new EmaDecay(max, 0, WarmUp.INVERSE_POWER, 1, 0.75, 0);
    }

    /** The same, but no update decays less than by {@code value}: for weights that begin as an average worth keeping. */
    public EmaDecay withMin(double value) {
        return new EmaDecay(max, value, warmUp, invGamma, power, updateAfterStep);
    }

    /** {@code (1 + s) / (10 + s)}, at most {@code max}. */
    public static EmaDecay ratio(double max) {
        return new EmaDecay(max, 0, WarmUp.RATIO, 1, 0.75, 0);
    }

    /** The same decay in every update but the first. */
    public static EmaDecay fixed(double decay) {
        return new EmaDecay(decay, decay, WarmUp.RATIO, 1, 0.75, 0);
    }

    /** The decay of update 1, 2, ...; 0 means that the average becomes the weights. */
    public double at(long update) {
        long s = Math.max(0, update - updateAfterStep - 1);
        if (s == 0) {
            return 0;
        }
        double rising = switch (warmUp) {
            case RATIO -> (1 + s) / (10.0 + s);
            case INVERSE_POWER -> 1 - Math.pow(1 + s / invGamma, -power);
        };
        return Math.max(min, Math.min(max, rising));
    }
}
