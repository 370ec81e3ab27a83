package kaobako.diffusion;

import java.util.ArrayList;
import java.util.List;

/**
 * The probability-flow ODE dy/dsigma = epsilon for y = x / alpha, alpha = 1 / sqrt(1 + sigma^2), as stages in x: shared by
 * Euler, Heun and iPNDM. With x0 clamped, epsilon is taken from the clamped x0, so that y = x0 + sigma epsilon always holds.
 */
final class Flow {
    private Flow() {}

    /** From the noisiest node that matters; a cosine schedule goes on to sigma 20000, where slopes times steps explode. */
    static SamplingConfig recommended(SamplingConfig model) {
        return model.withSpacing(TimestepSpacing.TRAILING).withLambdaMinClipped(Grid.LAMBDA_MIN);
    }

    /** What a sampler does at each node of its grid, 0 to size - 1. */
    interface Rule {
        Stage.Update update(Grid grid, int i);

        default Stage.Stash stash(int i) {
            return Stage.Stash.NONE;
        }
    }

    /** One stage a node. */
    static List<Stage> stages(NoiseSchedule schedule, Prediction prediction, SamplingConfig config, Rule rule) {
        Grid grid = Grid.continuous(schedule, config);
        List<Stage> stages = new ArrayList<>(grid.size());
        for (int i = 0; i < grid.size(); i++) {
            double sigma = grid.sigmas()[i];
            stages.add(new Stage(grid.timesteps()[i], sigma, denoise(prediction, sigma, config), rule.update(grid, i), rule.stash(i), i + 1));
        }
        return stages;
    }

    /** The signal scale 1 / sqrt(1 + sigma^2). */
    static double alpha(double sigma) {
        return 1 / Math.sqrt(1 + sigma * sigma);
    }

    /** The noise scale sigma / sqrt(1 + sigma^2), 1 at infinity. */
    static double noise(double sigma) {
        return Double.isInfinite(sigma) ? 1 : sigma * alpha(sigma);
    }

    static Stage.Denoise denoise(Prediction prediction, double sigma, SamplingConfig config) {
        double a = alpha(sigma);
        double s = noise(sigma);
        return config.denoise(prediction, a, s).consistent(a, s);
    }

    /** A straight step to {@code next} along this stage's epsilon: y' = x0 + next epsilon, finite also from sigma infinite. */
    static Stage.Update step(double next) {
        return Stage.Update.of(0, alpha(next), noise(next), 0);
    }
}
