package kaobako.diffusion;

import java.util.ArrayList;
import java.util.List;

/**
 * Second order along the probability-flow ODE: an Euler step, then the step again with the mean of both slopes
 * (Karras et al. 2022, algorithm 1). Two stages a step, but one from pure noise or to the clean picture.
 */
final class Heun implements Sampler {
    @Override
    public About about() {
        return new About("heun", "Heun", "Corrects every step with a second network call; very accurate with many steps.",
                "Karras et al. 2022", 2, 18, Randomness.DETERMINISTIC);
    }

    @Override
    public SamplingConfig recommended(SamplingConfig model) {
        // twice as far a step as Euler's: even timesteps overshoot where the noise falls fastest
        return Flow.recommended(model).withSpacing(TimestepSpacing.KARRAS);
    }

    @Override
    public List<Stage> stages(NoiseSchedule schedule, Prediction prediction, SamplingConfig config) {
        Grid grid = Grid.continuous(schedule, config);
        List<Stage> stages = new ArrayList<>(2 * grid.size());
        for (int i = 0; i < grid.size(); i++) {
            double sigma = grid.sigmas()[i];
            double next = grid.sigmas()[i + 1];
            boolean corrected = next > 0 && Double.isFinite(sigma);
            // kept: the base point and half the first slope, y + (next - sigma) / 2 epsilon with y = x0 + sigma epsilon
            Stage.Stash base = new Stage.Stash(0, 0, 1, (sigma + next) / 2);
            stages.add(new Stage(grid.timesteps()[i], sigma, Flow.denoise(prediction, sigma, config), Flow.step(next),
                    corrected ? base : Stage.Stash.NONE, stages.size() + 1));
            if (corrected) {
                double a = Flow.alpha(next);
                stages.add(new Stage(schedule.timestepOf(next), next, Flow.denoise(prediction, next, config),
                        Stage.Update.of(0, 0, a * (next - sigma) / 2, 0).plusHistory(0, a), Stage.Stash.NONE,
                        stages.size() + 1));
            }
        }
        return stages;
    }
}
