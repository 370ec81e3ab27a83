package kaobako.cli;

import java.util.Iterator;
import java.util.Optional;
import kaobako.diffusion.Keyed;
import kaobako.diffusion.Sampler;
import kaobako.diffusion.Samplers;
import kaobako.diffusion.TimestepSpacing;
import kaobako.generate.GenerateConfig;
import picocli.CommandLine.Option;

/** How pictures are sampled, the same in every command that draws. What is not given stays as the config has it. */
final class SamplingOptions {
    @Option(names = "--sampler", paramLabel = "NAME", completionCandidates = Names.class,
            description = "one of ${COMPLETION-CANDIDATES}; default " + GenerateConfig.DEFAULT_SAMPLER)
    String sampler;

    @Option(names = "--steps", paramLabel = "N", description = "sampling steps; default 20, or what the sampler needs")
    Integer steps;

    @Option(names = "--eta", paramLabel = "0..1", description = "ddim's share of fresh noise; default 0: the seed alone decides")
    Double eta;

    @Option(names = "--spacing", paramLabel = "NAME",
            description = "which timesteps are visited: leading, linspace, trailing, karras, exponential; default: what suits model and sampler")
    String spacing;

    @Option(names = "--size", paramLabel = "WxH", description = "pixels, as 64 or 64x96; default: the model's own size")
    String size;

    @Option(names = "--batch", paramLabel = "B", description = "pictures drawn at once; default: up to 16, as the device's memory allows")
    Integer batch;

    /** @throws IllegalArgumentException naming the setting that is out of its range */
    GenerateConfig applyTo(GenerateConfig config) {
        GenerateConfig result = config;
        if (sampler != null || steps != null) {
            String name = sampler == null ? config.sampler() : sampler;
            boolean same = name.equals(config.sampler());
            result = result.withSampler(name, steps != null ? steps : same ? config.steps() : GenerateConfig.usualSteps(name));
        }
        if (eta != null) result = result.withEta(eta);
        if (spacing != null) result = result.withSpacing(Keyed.find(TimestepSpacing.values(), TimestepSpacing::key, "--spacing", spacing));
        if (size != null) result = sized(result);
        if (batch != null) {
            if (batch < 1) throw new IllegalArgumentException("--batch must be at least 1, but is " + batch);
            result = result.withBatch(batch);
        }
        return result;
    }

    private GenerateConfig sized(GenerateConfig config) {
        if (!size.matches("[1-9]\\d{0,3}(x[1-9]\\d{0,3})?")) {
            throw new IllegalArgumentException("--size must be a number of pixels as 64, or two as 64x96, but is " + size);
        }
        String[] sides = size.split("x");
        return config.withSize(Integer.parseInt(sides[0]), Integer.parseInt(sides[sides.length - 1]));
    }

    /** Tells the user of a choice that draws poor pictures, or that has no effect. */
    static void warn(Terminal terminal, GenerateConfig config) {
        Sampler.About about = Samplers.named(config.sampler()).about();
        Optional<String> poor = about.warning(config.steps());
        poor.ifPresent(sentence -> terminal.say("note: " + sentence + "."));
        if (config.eta() > 0 && about.randomness() != Sampler.Randomness.WITH_ETA) {
            terminal.say("note: " + about.label() + " takes no eta; it is left out of account.");
        }
    }

    /** Names of the samplers, for the help. */
    static final class Names implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return Samplers.ALL.stream().map(sampler -> sampler.about().name()).iterator();
        }
    }
}
