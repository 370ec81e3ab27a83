package kaobako.train.evaluate;

import java.nio.file.Path;
import java.util.List;
import kaobako.exec.Engine;
import kaobako.generate.Drawing;
import kaobako.generate.GenerateConfig;
import kaobako.generate.Generation;
import kaobako.generate.Generator;
import kaobako.generate.Picture;

/** Draws the pictures of a model that are to be measured, in short steps. Owns the model on the device; GPU thread only. */
public final class ModelPictures implements AutoCloseable {
    /** Far from the seeds that people try first. */
    private static final long FIRST_SEED = 1_000_000_000L;

    private final Generator generator;
    private final Generation generation;

    /**
     * @param count pictures to draw
     * @param steps of the sampler
     * @throws kaobako.store.FormatException for a folder that is no model
     * @throws kaobako.generate.UnsuitableException for a model that cannot be drawn from
     */
    public ModelPictures(Engine engine, Path folder, int count, int steps) {
        generator = Generator.open(engine, folder);
        try {
            generation = generator.begin(GenerateConfig.of(folder, GenerateConfig.seeds(FIRST_SEED, count)).withSampler("dpm++2m", steps));
        } catch (RuntimeException | Error failure) {
            generator.close();
            throw failure;
        }
    }

    /** Queues a stage of the sampler. False when all pictures are drawn. */
    public boolean step() {
        return generation.step();
    }

    /** Pictures drawn so far. */
    public int drawn() {
        return generation.drawn();
    }

    public int width() {
        return drawing().width();
    }

    public int height() {
        return drawing().height();
    }

    public PictureSet pictures() {
        List<byte[]> pixels = generation.pictures().stream().map(Picture::rgb).toList();
        return new PictureSet(width(), height(), pixels);
    }

    private Drawing drawing() {
        return generation.drawing();
    }

    @Override
    public void close() {
        generation.close();
        generator.close();
    }
}
