package kaobako.train;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import kaobako.cl.Readback;
import kaobako.diffusion.Philox;
import kaobako.diffusion.Philox.Purpose;
import kaobako.diffusion.Sampler;
import kaobako.diffusion.Samplers;
import kaobako.diffusion.SchedulerConfig;
import kaobako.diffusion.Stage;
import kaobako.exec.Engine;
import kaobako.exec.Plan;
import kaobako.exec.Weights;
import kaobako.graph.Graph;
import kaobako.graph.Shape;
import kaobako.graph.Value;
import kaobako.op.Mix;
import kaobako.op.ToBytes;
import kaobako.unet.UNet;
import kaobako.unet.UNetConfig;

/**
 * Draws pictures of a model under training, a stage of the sampler a call: deterministic, from the seeds alone. Owns its plans;
 * the engine and the weights are the caller's. GPU thread only.
 */
public final class Sketcher implements AutoCloseable {
    private static final Sampler SAMPLER = Samplers.named("dpm++2m");

    private final Weights weights;
    private final Shape shape;
    private final List<Stage> stages;
    private final Value x;
    private final Value timesteps;
    private final Value row;
    private final Value bytes;
    private final Plan stage;
    private final Plan picture;
    private final Readback fence;
    private int next = -1;

    /**
     * @param bank  the weights to draw with: the average, as a rule
     * @param batch pictures at a time
     * @param steps of the sampler
     */
    public Sketcher(Engine engine, UNetConfig config, SchedulerConfig scheduler, Weights weights, Weights.Bank bank, int batch, int steps) {
        this.weights = weights;
        shape = Shape.of(batch, config.sampleHeight(), config.sampleWidth(), config.inChannels());
        stages = SAMPLER.stages(scheduler.schedule(), scheduler.prediction(), scheduler.samplingFor(SAMPLER, steps));
        Graph g = new Graph();
        x = g.state("x", Value.Type.F32, shape);
        timesteps = g.input("timesteps", batch);
        row = g.input("stage", Stage.FLOATS);
        Value clean = g.state("x0", Value.Type.F32, shape);
        Value history = g.state("history", Value.Type.F32,
                Shape.of(Mix.HISTORY, batch, shape.height(), shape.width(), shape.channels()));
        UNet net = UNet.describe(g, config, x, timesteps);
        // the sampler adds no noise, so what stands in for it is never read
        g.update(new Mix(), x, net.output(), net.output(), row, history, clean);
        stage = Plan.compile(engine, g, weights, Set.of(), Plan.Options.DRAW.with(bank));
        Graph last = new Graph();
        bytes = last.state("bytes", Value.Type.U8, shape);
        last.update(new ToBytes(), bytes, x);
        try {
            picture = Plan.compile(engine, last, null, Set.of(), Plan.Options.DRAW.with(Map.of(x, stage.buffer(x))));
        } catch (RuntimeException | Error failure) {
            stage.close();
            throw failure;
        }
        fence = engine.queue().readback(shape.count());
    }

    /** Starts pictures from the noises of these seeds, as many as the batch; uses the weights as they are now. */
    public void begin(List<Long> seeds) {
        int elements = Math.toIntExact(shape.count() / shape.batch());
        float[] noise = new float[Math.toIntExact(shape.count())];
        for (int n = 0; n < shape.batch(); n++) {
            float[] one = Philox.normals(seeds.get(Math.min(n, seeds.size() - 1)), 0, Purpose.IMAGE_NOISE, elements);
            System.arraycopy(one, 0, noise, n * elements, elements);
        }
        stage.write(x, noise);
        weights.changed();
        next = 0;
    }

    /** Whether pictures have been begun and not been taken. */
    public boolean isDrawing() {
        return next >= 0;
    }

    /** Queues the next stage, having waited for the one before. Returns true when that was the last. */
    public boolean advance() {
        if (next > 0) fence.data();
        float[] times = new float[shape.batch()];
        Arrays.fill(times, (float) stages.get(next).timestep());
        stage.write(timesteps, times);
        stage.write(row, stages.get(next).toFloats());
        stage.run();
        fence.start(stage.buffer(x), 0, Float.BYTES);
        return ++next == stages.size();
    }

    /** Waits, and takes the pictures: [N,H,W,C], 8-bit. */
    public byte[] take() {
        picture.run();
        byte[] pixels = new byte[Math.toIntExact(shape.count())];
        fence.start(picture.buffer(bytes), 0, pixels.length);
        fence.data().get(pixels);
        next = -1;
        return pixels;
    }

    public int batch() {
        return shape.batch();
    }

    public long bytes() {
        return stage.bytes() + picture.bytes();
    }

    @Override
    public void close() {
        fence.close();
        picture.close();
        stage.close();
    }
}
