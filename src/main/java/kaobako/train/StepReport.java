package kaobako.train;

import java.util.Arrays;
import java.util.List;

/**
 * What one step was like.
 *
 * @param step         1, 2, ...
 * @param loss         the weighted loss that was minimised, mean over the step's pictures
 * @param bands        unweighted squared error by noise, a quarter of the timesteps each, least noise first; NaN where the step
 *                     had no picture there
 * @param gradientNorm L2 norm before clipping
 * @param learningRate used in this step
 */
public record StepReport(long step, double loss, List<Double> bands, double gradientNorm, double learningRate) {
    public static final int BANDS = 4;

    /** False when the step has left nothing to go on from. */
    public boolean isFinite() {
        return Double.isFinite(loss) && Double.isFinite(gradientNorm);
    }

    /** Sums the rows of a step's micro-batches. */
    static final class Sum {
        private final float[] weights;
        private final double[] band = new double[BANDS];
        private final int[] inBand = new int[BANDS];
        private double loss;
        private int pictures;

        /** {@code weights}: of the loss at each timestep. */
        Sum(float[] weights) {
            this.weights = weights;
        }

        void add(float pictureLoss, int timestep) {
            int b = timestep * BANDS / weights.length;
            loss += pictureLoss;
            pictures++;
            if (weights[timestep] == 0) return;
            band[b] += pictureLoss / weights[timestep];
            inBand[b]++;
        }

        StepReport finish(long step, double gradientNorm, double learningRate) {
            Double[] means = new Double[BANDS];
            Arrays.setAll(means, b -> inBand[b] == 0 ? Double.NaN : band[b] / inBand[b]);
            return new StepReport(step, loss / pictures, List.of(means), gradientNorm, learningRate);
        }
    }
}
