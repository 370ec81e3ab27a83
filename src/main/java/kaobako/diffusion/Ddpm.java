package kaobako.diffusion;

import java.util.ArrayList;
import java.util.List;

/** Ancestral sampling: each step draws from the Gaussian q(x_prev | x_t, x0) (Ho et al. 2020, equations 6 and 7). */
final class Ddpm implements Sampler {
    @Override
    public About about() {
        return new About("ddpm", "DDPM", "The original random walk: fresh noise in every step, best with hundreds of steps.",
                "Ho, Jain, Abbeel 2020", 1, 100, Randomness.ALWAYS);
    }

    @Override
    public List<Stage> stages(NoiseSchedule schedule, Prediction prediction, SamplingConfig config) {
        int[] timesteps = Grid.ancestral(schedule, config);
        List<Stage> stages = new ArrayList<>(timesteps.length);
        for (int i = 0; i < timesteps.length; i++) {
            int previous = i + 1 < timesteps.length ? timesteps[i + 1] : -1;
            stages.add(stage(schedule, prediction, config, i, timesteps[i], previous));
        }
        return stages;
    }

    private static Stage stage(NoiseSchedule schedule, Prediction prediction, SamplingConfig config, int i, int t, int previous) {
        double acp = schedule.alphasCumprod(t);
        double acpPrevious = schedule.alphasCumprod(previous, 1);
        double alpha = acp / acpPrevious;
        double beta = 1 - alpha;
        double variance = switch (config.variance()) {
            // at least 1e-20: diffusers' floor, kept so that the last steps agree
            case FIXED_SMALL -> Math.max((1 - acpPrevious) / (1 - acp) * beta, 1e-20);
            case FIXED_LARGE -> beta;
        };
        double cX0 = Math.sqrt(acpPrevious) * beta / (1 - acp);
        double cX = Math.sqrt(alpha) * (1 - acpPrevious) / (1 - acp);
        return new Stage(t, schedule.sigma(t),
                config.denoise(prediction, Math.sqrt(acp), Math.sqrt(1 - acp)),
                Stage.Update.of(cX, cX0, 0, t > 0 ? Math.sqrt(variance) : 0), Stage.Stash.NONE, i + 1);
    }
}
