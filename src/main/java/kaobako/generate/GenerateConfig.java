package kaobako.generate;

import static kaobako.text.SettingException.require;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import kaobako.diffusion.Sampler;
import kaobako.diffusion.Samplers;
import kaobako.diffusion.SchedulerConfig;
import kaobako.diffusion.SeedMix;
import kaobako.diffusion.TimestepSpacing;
import kaobako.text.Sentence;

/**
 * What to draw. Build one from {@link #of} and the {@code with} methods.
 *
 * @param model     a folder in diffusers' layout
 * @param seeds     one picture each
 * @param sampler   a name of {@link Samplers#ALL}
 * @param steps     sampling steps, at least 1
 * @param eta       share of fresh noise, 0 to 1; only samplers with {@link Sampler.Randomness#WITH_ETA} read it
 * @param spacing   which timesteps are visited; empty: what suits sampler and model
 * @param width     pixels; 0: the model's own size
 * @param height    pixels; 0: the model's own size
 * @param batch     pictures drawn at once; 0: as many as suit count and device, {@value #MOST_BY_DEFAULT} at most
 * @param scheduler in place of the model folder's own; to draw a recipe again
 */
public record GenerateConfig(Path model, List<SeedMix> seeds, String sampler, int steps, double eta,
        Optional<TimestepSpacing> spacing, int width, int height, int batch, Optional<SchedulerConfig> scheduler) {
    /** Good pictures in the least time. */
    public static final String DEFAULT_SAMPLER = "dpm++2m";
    public static final int MOST_PICTURES = 100_000;
    public static final int MOST_PIXELS_A_SIDE = 4096;
    public static final int MOST_STEPS = 100_000;
    static final int MOST_BY_DEFAULT = 16;
    private static final int MOST_BATCH = 1024;

    /** @throws IllegalArgumentException naming the setting that is out of its range */
    public GenerateConfig {
        seeds = List.copyOf(seeds);
        require(!seeds.isEmpty() && seeds.size() <= MOST_PICTURES, "the number of pictures", Sentence.range(1, MOST_PICTURES), seeds.size());
        Samplers.named(sampler);
        require(steps >= 1 && steps <= MOST_STEPS, "steps", Sentence.range(1, MOST_STEPS), steps);
        require(eta >= 0 && eta <= 1, "eta", Sentence.range(0, 1), eta);
        require(width >= 0 && width <= MOST_PIXELS_A_SIDE, "width", Sentence.atMost(MOST_PIXELS_A_SIDE), width);
        require(height >= 0 && height <= MOST_PIXELS_A_SIDE, "height", Sentence.atMost(MOST_PIXELS_A_SIDE), height);
        require(batch >= 0 && batch <= MOST_BATCH, "batch", Sentence.range(1, MOST_BATCH), batch);
    }

    /** One picture a seed with the default sampler. */
    public static GenerateConfig of(Path model, List<SeedMix> seeds) {
        return new GenerateConfig(model, seeds, DEFAULT_SAMPLER, usualSteps(DEFAULT_SAMPLER), 0, Optional.empty(), 0, 0, 0,
                Optional.empty());
    }

    /** The seeds first, first + 1, ..: one picture each. */
    public static List<SeedMix> seeds(long first, int count) {
        require(count >= 1 && count <= MOST_PICTURES, "the number of pictures", Sentence.range(1, MOST_PICTURES), count);
        return LongStream.range(0, count).mapToObj(i -> SeedMix.of(first + i)).toList();
    }

    /** Steps that draw good pictures with a sampler, in little time. */
    public static int usualSteps(String sampler) {
        int fewest = Samplers.named(sampler).about().fewestSteps();
        return Math.max(20, fewest * 3 / 2);
    }

    public GenerateConfig withSampler(String name, int newSteps) {
        return new GenerateConfig(model, seeds, name, newSteps, eta, spacing, width, height, batch, scheduler);
    }

    public GenerateConfig withSeeds(List<SeedMix> value) {
        return new GenerateConfig(model, value, sampler, steps, eta, spacing, width, height, batch, scheduler);
    }

    public GenerateConfig withEta(double value) {
        return new GenerateConfig(model, seeds, sampler, steps, value, spacing, width, height, batch, scheduler);
    }

    public GenerateConfig withSpacing(TimestepSpacing value) {
        return new GenerateConfig(model, seeds, sampler, steps, eta, Optional.of(value), width, height, batch, scheduler);
    }

    public GenerateConfig withSize(int newWidth, int newHeight) {
        return new GenerateConfig(model, seeds, sampler, steps, eta, spacing, newWidth, newHeight, batch, scheduler);
    }

    public GenerateConfig withBatch(int value) {
        return new GenerateConfig(model, seeds, sampler, steps, eta, spacing, width, height, value, scheduler);
    }

    public GenerateConfig withScheduler(SchedulerConfig value) {
        return new GenerateConfig(model, seeds, sampler, steps, eta, spacing, width, height, batch, Optional.of(value));
    }
}
