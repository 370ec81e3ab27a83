package kaobako.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import kaobako.diffusion.SeedMix;
import kaobako.generate.GenerateConfig;
import kaobako.generate.Recipe;
import kaobako.studio.PictureFiles;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Draws pictures from seeds, or from a picture's recipe. */
@Command(name = "generate", mixinStandardHelpOptions = true, sortOptions = false,
        description = {"Draws pictures: one a seed, saved as kaobako-SEED.png with the whole recipe inside.",
            "A seed gives the same picture whatever else is drawn with it."},
        footerHeading = "%nExamples:%n", footer = {
            "  kaobako generate --seed 42 --out faces",
            "      one picture, faces/kaobako-42.png",
            "  kaobako generate --seed 42 --count 16 --out faces --grid faces/sheet.png --scale 4",
            "      seeds 42 to 57, enlarged four times, and a sheet of them",
            "  kaobako generate --model DIR --count 64 --sampler ipndm --steps 8 --out drafts",
            "      quick drafts of a model of yours, from a random seed",
            "  kaobako generate --recipe faces/kaobako-42.png --out again",
            "      the same picture again",
            "  kaobako generate --recipe faces/kaobako-42.png --steps 100 --out finer",
            "      the same picture with more steps"})
final class GenerateCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private ModelOption model = new ModelOption();

    @Option(names = "--seed", paramLabel = "S", description = "the first picture's seed; default: a random one, which is told")
    private Long seed;

    @Option(names = "--count", paramLabel = "N", description = "how many pictures, with seeds S, S+1, ..; default 1")
    private Integer count;

    @Option(names = "--recipe", paramLabel = "FILE.png",
            description = "draw a saved picture again; other options override its settings")
    private Path recipe;

    @Mixin
    private TargetOptions target = new TargetOptions();

    @Mixin
    private SamplingOptions sampling = new SamplingOptions();

    @Mixin
    private DeviceOption device = new DeviceOption();

    private boolean seedWasDrawn;

    GenerateCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        target.check();
        Recipe base = recipe == null ? null : PictureFiles.recipe(recipe);
        GenerateConfig config;
        DrawJob job;
        try {
            Path folder = base == null ? model.folder() : model.folder(base);
            GenerateConfig start = base == null ? GenerateConfig.of(folder, seeds(null)) : base.config(folder).withSeeds(seeds(base));
            config = sampling.applyTo(start);
            job = target.job(terminal, device, config, base == null ? 1 : base.scale());
        } catch (IllegalArgumentException e) {
            throw new UsageException(e.getMessage());
        }
        if (seedWasDrawn) terminal.say("drawing from seed " + seed);
        SamplingOptions.warn(terminal, config);
        return base == null ? job.run() : job.redraw(base);
    }

    private List<SeedMix> seeds(Recipe base) {
        if (base != null && seed == null && count == null) return base.seeds();
        if (seed == null && base == null) {
            seedWasDrawn = true;
            seed = ThreadLocalRandom.current().nextLong(1L << 32);
        }
        long first = seed != null ? seed : base.seeds().get(0).parts().get(0).seed();
        return GenerateConfig.seeds(first, count == null ? 1 : count);
    }
}
