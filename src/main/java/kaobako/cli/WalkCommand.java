package kaobako.cli;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import kaobako.diffusion.SeedMix;
import kaobako.generate.GenerateConfig;
import kaobako.generate.Walk;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Draws pictures on the way from seed to seed. */
@Command(name = "walk", mixinStandardHelpOptions = true, sortOptions = false,
        description = "Draws pictures on the way from one seed to the next: faces that turn into each other.",
        footerHeading = "%nExamples:%n", footer = {
            "  kaobako walk --seeds 42,77 --frames 9 --out walk --grid walk/sheet.png",
            "  kaobako walk --model DIR --seeds 1,2,3 --loop --frames 24 --easing gentle --out loop",
            "      24 pictures from each seed to the next and back to the first, slower at the seeds"})
final class WalkCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private ModelOption model = new ModelOption();

    @Option(names = "--seeds", required = true, split = ",", paramLabel = "S", description = "the seeds to walk through, two or more")
    private List<Long> seeds;

    @Option(names = "--frames", paramLabel = "N", description = "pictures from a seed up to the next; default 8", defaultValue = "8")
    private int frames;

    @Option(names = "--way", paramLabel = "WAY", defaultValue = "sphere",
            description = "sphere (default): every picture is as good as its seeds'; straight: through the grey middle")
    private Walk.Way way;

    @Option(names = "--easing", paramLabel = "EASING", defaultValue = "steady",
            description = "steady (default), gentle or lingering: how slow the walk is at its seeds")
    private Walk.Easing easing;

    @Option(names = "--loop", description = "return to the first seed")
    private boolean loop;

    @Mixin
    private TargetOptions target = new TargetOptions();

    @Mixin
    private SamplingOptions sampling = new SamplingOptions();

    @Mixin
    private DeviceOption device = new DeviceOption();

    WalkCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        target.check();
        DrawJob job;
        try {
            Walk walk = new Walk(seeds.stream().map(SeedMix::of).toList(), frames, way, easing, loop ? Walk.Ends.LOOP : Walk.Ends.OPEN);
            GenerateConfig config = sampling.applyTo(GenerateConfig.of(model.folder(), walk.mixes()));
            job = target.job(terminal, device, config, 1);
        } catch (IllegalArgumentException e) {
            throw new UsageException(e.getMessage());
        }
        SamplingOptions.warn(terminal, job.config());
        return job.run();
    }
}
