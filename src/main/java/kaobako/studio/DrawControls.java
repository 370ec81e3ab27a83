package kaobako.studio;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import kaobako.diffusion.Sampler;
import kaobako.diffusion.Samplers;
import kaobako.diffusion.SeedMix;
import kaobako.diffusion.TimestepSpacing;
import kaobako.generate.GenerateConfig;

/**
 * The controls of Draw, as they are remembered. Whatever is missing or out of its range becomes the default.
 *
 * @param model   folder of the model; empty takes the first there is
 * @param seed    of the first picture
 * @param seedUse what Draw does with it
 * @param count   pictures, 1 to {@value #MOST}
 * @param steps   {@value #FEWEST_STEPS} to {@value #MOST_STEPS}
 * @param eta     0 to 1
 * @param spacing key of a {@link TimestepSpacing}; empty: what suits the model
 * @param strength of variations, 0 to 1
 */
public record DrawControls(String model, long seed, SeedUse seedUse, int count, String sampler, int steps, double eta, String spacing,
        double strength) {
    /** Whether Draw rolls a new seed first. */
    public enum SeedUse { ROLL, KEEP }

    public static final int MOST = 256;
    public static final int FEWEST_STEPS = 4;
    public static final int MOST_STEPS = 1000;
    public static final DrawControls DEFAULT = new DrawControls("", 42, SeedUse.ROLL, 16, GenerateConfig.DEFAULT_SAMPLER, 20, 0, "", 0.2);

    public DrawControls {
        model = model == null ? "" : model;
        seedUse = seedUse == null ? SeedUse.ROLL : seedUse;
        count = Math.max(1, Math.min(MOST, count));
        if (!isSampler(sampler)) sampler = GenerateConfig.DEFAULT_SAMPLER;
        steps = Math.max(FEWEST_STEPS, Math.min(MOST_STEPS, steps));
        eta = eta >= 0 && eta <= 1 ? eta : 0;
        spacing = isSpacing(spacing) ? spacing : "";
        strength = strength >= 0 && strength <= 1 ? strength : 0.2;
    }

    public DrawControls withModel(String value) {
        return new DrawControls(value, seed, seedUse, count, sampler, steps, eta, spacing, strength);
    }

    public DrawControls withSeed(long value) {
        return new DrawControls(model, value, seedUse, count, sampler, steps, eta, spacing, strength);
    }

    public DrawControls withSeedUse(SeedUse value) {
        return new DrawControls(model, seed, value, count, sampler, steps, eta, spacing, strength);
    }

    public DrawControls withCount(int value) {
        return new DrawControls(model, seed, seedUse, value, sampler, steps, eta, spacing, strength);
    }

    public DrawControls withSampler(String value, int newSteps) {
        return new DrawControls(model, seed, seedUse, count, value, newSteps, eta, spacing, strength);
    }

    /** Another sampler with the steps that suit it, unless the old one's were changed by hand. */
    public DrawControls choosing(String newSampler) {
        boolean usual = steps == GenerateConfig.usualSteps(sampler);
        return withSampler(newSampler, usual ? GenerateConfig.usualSteps(newSampler) : steps);
    }

    public DrawControls withSteps(int value) {
        return new DrawControls(model, seed, seedUse, count, sampler, value, eta, spacing, strength);
    }

    public DrawControls withEta(double value) {
        return new DrawControls(model, seed, seedUse, count, sampler, steps, value, spacing, strength);
    }

    public DrawControls withSpacing(String value) {
        return new DrawControls(model, seed, seedUse, count, sampler, steps, eta, value, strength);
    }

    public DrawControls withStrength(double value) {
        return new DrawControls(model, seed, seedUse, count, sampler, steps, eta, spacing, value);
    }

    public Sampler.About about() {
        return Samplers.named(sampler).about();
    }

    public Optional<TimestepSpacing> timestepSpacing() {
        return spacing.isEmpty() ? Optional.empty() : Optional.of(TimestepSpacing.of(spacing));
    }

    /** The seeds seed, seed + 1, ..: as many as there are to draw. */
    public List<SeedMix> seeds() {
        return GenerateConfig.seeds(seed, count);
    }

    /** These settings for a model and seeds. */
    public GenerateConfig config(Path folder, List<SeedMix> seeds) {
        double effectiveEta = about().randomness() == Sampler.Randomness.WITH_ETA ? eta : 0;
        GenerateConfig config = GenerateConfig.of(folder, seeds).withSampler(sampler, steps).withEta(effectiveEta);
        return timestepSpacing().map(config::withSpacing).orElse(config);
    }

    private static boolean isSampler(String name) {
        return Samplers.ALL.stream().anyMatch(s -> s.about().name().equals(name));
    }

    private static boolean isSpacing(String key) {
        return Arrays.stream(TimestepSpacing.values()).anyMatch(s -> s.key().equals(key));
    }
}
