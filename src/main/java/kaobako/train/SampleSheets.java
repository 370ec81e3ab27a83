package kaobako.train;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import kaobako.cl.DeviceMemoryException;
import kaobako.data.Pictures;
import kaobako.data.PngFile;
import kaobako.exec.Engine;
import kaobako.exec.Weights.Bank;
import kaobako.file.Why;
import kaobako.generate.GenerateConfig;
import kaobako.generate.Generation;
import kaobako.generate.Generator;
import kaobako.text.Sentence;

/**
 * Sheets of samples from the same seeds as training goes on, drawn with the averaged weights, and when they are drawn. Owned by a
 * {@link TrainingRun}; GPU thread only, but for a finished {@link Sheet}.
 */
final class SampleSheets implements AutoCloseable {
    private static final int PICTURES = TrainEvent.Samples.COLUMNS * TrainEvent.Samples.COLUMNS;
    private static final int STEPS = 20;
    /** Of the time, for sheets: on a slow device one takes as long as several steps. */
    private static final double SHARE = 0.1;

    private final Trainer trainer;
    private final Disk disk;
    private final Executor io;
    private final RunReport report;
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
            BufferedImage sheet = Pictures.enlarge(Pictures.sheet(pictures, TrainEvent.Samples.COLUMNS, TrainEvent.Samples.SPACING), TrainEvent.Samples.ENLARGED);
            PngFile.write(file, sheet, Map.of("Software", "Kaobako", "Description", "Samples after step " + step));
            return file;
        }
    }

    SampleSheets(Engine engine, Trainer trainer, TrainRequest request, Disk disk, Executor io, RunReport report) {
        this.trainer = trainer;
        this.disk = disk;
        this.io = io;
        this.report = report;
        out = request.out();
        every = 60 * request.rhythm().samplesMinutes();
        next = trainer.step() == 0 ? 0 : every;
        generator = Generator.over(trainer.weights(), Bank.EMA, engine, out, trainer.config().unet(),
                trainer.config().objective().schedulerConfig());
    }

    /** Whether it is time for a sheet after so many seconds of work. */
    boolean isDue(double seconds) {
        return seconds >= next;
    }

    /**
     * Starts a sheet of the weights as they are after the last step: all pictures at once, or as many as the device has room for
     * beside the training. If that is not one, there will be no sheets.
     */
    void begin(double seconds) {
        next = Double.POSITIVE_INFINITY;
        step = trainer.step();
        long start = System.nanoTime();
        try {
            generation = generator.begin(GenerateConfig.of(out, GenerateConfig.seeds(0, PICTURES)).withSampler("dpm++2m", STEPS));
        } catch (DeviceMemoryException e) {
            report.notice(Sentence.of("train.nosheets", "There will be no samples: %s", e.sentence()));
        }
        // the first one builds its plan, which is not what a sheet costs
        began = seconds + (System.nanoTime() - start) * 1e-9;
    }

    boolean isDrawing() {
        return generation != null;
    }

    /** Queues the next stage; when it was the last, has the sheet written on the io thread. */
    void advance(double seconds) {
        if (generation.step()) return;
        List<BufferedImage> pictures = generation.pictures().stream().map(p -> Pictures.ofBytes(p.rgb(), 0, p.width(), p.height())).toList();
        end();
        next = seconds + Math.max(every, Math.max(seconds / 10, (seconds - began) / SHARE));
        Sheet sheet = new Sheet(step, out.resolve(TrainEvent.Samples.FOLDER).resolve(String.format("step-%010d.png", step)), pictures);
        io.execute(() -> write(sheet));
    }

    private void write(Sheet sheet) {
        try {
            report.tell(new TrainEvent.Samples(sheet.step(), disk.write(sheet)));
        } catch (IOException e) {
            report.notice(Sentence.of("train.sheet", "The samples of step %,d could not be written: %s.", sheet.step(), Why.of(e)));
        }
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
