package kaobako.train.evaluate;

import java.util.List;
import kaobako.exec.Engine;
import kaobako.generate.Drawing;
import kaobako.generate.GenerateConfig;
import kaobako.generate.Generation;
import kaobako.generate.Generator;
import kaobako.generate.Picture;

/** Draws the pictures of a model that are to be measured, in short steps. Owns the model on the device; GPU thread only. */
final class ModelPictures implements AutoCloseable {
    private final Generator generator;
    private final Generation generation;

    /**
     * @throws kaobako.store.FormatException for a folder that is no model
     * @throws kaobako.generate.UnsuitableException for a model that cannot be drawn from
     */
    ModelPictures(Engine engine, GenerateConfig drawing) {
        generator = Generator.open(engine, drawing.model());
        try {
            generation = generator.begin(drawing);
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
