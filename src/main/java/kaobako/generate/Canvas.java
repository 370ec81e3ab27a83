package kaobako.generate;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import kaobako.cl.DeviceBuffer;
import kaobako.cl.Owned;
import kaobako.cl.Queue;
import kaobako.cl.Readback;
import kaobako.diffusion.SeedMix;
import kaobako.diffusion.Stage;
import kaobako.exec.Engine;
import kaobako.exec.Plan;
import kaobako.exec.SplitPlan;
import kaobako.exec.Weights;
import kaobako.graph.Graph;
import kaobako.graph.Shape;
import kaobako.graph.Value;
import kaobako.op.Mix;
import kaobako.op.Noise;
import kaobako.op.ToBytes;
import kaobako.unet.UNet;
import kaobako.unet.UNetConfig;

/**
 * Where a batch of pictures of one size is drawn: x [N,H,W,C] and what its stages need, with the plans bound to them. What differs
 * between stages, samplers and seeds is data: writing it recompiles nothing. Owned by the {@link Generator}; GPU thread only.
 */
final class Canvas implements AutoCloseable {
    /** What a canvas is compiled for; H and W in pixels. */
    record Size(int batch, int height, int width) {}

    private final Size size;
    private final Queue queue;
    private final Value row;
    private final Value timesteps;
    private final Value seeds;
    private final Value mixing;
    private final Value bytes;
    private final DeviceBuffer x;
    private final SplitPlan network;
    private final Plan toPicture;
    private final Plan toPreview;
    private final Plan start;
    private final Plan stage;
    /** The last closed owns buffers that the others borrow. */
    private final Owned owned = new Owned();
    private final Readback preview;
    private final Readback[] fences = new Readback[2];
    private int stages;

    Canvas(Engine engine, UNetConfig config, Weights weights, Weights.Bank bank, Size size) {
        this.size = size;
        this.queue = engine.queue();
        int n = size.batch;
        Shape shape = Shape.of(n, size.height, size.width, config.inChannels());
        Graph g = new Graph();
        Value picture = g.state("x", Value.Type.F32, shape);
        Value clean = g.state("x0", Value.Type.F32, shape);
        Value history = g.state("history", Value.Type.F32, Shape.of(Mix.HISTORY, n, size.height, size.width, config.inChannels()));
        Value prediction = g.state("prediction", Value.Type.F32, shape);
        row = g.input("stage", Stage.FLOATS);
        seeds = g.input("seeds", Value.Type.I32, Shape.of(n, Noise.PARTS, 2));
        mixing = g.input("mixing", n, Noise.PARTS);
        Value noise = g.apply(new Noise(shape), seeds, mixing, row);
        g.update(new Mix(), picture, prediction, noise, row, history, clean);
        bytes = g.state("bytes", Value.Type.U8, shape);

        int shares = shares(engine, shape);
        Graph call = new Graph();
        Value sample = call.input("sample", n / shares, size.height, size.width, config.inChannels());
        timesteps = call.input("timesteps", n / shares);
        Value output = UNet.describe(call, config, sample, timesteps).output();

        try {
            stage = owned.add(Plan.compile(engine, g, null, Set.of(), Plan.Options.DRAW));
            x = stage.buffer(picture);
            DeviceBuffer said = stage.buffer(prediction);
            network = owned.add(SplitPlan.compile(engine, call, shares, weights, Set.of(output), share -> Plan.Options.DRAW.with(bank)
                    .with(Map.of(sample, slice(x, share, sample), output, slice(said, share, output)))));
            start = owned.add(start(engine, shape, stage));
            toPicture = owned.add(bytesOf(engine, picture, x, null));
            toPreview = owned.add(bytesOf(engine, clean, stage.buffer(clean), toPicture.buffer(bytes)));
            preview = owned.add(queue.readback(shape.count()));
            for (int i = 0; i < fences.length; i++) fences[i] = owned.add(queue.readback(Float.BYTES));
        } catch (RuntimeException | Error failure) {
            owned.closeAfter(failure);
            throw failure;
        }
    }

    Size size() {
        return size;
    }

    /** Puts the initial noise of these seeds on the canvas; where there are fewer than N, the last one fills the rest. */
    void begin(List<SeedMix> mixes) {
        int[] words = new int[size.batch * Noise.PARTS * 2];
        float[] weights = new float[size.batch * Noise.PARTS];
        for (int n = 0; n < size.batch; n++) {
            List<SeedMix.Part> parts = mixes.get(Math.min(n, mixes.size() - 1)).parts();
            for (int k = 0; k < parts.size(); k++) {
                words[(n * Noise.PARTS + k) * 2] = (int) parts.get(k).seed();
                words[(n * Noise.PARTS + k) * 2 + 1] = (int) (parts.get(k).seed() >>> 32);
                weights[n * Noise.PARTS + k] = (float) parts.get(k).weight();
            }
        }
        stage.write(seeds, words);
        stage.write(mixing, weights);
        stage.write(row, Stage.initialNoise());
        start.run();
        stages = 0;
    }

    /** Queues one stage, then waits for the one before it: the device always has work, and never more than two stages of it. */
    void run(Stage next) {
        float[] times = new float[timesteps.shape().batch()];
        Arrays.fill(times, (float) next.timestep());
        network.shares().forEach(share -> share.write(timesteps, times));
        stage.write(row, next.toFloats());
        network.run();
        stage.run();
        fences[stages % 2].start(x, 0, Float.BYTES);
        if (stages > 0) fences[(stages - 1) % 2].data();
        stages++;
    }

    /** Waits, and reads the pictures, [N,H,W,C] in 0..255. */
    byte[] pictures() {
        toPicture.run();
        preview.start(toPicture.buffer(bytes), 0, Math.toIntExact(bytes.shape().count()));
        return copy(preview.data());
    }

    /** Waits, and reads x, [N,H,W,C]. */
    float[] x() {
        float[] values = new float[Math.toIntExact(bytes.shape().count())];
        queue.read(x, 0, values);
        return values;
    }

    /** Queues a read of the pictures that the last stage predicted. */
    void startPreview() {
        toPreview.run();
        preview.start(toPicture.buffer(bytes), 0, Math.toIntExact(bytes.shape().count()));
    }

    boolean previewArrived() {
        return preview.isDone();
    }

    byte[] preview() {
        return copy(preview.data());
    }

    long bytes() {
        return network.bytes() + stage.bytes() + start.bytes() + toPicture.bytes();
    }

    /** How many shares the network draws in side by side: each begins where a slice of memory may. */
    private static int shares(Engine engine, Shape shape) {
        int shares = engine.sharesOf(shape.batch());
        return shape.count() * Float.BYTES / shares % engine.queue().device().baseAlignBytes() == 0 ? shares : 1;
    }

    /** A share's part of x, or of what the network says of it. */
    private DeviceBuffer slice(DeviceBuffer whole, int share, Value part) {
        return owned.add(whole.slice(share * part.bytes(), part.bytes()));
    }

    /** x = the noise of stream 0. */
    private Plan start(Engine engine, Shape shape, Plan owner) {
        Graph g = new Graph();
        Value noise = g.apply(new Noise(shape), seeds, mixing, row);
        return Plan.compile(engine, g, null, Set.of(noise), Plan.Options.DRAW.with(Map.of(noise, x, seeds, owner.buffer(seeds),
                mixing, owner.buffer(mixing), row, owner.buffer(row))));
    }

    private Plan bytesOf(Engine engine, Value source, DeviceBuffer memory, DeviceBuffer targetOrNull) {
        Graph g = new Graph();
        g.update(new ToBytes(), bytes, source);
        Map<Value, DeviceBuffer> bound = targetOrNull == null ? Map.of(source, memory) : Map.of(source, memory, bytes, targetOrNull);
        return Plan.compile(engine, g, null, Set.of(), Plan.Options.DRAW.with(bound));
    }

    private static byte[] copy(ByteBuffer data) {
        byte[] copy = new byte[data.remaining()];
        data.get(copy);
        return copy;
    }

    @Override
    public void close() {
        owned.close();
    }
}
