package kaobako.train;

import kaobako.op.AdamW;

/**
 * AdamW with warm-up and clipping.
 *
 * @param learningRate after the warm-up, above 0
 * @param warmUpSteps  steps over which the learning rate rises from 0, in a straight line; 0 for none
 * @param maxNorm      gradients with a larger L2 norm are shortened to it
 */
public record Optimizer(double learningRate, int warmUpSteps, double beta1, double beta2, double weightDecay, double epsilon,
        double maxNorm) {
    /** For the standard network, whose first level has 32 channels; a wider one wants a learning rate as many times lower. */
    public static final Optimizer STANDARD = new Optimizer(1e-3, 100, 0.9, 0.999, 1e-6, 1e-8, 1.0);

    public Optimizer {
        check(learningRate > 0 && learningRate < 1, "learning rate", "above 0 and below 1", learningRate);
        check(warmUpSteps >= 0, "warm-up", "0 steps or more", warmUpSteps);
        check(beta1 >= 0 && beta1 < 1, "beta1", "at least 0 and below 1", beta1);
        check(beta2 >= 0 && beta2 < 1, "beta2", "at least 0 and below 1", beta2);
        check(weightDecay >= 0 && weightDecay < 1, "weight decay", "at least 0 and below 1", weightDecay);
        check(epsilon > 0, "epsilon", "above 0", epsilon);
        check(maxNorm > 0, "clipping norm", "above 0", maxNorm);
    }

    public Optimizer withLearningRate(double value) {
        return new Optimizer(value, warmUpSteps, beta1, beta2, weightDecay, epsilon, maxNorm);
    }

    public Optimizer withWarmUpSteps(int value) {
        return new Optimizer(learningRate, value, beta1, beta2, weightDecay, epsilon, maxNorm);
    }

    /** At step 1, 2, ... */
    public double learningRateAt(long step) {
        return step >= warmUpSteps ? learningRate : learningRate * step / warmUpSteps;
    }

    /**
     * The numbers of one update.
     *
     * @param factor       on the learning rate, below 1 after a rollback
     * @param microBatches gradients of this many are summed
     */
    public AdamW.Step at(long step, double factor, double emaDecay, int microBatches) {
        return new AdamW.Step(factor * learningRateAt(step), weightDecay, beta1, beta2, epsilon, step, maxNorm, emaDecay, microBatches);
    }

    private static void check(boolean holds, String name, String expected, double found) {
        if (!holds) throw new IllegalArgumentException(name + " must be " + expected + ", but is " + found);
    }
}
