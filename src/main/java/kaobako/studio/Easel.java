package kaobako.studio;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import kaobako.diffusion.SeedMix;
import kaobako.generate.GenerateConfig;
import kaobako.generate.Picture;
import kaobako.generate.Recipe;
import kaobako.generate.Walk;

/**
 * Where pictures are drawn with models: a wall of them, a walk between them, one step by step. Part of the {@link Studio}; everything
 * that is asked of it returns at once. Any thread.
 */
public final class Easel {
    private final Studio studio;
    private final GpuThread gpu;
    private final Workbench bench;

    Easel(Studio studio, GpuThread gpu, Workbench bench) {
        this.studio = studio;
        this.gpu = gpu;
        this.bench = bench;
    }

    /** The model of the settings, or the first there is; empty while none was found. */
    public Optional<Model> model() {
        String wanted = studio.settings().draw().model();
        return studio.models().stream().filter(m -> m.folder().toString().equals(wanted)).findFirst()
                .or(() -> studio.models().stream().filter(m -> m.obstacle().isEmpty()).findFirst());
    }

    /** Readies what a click on Draw will need before it comes; whatever is wrong will be said at that click. */
    public CompletableFuture<Void> warm() {
        DrawControls controls = studio.settings().draw();
        return model().map(model -> warm(controls.config(model.folder(), controls.seeds())).exceptionally(failure -> null))
                .orElse(CompletableFuture.completedFuture(null));
    }

    /** Reads a model, builds what drawing so needs and draws a step with it, that the first click is quick. Nothing without a device. */
    public CompletableFuture<Void> warm(GenerateConfig config) {
        return gpu.run(JobHandle.Purpose.PREPARE, () -> {
            if (studio.device().phase() == DeviceState.Phase.READY) bench.warm(config);
            return null;
        });
    }

    /** Draws, and keeps every finished picture in the gallery. */
    public DrawRun draw(GenerateConfig config) {
        Latest<Wall> wall = new Latest<>(Wall.of(config.seeds()));
        AtomicBoolean unkept = new AtomicBoolean();
        return start(JobHandle.Purpose.DRAW, config, wall, (index, picture) -> keep(wall, index, picture, unkept));
    }

    /** Draws and keeps nothing. */
    public DrawRun sketch(GenerateConfig config) {
        return start(JobHandle.Purpose.DRAW, config, new Latest<>(Wall.of(config.seeds())), (index, picture) -> { });
    }

    /** Draws what a walk lacks, the coarse frames first, and keeps nothing. {@code config} is drawn with other seeds. */
    public WalkRun walk(Walk walk, GenerateConfig config, Optional<WalkRun> earlier) {
        Map<SeedMix, Picture> known = earlier.map(run -> run.finished(config)).orElse(Map.of());
        List<SeedMix> mixes = walk.mixes();
        List<SeedMix> missing = WalkRun.missing(walk, mixes, known.keySet());
        Optional<Recipe> recipe = earlier.flatMap(WalkRun::recipe);
        if (missing.isEmpty()) return new WalkRun(walk, mixes, config, known, recipe, Optional.empty());
        GenerateConfig rest = config.withSeeds(missing);
        DrawRun run = start(JobHandle.Purpose.WALK, rest, new Latest<>(Wall.of(missing)), (index, picture) -> { });
        return new WalkRun(walk, mixes, rest, known, recipe, Optional.of(run));
    }

    /** Pictures drawn as {@code config} says, its seeds apart, when they are wanted. */
    public Atlas atlas(GenerateConfig config) {
        return new Atlas(gpu, bench, config);
    }

    /** Draws one picture again and shows each step of it. */
    public JobHandle film(GenerateConfig config, Latest<Film> film) {
        return gpu.start(JobHandle.Purpose.FILM, new FilmJob(bench, config.withSeeds(config.seeds().subList(0, 1)), film));
    }

    private DrawRun start(JobHandle.Purpose purpose, GenerateConfig config, Latest<Wall> wall,
            BiConsumer<Integer, Picture> finished) {
        return new DrawRun(config, gpu.start(purpose, new DrawJob(bench, config, wall, finished, System::nanoTime)), wall);
    }

    /** @param unkept whether it was said already that one could not be kept: the others usually fail for the same reason */
    private void keep(Latest<Wall> wall, int index, Picture picture, AtomicBoolean unkept) {
        Recipe recipe = wall.get().recipe().orElseThrow();
        studio.keep(picture, recipe).whenComplete((entry, failure) -> {
            if (failure == null) wall.update(w -> w.saved(index, entry.file()));
            else if (!unkept.getAndSet(true)) studio.report(Problem.of(failure));
        });
    }
}
