package kaobako.generate;

import java.util.List;
import kaobako.diffusion.Sampler;
import kaobako.diffusion.SamplingConfig;
import kaobako.diffusion.SchedulerConfig;
import kaobako.diffusion.Stage;

/**
 * How a job is drawn once everything left open has been chosen.
 *
 * @param scheduler the schedule and prediction in force
 * @param sampling  the sampler's settings in full
 * @param stages    the sampler's table
 * @param width     pixels, as height
 */
public record Drawing(SchedulerConfig scheduler, Sampler sampler, SamplingConfig sampling, List<Stage> stages, int width, int height) {
    public Drawing {
        stages = List.copyOf(stages);
    }
}
