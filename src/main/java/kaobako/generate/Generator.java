package kaobako.generate;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import kaobako.cl.DeviceMemoryException;
import kaobako.diffusion.Sampler;
import kaobako.diffusion.Samplers;
import kaobako.diffusion.SamplingConfig;
import kaobako.diffusion.SchedulerConfig;
import kaobako.diffusion.Stage;
import kaobako.exec.Engine;
import kaobako.exec.Weights;
import kaobako.graph.Value;
import kaobako.store.ModelFolder;
import kaobako.text.Sentence;
import kaobako.unet.Parameter;
import kaobako.unet.UNet;
import kaobako.unet.UNetConfig;

/**
 * A model on a device, ready to draw. Owns the canvases and, but for {@link #over}, the weights; the engine belongs to the caller and
 * is closed later.
 * A new seed, sampler or step count costs nothing; a new batch or size compiles a plan once. GPU thread only.
 */
public final class Generator implements AutoCloseable {
    /** Canvases that wait for the next job of their size; more are closed, the longest unused first. */
    private static final int MOST_IDLE = 2;

    /** Whose the weights are. */
    private enum Kept { HERE, BY_CALLER }

    private final Engine engine;
    private final Path folder;
    private final String sha256;
    private final UNetConfig config;
    private final SchedulerConfig scheduler;
    private final Weights weights;
    private final Weights.Bank bank;
    private final Kept kept;
    private final Deque<Canvas> idle = new ArrayDeque<>();

    /**
     * Reads the model and puts its weights on the device.
     *
     * @throws kaobako.store.FormatException for a folder that is no model or is damaged
     * @throws UnsuitableException for a model of a kind that cannot be drawn from
     */
    public static Generator open(Engine engine, Path folder) {
        try (ModelFolder model = ModelFolder.open(folder)) {
            return new Generator(engine, model);
        }
    }

    /**
     * Draws with weights that the caller owns and goes on changing: each job with {@code bank} as it is when the job begins.
     *
     * @param folder what the model is called in messages
     */
    public static Generator over(Weights weights, Weights.Bank bank, Engine engine, Path folder, UNetConfig config,
            SchedulerConfig scheduler) {
        return new Generator(weights, bank, engine, folder, config, scheduler);
    }

    private Generator(Weights weights, Weights.Bank bank, Engine engine, Path folder, UNetConfig config, SchedulerConfig scheduler) {
        this.engine = engine;
        this.folder = folder;
        this.config = config;
        this.scheduler = scheduler;
        this.weights = weights;
        this.bank = bank;
        kept = Kept.BY_CALLER;
        checkChannels();
        sha256 = "";
    }

    private Generator(Engine engine, ModelFolder model) {
        this.engine = engine;
        this.folder = model.folder();
        try {
            config = UNetConfig.of(model.unetConfig());
            scheduler = SchedulerConfig.read(model.schedulerConfig());
        } catch (IllegalArgumentException e) {
            throw new UnsuitableException(Sentence.of("model.unsuitable", "%s: %s", folder, Sentence.of(e)), e);
        }
        checkChannels();
        bank = Weights.Bank.PARAMETERS;
        kept = Kept.HERE;
        sha256 = model.weights().sha256();
        List<Parameter> parameters = UNet.parameters(config);
        Map<String, List<Parameter>> byWeight =
                parameters.stream().collect(Collectors.groupingBy(p -> p.weight().name(), LinkedHashMap::new, Collectors.toList()));
        List<Value> values = byWeight.values().stream().map(list -> list.get(0).weight()).toList();
        weights = new Weights(engine.queue(), values);
        try {
            byWeight.values().forEach(list -> load(model, list));
        } catch (RuntimeException | Error failure) {
            weights.close();
            throw failure;
        }
    }

    /** One of the engine's weights at a time, so that the host never holds the whole model. */
    private void load(ModelFolder model, List<Parameter> parts) {
        Set<String> names = model.weights().names();
        Parameter.toEngine(parts, p -> model.weights().read(p.nameIn(names), p.fileShape().stream().mapToInt(i -> i).toArray()))
                .forEach((name, values) -> weights.write(Weights.Bank.PARAMETERS, name, values));
    }

    private void checkChannels() {
        int in = config.inChannels();
        int out = config.outChannels();
        if (out == 2 * in) {
            throw new UnsuitableException(Sentence.of("model.variance", "%s: the model predicts its own variance (out_channels %d for in_channels"
                    + " %d), which is not supported; choose a model with as many channels out as in.", folder, out, in));
        }
        if (out != in || in != 1 && in != 3) {
            throw new UnsuitableException(Sentence.of("model.channels", "%s: expected a model of 3 channels (colour) or 1 (grey), found in_channels"
                    + " %d and out_channels %d; choose a model that draws pictures.", folder, in, out));
        }
    }

    public Path folder() {
        return folder;
    }

    /** What identifies the model in recipes: SHA-256 of its weights, hexadecimal; empty while they are being trained. */
    public String sha256() {
        return sha256;
    }

    /** The model's own schedule, prediction and settings. */
    public SchedulerConfig scheduler() {
        return scheduler;
    }

    /**
     * Starts a job; its first step draws. Several jobs may be under way, each on a canvas of its own. The caller closes it.
     *
     * @throws UnsuitableException if the settings do not fit the model
     * @throws DeviceMemoryException if not even the smallest batch fits, or the one that the config demands does not
     */
    public Generation begin(GenerateConfig job) {
        Drawing drawing = drawing(job);
        if (kept == Kept.BY_CALLER) weights.changed();
        int most = job.batch() > 0 ? job.batch() : GenerateConfig.MOST_BY_DEFAULT;
        while (true) {
            int chunks = (job.seeds().size() + most - 1) / most;
            // of 17 pictures, 9 and 8 waste less than 16 and 1
            int batch = job.batch() > 0 ? Math.min(job.batch(), job.seeds().size()) : (job.seeds().size() + chunks - 1) / chunks;
            try {
                return new Generation(this, canvas(new Canvas.Size(batch, drawing.height(), drawing.width())), job.seeds(), drawing);
            } catch (DeviceMemoryException e) {
                closeIdle(0);
                if (job.batch() > 0 || batch == 1) throw e;
                most = batch / 2;
            }
        }
    }

    /** The settings of a job after those left open have been chosen. */
    public Drawing drawing(GenerateConfig job) {
        SchedulerConfig source = job.scheduler().orElse(scheduler);
        Sampler sampler = Samplers.named(job.sampler());
        SamplingConfig sampling = source.samplingFor(sampler, job.steps(), job.eta(), job.spacing());
        int width = side("width", job.width(), config.sampleWidth());
        int height = side("height", job.height(), config.sampleHeight());
        try {
            List<Stage> stages = sampler.stages(source.schedule(), source.prediction(), sampling);
            return new Drawing(source, sampler, sampling, stages, width, height);
        } catch (IllegalArgumentException e) {
            throw new UnsuitableException(Sentence.of("sampler.unsuitable", "%s cannot draw so: %s.", sampler.about().label(), Sentence.of(e)), e);
        }
    }

    private int side(String name, int asked, int own) {
        int side = asked > 0 ? asked : own;
        if (side == 0) {
            throw new UnsuitableException(Sentence.of("model.sizeless",
                    "%s does not say its pictures' size (sample_size); give width and height.", folder));
        }
        if (side % config.divisor() != 0) {
            throw new UnsuitableException(Sentence.of("model.multiple", "This model draws pictures whose %s is a multiple of %d, found %d; choose %d.",
                    name, config.divisor(), side, Math.max(1, side / config.divisor()) * config.divisor()));
        }
        return side;
    }

    Engine engine() {
        return engine;
    }

    int channels() {
        return config.inChannels();
    }

    private Canvas canvas(Canvas.Size size) {
        for (Iterator<Canvas> each = idle.iterator(); each.hasNext();) {
            Canvas canvas = each.next();
            if (canvas.size().equals(size)) {
                each.remove();
                return canvas;
            }
        }
        closeIdle(MOST_IDLE - 1);
        return new Canvas(engine, config, weights, bank, size);
    }

    /** Takes a canvas back from a job that has ended. */
    void giveBack(Canvas canvas) {
        idle.addLast(canvas);
        closeIdle(MOST_IDLE);
    }

    private void closeIdle(int kept) {
        while (idle.size() > kept) idle.removeFirst().close();
    }

    /** Ends all; jobs must have been closed before. */
    @Override
    public void close() {
        closeIdle(0);
        if (kept == Kept.HERE) weights.close();
    }
}
