package kaobako.studio;

import java.util.List;
import kaobako.diffusion.BetaSchedule;
import kaobako.diffusion.NoiseSchedule;
import kaobako.diffusion.Sampler;
import kaobako.diffusion.SchedulerConfig;
import kaobako.diffusion.Stage;
import kaobako.theory.ToyDiffusion;
import kaobako.theory.TwoPixelDensity;

/**
 * What the small network of the Theory workspace learns; lessons are equal if they are about the same box and schedule.
 *
 * @param box compared by identity
 */
public record ToyLesson(TwoPixelDensity box, BetaSchedule schedule) {
    ToyDiffusion.Recipe recipe() {
        return ToyDiffusion.Recipe.standard(schedule);
    }

    public NoiseSchedule noiseSchedule() {
        return recipe().objective().noiseSchedule();
    }

    /**
     * The sampler's table, with the settings that it would have for avatars.
     *
     * @throws IllegalArgumentException if the sampler cannot take so many steps
     */
    public List<Stage> stages(Sampler sampler, int steps) {
        SchedulerConfig config = recipe().objective().schedulerConfig();
        return sampler.stages(config.schedule(), config.prediction(), config.samplingFor(sampler, steps));
    }
}
