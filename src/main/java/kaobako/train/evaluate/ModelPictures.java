package kaobako.train.evaluate;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;
import kaobako.diffusion.SchedulerConfig;
import kaobako.exec.Engine;
import kaobako.exec.Weights;
import kaobako.exec.Weights.Bank;
import kaobako.graph.Graph;
import kaobako.store.ModelFolder;
import kaobako.train.Sketcher;
import kaobako.unet.Parameter;
import kaobako.unet.UNet;
import kaobako.unet.UNetConfig;

/** Draws the pictures of a model that are to be measured, in short steps. Owns weights and plans; GPU thread only. */
public final class ModelPictures implements AutoCloseable {
    private static final int BATCH = 16;
    /** Far from the seeds that people try first. */
    private static final long FIRST_SEED = 1_000_000_000L;

    private final UNetConfig config;
    private final int count;
    private final Weights weights;
    private final Sketcher sketcher;
    private final List<byte[]> pictures = new ArrayList<>();

    /**
     * @param count pictures to draw
     * @param steps of the sampler
     * @throws kaobako.store.FormatException for a folder that is no model
     */
    public ModelPictures(Engine engine, Path folder, int count, int steps) {
        this.count = count;
        try (ModelFolder model = ModelFolder.open(folder)) {
            config = UNetConfig.of(model.unetConfig());
            Graph g = new Graph();
            UNet net = UNet.describe(g, config,
                    g.input("sample", 1, config.sampleHeight(), config.sampleWidth(), config.inChannels()), g.input("timesteps", 1));
            weights = new Weights(engine.queue(), g.weights());
            try {
                Set<String> names = model.weights().names();
                Parameter.toEngine(net.parameters(),
                        p -> model.weights().read(p.nameIn(names), p.fileShape().stream().mapToInt(i -> i).toArray()))
                        .forEach((name, values) -> weights.write(Bank.PARAMETERS, name, values));
                sketcher = new Sketcher(engine, config, SchedulerConfig.read(model.schedulerConfig()), weights, Bank.PARAMETERS,
                        Math.min(BATCH, count), steps);
            } catch (RuntimeException | Error failure) {
                weights.close();
                throw failure;
            }
        }
    }

    /** Queues a stage of the sampler. False when all pictures are drawn. */
    public boolean step() {
        if (pictures.size() >= count) return false;
        if (!sketcher.isDrawing()) {
            long first = FIRST_SEED + pictures.size();
            sketcher.begin(LongStream.range(first, first + sketcher.batch()).boxed().toList());
        }
        if (sketcher.advance()) take(sketcher.take());
        return pictures.size() < count;
    }

    /** Pictures drawn so far. */
    public int drawn() {
        return pictures.size();
    }

    public int width() {
        return config.sampleWidth();
    }

    public int height() {
        return config.sampleHeight();
    }

    public PictureSet pictures() {
        return new PictureSet(width(), height(), pictures);
    }

    private void take(byte[] batch) {
        int bytes = batch.length / sketcher.batch();
        for (int n = 0; n < sketcher.batch() && pictures.size() < count; n++) {
            pictures.add(Arrays.copyOfRange(batch, n * bytes, (n + 1) * bytes));
        }
    }

    @Override
    public void close() {
        sketcher.close();
        weights.close();
    }
}
