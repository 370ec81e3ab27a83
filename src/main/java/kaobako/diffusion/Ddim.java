package kaobako.diffusion;

import java.util.ArrayList;
import java.util.List;

/**
 * Implicit sampling: jumps along the predicted noise, with a share {@code eta} of it replaced by fresh noise
 * (Song, Meng, Ermon 2021, equations 12 and 16). The previous timestep is always {@code t - T div N}, whatever the spacing.
 */
final class Ddim implements Sampler {
    @Override
    public About about() {
        return new About("ddim", "DDIM", "The same seed gives the same face at any step count; eta adds fresh noise.",
                "Song, Meng, Ermon 2021", 1, 20, Randomness.WITH_ETA);
    }

    /** From the noisiest timestep: in few steps, starts that are not quite noise make every picture middling (Lin et al. 2024). */
    @Override
    public SamplingConfig recommended(SamplingConfig model) {
        return model.withSpacing(TimestepSpacing.TRAILING);
    }

    @Override
    public List<Stage> stages(NoiseSchedule schedule, Prediction prediction, SamplingConfig config) {
        int[] timesteps = Grid.ancestral(schedule, config);
        List<Stage> stages = new ArrayList<>(timesteps.length);
        for (int i = 0; i < timesteps.length; i++) {
            int previous = timesteps[i] - schedule.size() / config.steps();
            stages.add(stage(schedule, prediction, config, i, timesteps[i], previous));
        }
        return stages;
    }

    private static Stage stage(NoiseSchedule schedule, Prediction prediction, SamplingConfig config, int i, int t, int previous) {
        boolean toOne = config.has(SamplingConfig.Option.SET_ALPHA_TO_ONE);
        double acp = schedule.alphasCumprod(t);
        double acpPrevious = schedule.alphasCumprod(previous, toOne ? 1 : schedule.alphasCumprod(0));
        double variance = (1 - acpPrevious) / (1 - acp) * (1 - acp / acpPrevious);
        // t = 0 that ends at timestep 0 itself: rounding may leave a variance just below 0
        double noise = config.eta() * Math.sqrt(Math.max(0, variance));
        double direction = Math.sqrt(Math.max(0, 1 - acpPrevious - noise * noise));

        double a = Math.sqrt(acp);
        double s = Math.sqrt(1 - acp);
        Stage.Denoise denoise = config.denoise(prediction, a, s);
        if (config.has(SamplingConfig.Option.USE_CLIPPED_MODEL_OUTPUT)) {
            denoise = denoise.consistent(a, s);
        }
        return new Stage(t, schedule.sigma(t), denoise,
                Stage.Update.of(0, Math.sqrt(acpPrevious), direction, noise), Stage.Stash.NONE, i + 1);
    }
}
