package kaobako.train;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;
import kaobako.cl.DeviceMemoryException;
import kaobako.data.Pictures;
import kaobako.data.PngFile;
import kaobako.exec.Engine;
import kaobako.exec.Weights.Bank;
import kaobako.unet.UNetConfig;

/**
 * Sheets of samples from the same seeds as training goes on, drawn with the averaged weights. Owned by a {@link TrainingRun};
 * GPU thread only, but for a finished {@link Sheet}.
 */
final class SampleSheets implements AutoCloseable {
    static final String FOLDER = "samples";
    private static final int PICTURES = 16;
    private static final int COLUMNS = 4;
    private static final int STEPS = 20;
    private static final int ENLARGED = 2;

    private final Engine engine;
    private final Trainer trainer;
    private final Path out;
    private final List<byte[]> drawn = new ArrayList<>();
    private Sketcher sketcher;
    private long step;

    /** The pictures of one sheet and where it belongs. Any thread. */
    record Sheet(long step, Path file, List<BufferedImage> pictures) {
        /** Replaces the file atomically and returns it. */
        Path write() throws IOException {
            BufferedImage sheet = Pictures.enlarge(Pictures.sheet(pictures, COLUMNS, 1), ENLARGED);
            PngFile.write(file, sheet, Map.of("Software", "Kaobako", "Description", "Samples after step " + step));
            return file;
        }
    }

    SampleSheets(Engine engine, Trainer trainer, Path out) {
        this.engine = engine;
        this.trainer = trainer;
        this.out = out;
    }

    /** Starts a sheet of the weights as they are after the last step. */
    void begin() {
        if (sketcher == null) sketcher = fitting();
        step = trainer.step();
        drawn.clear();
        sketcher.begin(seeds());
    }

    boolean isDrawing() {
        return sketcher != null && sketcher.isDrawing();
    }

    /** Queues the next stage; the sheet when it was the last. */
    Optional<Sheet> advance() {
        if (!sketcher.advance()) return Optional.empty();
        drawn.add(sketcher.take());
        if (drawn.size() * sketcher.batch() < PICTURES) {
            sketcher.begin(seeds());
            return Optional.empty();
        }
        UNetConfig unet = trainer.config().unet();
        int width = unet.sampleWidth();
        int height = unet.sampleHeight();
        List<BufferedImage> pictures = new ArrayList<>();
        for (int i = 0; i < PICTURES; i++) {
            byte[] batch = drawn.get(i / sketcher.batch());
            pictures.add(Pictures.ofBytes(batch, i % sketcher.batch() * width * height * 3, width, height));
        }
        return Optional.of(new Sheet(step, out.resolve(FOLDER).resolve(String.format("step-%010d.png", step)), pictures));
    }

    private List<Long> seeds() {
        long first = (long) drawn.size() * sketcher.batch();
        return LongStream.range(first, first + sketcher.batch()).boxed().toList();
    }

    /** All at once, or as many as the device has room for beside the training. */
    private Sketcher fitting() {
        for (int batch = PICTURES; ; batch /= 2) {
            try {
                return new Sketcher(engine, trainer.config().unet(), trainer.config().objective().schedulerConfig(), trainer.weights(),
                        Bank.EMA, batch, STEPS);
            } catch (DeviceMemoryException e) {
                if (batch == 1) throw e;
            }
        }
    }

    @Override
    public void close() {
        if (sketcher != null) sketcher.close();
    }
}
