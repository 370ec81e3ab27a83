package kaobako.train;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import kaobako.cl.DeviceMemoryException;
import kaobako.data.Pictures;
import kaobako.data.PngFile;
import kaobako.exec.Engine;
import kaobako.exec.Weights.Bank;
import kaobako.generate.GenerateConfig;
import kaobako.generate.Generation;
import kaobako.generate.Generator;

/**
 * Sheets of samples from the same seeds as training goes on, drawn with the averaged weights, and when they are drawn. Owned by a
 * {@link TrainingRun}; GPU thread only, but for a finished {@link Sheet}.
 */
final class SampleSheets implements AutoCloseable {
    static final String FOLDER = "samples";
    private static final int PICTURES = 16;
    private static final int COLUMNS = 4;
    private static final int STEPS = 20;
    private static final int ENLARGED = 2;
    /** Of the time, for sheets: on a slow device one takes as long as several steps. */
    private static final double SHARE = 0.1;

    private final Trainer trainer;
    private final Path out;
    private final double every;
    private final Generator generator;
    private Generation generation;
    private long step;
    private double began;
    private double next;

    /** The pictures of one sheet and where it belongs. Any thread. */
    record Sheet(long step, Path file, List<BufferedImage> pictures) {
        /** Replaces the file atomically and returns it. */
        Path write() throws IOException {
            BufferedImage sheet = Pictures.enlarge(Pictures.sheet(pictures, COLUMNS, 1), ENLARGED);
            PngFile.write(file, sheet, Map.of("Software", "Kaobako", "Description", "Samples after step " + step));
            return file;
        }
    }

    SampleSheets(Engine engine, Trainer trainer, TrainRequest request) {
        this.trainer = trainer;
        out = request.out();
        every = 60 * request.rhythm().samplesMinutes();
        next = every;
        generator = Generator.over(trainer.weights(), Bank.EMA, engine, out, trainer.config().unet(),
                trainer.config().objective().schedulerConfig());
    }

    /** Whether it is time for a sheet after so many seconds of work. */
    boolean isDue(double seconds) {
        return seconds >= next;
    }

    /**
     * Starts a sheet of the weights as they are after the last step: all pictures at once, or as many as the device has room for
     * beside the training.
     *
     * @throws DeviceMemoryException if that is not one; there will be no more sheets
     */
    void begin(double seconds) {
        next = Double.POSITIVE_INFINITY;
        generation = generator.begin(GenerateConfig.of(out, GenerateConfig.seeds(0, PICTURES)).withSampler("dpm++2m", STEPS));
        step = trainer.step();
        began = seconds;
    }

    boolean isDrawing() {
        return generation != null;
    }

    /** Queues the next stage; the sheet when it was the last. */
    Optional<Sheet> advance(double seconds) {
        if (generation.step()) return Optional.empty();
        List<BufferedImage> pictures = generation.pictures().stream().map(p -> Pictures.ofBytes(p.rgb(), 0, p.width(), p.height())).toList();
        end();
        next = seconds + Math.max(every, Math.max(seconds / 10, (seconds - began) / SHARE));
        return Optional.of(new Sheet(step, out.resolve(FOLDER).resolve(String.format("step-%010d.png", step)), pictures));
    }

    private void end() {
        if (generation != null) generation.close();
        generation = null;
    }

    @Override
    public void close() {
        end();
        generator.close();
    }
}
