package kaobako.studio;

import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.LongSupplier;
import kaobako.generate.GenerateConfig;
import kaobako.generate.Generation;
import kaobako.generate.Generator;
import kaobako.generate.Picture;
import kaobako.generate.Recipe;

/** Draws a config's pictures and shows them forming. The first step opens the model, each further one runs a stage. */
final class DrawJob implements Job {
    /** Previews are asked for no more often than a screen shows them. */
    private static final long PREVIEW_NANOS = 33_000_000;

    private final Workbench bench;
    private final GenerateConfig config;
    private final Latest<Wall> wall;
    private final BiConsumer<Integer, Picture> finished;
    private final LongSupplier nanos;
    private Generator generator;
    private Generation generation;
    private int shown;
    private long lastPreview;

    /** @param finished told of each picture that is done, with its index; on the GPU thread */
    DrawJob(Workbench bench, GenerateConfig config, Latest<Wall> wall, BiConsumer<Integer, Picture> finished, LongSupplier nanos) {
        this.bench = bench;
        this.config = config;
        this.wall = wall;
        this.finished = finished;
        this.nanos = nanos;
        lastPreview = nanos.getAsLong() - PREVIEW_NANOS;
    }

    @Override
    public boolean step() {
        if (generation == null) {
            generator = bench.borrow(config.model());
            generation = generator.begin(config);
            Recipe recipe = Recipe.of(Version.APP, generator, generation.drawing(), config.seeds(), 1, bench.deviceLabel());
            wall.update(w -> w.with(recipe));
            return true;
        }
        generation.preview().ifPresent(pictures -> show(pictures, Wall.Stage.FORMING));
        long now = nanos.getAsLong();
        if (now - lastPreview >= PREVIEW_NANOS) {
            generation.wantPreview();
            lastPreview = now;
        }
        boolean more = generation.step();
        List<Picture> done = generation.pictures();
        if (done.size() > shown) {
            show(done.subList(shown, done.size()), Wall.Stage.FINISHED);
            for (; shown < done.size(); shown++) finished.accept(shown, done.get(shown));
        }
        return more;
    }

    private void show(List<Picture> pictures, Wall.Stage stage) {
        int first = shown;
        wall.update(w -> w.showing(first, pictures, stage));
    }

    @Override
    public Progress progress() {
        if (generation == null) return Progress.UNKNOWN;
        int batch = generation.drawing().stages().size();
        int done = generation.stepsDone();
        // the first batch counts as begun as soon as the model is open
        return new Progress(done, generation.steps(), Math.max(1, (done + batch - 1) / batch) * (long) batch);
    }

    @Override
    public void close() {
        if (generation != null) generation.close();
        if (generator != null) bench.giveBack(generator);
    }
}
