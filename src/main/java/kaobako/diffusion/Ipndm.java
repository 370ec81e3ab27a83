package kaobako.diffusion;

import java.util.List;

/**
 * Improved pseudo-numerical method: Adams-Bashforth of order four over the last epsilons, started with lower orders
 * (Liu et al. 2022, PNDM; Zhang and Chen 2022, "Fast Sampling of Diffusion Models with Exponential Integrator", appendix).
 * The weights are those of even steps, on purpose: with 5 to 10 network calls they beat the exact ones (Zhou et al. 2023).
 */
final class Ipndm implements Sampler, Flow.Rule {
    private static final double[][] ADAMS_BASHFORTH = {
        {1},
        {3 / 2.0, -1 / 2.0},
        {23 / 12.0, -16 / 12.0, 5 / 12.0},
        {55 / 24.0, -59 / 24.0, 37 / 24.0, -9 / 24.0},
    };

    @Override
    public About about() {
        return new About("ipndm", "iPNDM", "Extrapolates the noise from four network calls: for quick drafts in 8 to 10 steps.",
                "Liu et al. 2022; Zhang, Chen 2022", 1, 6, Randomness.DETERMINISTIC);
    }

    @Override
    public SamplingConfig recommended(SamplingConfig model) {
        // its even weights fit a grid whose steps change slowly
        return Flow.recommended(model).withSpacing(TimestepSpacing.KARRAS);
    }

    @Override
    public List<Stage> stages(NoiseSchedule schedule, Prediction prediction, SamplingConfig config) {
        return Flow.stages(schedule, prediction, config, this);
    }

    @Override
    public Stage.Stash stash(int i) {
        return Stage.Stash.ofEpsilon(i % 3);
    }

    /** y' = x0 + sigma epsilon + (next - sigma) (w0 epsilon + w1 epsilon_1 + ..), scaled to x. */
    @Override
    public Stage.Update update(Grid grid, int i) {
        double sigma = grid.sigmas()[i];
        double next = grid.sigmas()[i + 1];
        // straight from pure noise (an infinite step) and to the clean picture (extrapolation there only adds error)
        if (i == 0 || next == 0 || Double.isInfinite(sigma)) {
            return Flow.step(next);
        }
        double a = Flow.alpha(next);
        double[] weights = ADAMS_BASHFORTH[Math.min(i, 3)];
        Stage.Update update = Stage.Update.of(0, a, a * (sigma + (next - sigma) * weights[0]), 0);
        for (int k = 1; k < weights.length; k++) {
            // the epsilon of k stages ago; with k = 3 it is read from the slot this stage writes
            update = update.plusHistory((i - k) % 3, a * (next - sigma) * weights[k]);
        }
        return update;
    }
}
