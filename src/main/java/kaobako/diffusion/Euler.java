package kaobako.diffusion;

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
        return Flow.stages(schedule, prediction, config, (grid, i) -> Flow.step(grid.sigmas()[i + 1]));
    }
}
