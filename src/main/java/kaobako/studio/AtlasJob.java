package kaobako.studio;

import java.util.List;
import kaobako.diffusion.SeedMix;
import kaobako.generate.GenerateConfig;
import kaobako.generate.Generation;
import kaobako.generate.Generator;
import kaobako.generate.Recipe;

/** Draws what an {@link Atlas} lacks, a few pictures at a time, and gives up those that nobody wants any more. */
final class AtlasJob implements Job {
    /** Small enough that a look elsewhere is answered soon. */
    private static final int MOST = 8;

    private final Atlas atlas;
    private final Workbench bench;
    private final GenerateConfig config;
    private Generator generator;
    private Generation generation;
    private List<SeedMix> wanted = List.of();
    private long stepsDone;

    AtlasJob(Atlas atlas, Workbench bench, GenerateConfig config) {
        this.atlas = atlas;
        this.bench = bench;
        this.config = config;
    }

    @Override
    public boolean step() {
        if (generator == null) {
            generator = bench.borrow(config.model());
            return true;
        }
        if (generation != null && !atlas.wantsOneOf(wanted)) endGeneration();
        if (generation == null) {
            wanted = atlas.next(MOST);
            if (wanted.isEmpty()) return false;
            generation = generator.begin(config.withSeeds(wanted));
            return true;
        }
        boolean more = generation.step();
        stepsDone++;
        if (more) return true;
        atlas.put(generation.pictures(), Recipe.of(Version.APP, generator, generation.drawing(), wanted, 1, bench.deviceLabel()));
        endGeneration();
        return true;
    }

    private void endGeneration() {
        generation.close();
        generation = null;
    }

    /** In steps; how many are left changes with what is wanted. */
    @Override
    public Progress progress() {
        if (generation == null) return new Progress(stepsDone, 0);
        long batches = (atlas.left() + MOST - 1) / MOST;
        return new Progress(stepsDone, stepsDone + batches * generation.steps() - generation.stepsDone());
    }

    @Override
    public void close() {
        atlas.ended();
        if (generation != null) endGeneration();
        if (generator != null) bench.giveBack(generator);
    }
}
