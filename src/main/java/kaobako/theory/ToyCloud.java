package kaobako.theory;

import java.util.Map;
import java.util.Set;
import kaobako.cl.Owned;
import kaobako.diffusion.Stage;
import kaobako.exec.Engine;
import kaobako.exec.Plan;
import kaobako.exec.Weights;
import kaobako.graph.Graph;
import kaobako.graph.Shape;
import kaobako.graph.Value;
import kaobako.op.Mix;
import kaobako.op.Noise;

/**
 * Particles, each a two-pixel picture with a seed of its own, moved through a sampler's stages by the averaged weights. They share a
 * timestep, so to the network they are positions of one image: what it makes of the time is computed once for all. Owns its plans; made by {@link ToyDiffusion#cloud}. GPU thread only.
 */
public final class ToyCloud implements AutoCloseable {
    private final Engine engine;
    private final int particles;
    private final Value x;
    private final Value clean;
    private final Value row;
    private final Value timesteps;
    private final Value seeds;
    private final Plan stage;
    private final Plan start;
    private final Owned owned = new Owned();

    ToyCloud(Engine engine, Weights weights, int particles) {
        this.engine = engine;
        this.particles = particles;
        Shape shape = Shape.of(1, particles, 2);
        Graph g = new Graph();
        x = g.state("x", Value.Type.F32, shape);
        clean = g.state("x0", Value.Type.F32, shape);
        Value history = g.state("history", Value.Type.F32, Shape.of(Mix.HISTORY, particles, 2));
        row = g.input("stage", Stage.FLOATS);
        timesteps = g.input("timesteps", 1);
        seeds = g.input("seeds", Value.Type.I32, Shape.of(particles, Noise.PARTS, 2));
        Value mixing = g.input("mixing", particles, Noise.PARTS);
        Value output = ToyNetwork.STANDARD.describe(g, x, timesteps).output();
        Value noise = g.apply(new Noise(Shape.of(particles, 2)), seeds, mixing, row);
        g.update(new Mix(), x, output, noise, row, history, clean);
        try {
            stage = owned.add(Plan.compile(engine, g, weights, Set.of(), Plan.Options.DRAW.with(Weights.Bank.EMA)));
            Graph first = new Graph();
            Value initial = first.apply(new Noise(Shape.of(particles, 2)), seeds, mixing, row);
            start = owned.add(Plan.compile(engine, first, null, Set.of(initial), Plan.Options.DRAW.with(Map.of(initial, stage.buffer(x),
                    seeds, stage.buffer(seeds), mixing, stage.buffer(mixing), row, stage.buffer(row)))));
            float[] whole = new float[particles * Noise.PARTS];
            for (int n = 0; n < particles; n++) whole[n * Noise.PARTS] = 1;
            stage.write(mixing, whole);
        } catch (RuntimeException | Error failure) {
            owned.closeAfter(failure);
            throw failure;
        }
    }

    public int particles() {
        return particles;
    }

    /** Puts each particle where its seed's noise is: the seeds {@code first}, first + 1, .. */
    public void begin(long first) {
        int[] words = new int[particles * Noise.PARTS * 2];
        for (int n = 0; n < particles; n++) {
            words[n * Noise.PARTS * 2] = (int) (first + n);
            words[n * Noise.PARTS * 2 + 1] = (int) (first + n >>> 32);
        }
        stage.write(seeds, words);
        stage.write(row, Stage.initialNoise());
        start.run();
    }

    /** Queues one stage. */
    public void run(Stage next) {
        stage.write(timesteps, new float[] {(float) next.timestep()});
        stage.write(row, next.toFloats());
        stage.run();
    }

    /** Waits, and reads where the particles are: left pixel, right pixel, .. */
    public float[] x() {
        return stage.read(x);
    }

    /** Waits, and reads the first {@code count} particles' clean pictures, as the last stage predicted them. */
    public float[] x0(int count) {
        float[] values = new float[2 * count];
        engine.queue().read(stage.buffer(clean), 0, values);
        return values;
    }

    @Override
    public void close() {
        owned.close();
    }
}
