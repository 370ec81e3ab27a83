package kaobako.diffusion;

import java.util.ArrayList;
import java.util.List;

/** First order along the probability-flow ODE dy/dsigma = epsilon, y = x / sqrt(acp) (Karras et al. 2022, equation 1). */
final class Euler implements Sampler {
    @Override
    public About about() {
        return new About("euler", "Euler", "Straight steps along the predicted noise; simple and steady.",
                "Karras et al. 2022", 1, 20, Randomness.DETERMINISTIC);
    }

    @Override
    public SamplingConfig recommended(SamplingConfig model) {
        return Flow.recommended(model);
    }

    @Override
    public List<Stage> stages(NoiseSchedule schedule, Prediction prediction, SamplingConfig config) {
        Grid grid = Grid.continuous(schedule, config);
        List<Stage> stages = new ArrayList<>(grid.size());
        for (int i = 0; i < grid.size(); i++) {
            stages.add(new Stage(grid.timesteps()[i], grid.sigmas()[i], Flow.denoise(prediction, grid.sigmas()[i], config),
                    Flow.step(grid.sigmas()[i + 1]), Stage.Stash.NONE, i + 1));
        }
        return stages;
    }
}
