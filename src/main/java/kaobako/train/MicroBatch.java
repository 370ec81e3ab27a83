package kaobako.train;

import kaobako.cl.Device;
import kaobako.cl.DeviceMemoryException;
import kaobako.diffusion.TimestepDensity;
import kaobako.exec.Engine;
import kaobako.exec.MemoryNeed;
import kaobako.exec.Plan;
import kaobako.graph.Graph;
import kaobako.graph.Shape;
import kaobako.graph.Value;
import kaobako.op.DrawTimesteps;
import kaobako.op.Dropout;
import kaobako.op.FromBytes;
import kaobako.op.Lookup;
import kaobako.op.TrainingNoise;
import kaobako.text.Sentence;
import kaobako.unet.Regularisation;
import kaobako.unet.UNetConfig;

/**
 * The graph of a share of a micro-batch, from 8-bit pictures to gradients: to floats, flipped, noised, through the network, back.
 *
 * @param size   N, pictures in the share
 * @param pixels input U8 [N,H,W,3]
 */
record MicroBatch(int size, Value pixels, LossGraph loss) {
    /** Of a device's memory; the rest is for sample sheets and for others. */
    private static final double SHARE = 0.75;
    /** Of the weights: parameters, gradients, two moments, average. */
    private static final int BANKS = 5;

    static MicroBatch append(Graph g, TrainConfig config, int size, ReportRing ring) {
        Value clock = ring.clock();
        UNetConfig unet = config.unet();
        Value pixels = g.input("pixels", Value.Type.U8, Shape.of(size, unet.sampleHeight(), unet.sampleWidth(), unet.inChannels()));
        Value x0 = g.apply(new FromBytes(FromBytes.Flip.valueOf(config.flip().name())), pixels, clock);
        Value noise = g.apply(new TrainingNoise(x0.shape()), clock);
        Value t = timesteps(g, size, config.objective(), clock);
        LossGraph loss = LossGraph.append(g, unet, config.objective(), x0, noise, t, dropout(config.dropout(), clock));
        ring.keep(g, loss.losses(), t);
        return new MicroBatch(size, pixels, loss);
    }

    private static Value timesteps(Graph g, int size, Objective objective, Value clock) {
        if (objective.density().equals(TimestepDensity.UNIFORM)) return g.apply(new DrawTimesteps(size, objective.timesteps()), clock);
        float[] table = objective.density().table(objective.timesteps());
        return g.apply(new Lookup(table), g.apply(new DrawTimesteps(size, table.length), clock));
    }

    /**
     * The largest share of the batch whose plan fits the device, or {@code wanted} if that is above 0 and fits.
     *
     * @throws TrainException if not even one picture fits
     */
    static int choose(Engine engine, TrainConfig config, int wanted, int most) {
        Device device = engine.queue().device();
        MemoryNeed need = null;
        for (int size = wanted > 0 ? wanted : config.batch(); size >= 1; size--) {
            if (config.batch() % size != 0 || wanted == 0 && size > most) continue;
            try {
                need = need(engine, config, size);
            } catch (DeviceMemoryException tooLarge) {
                need = new MemoryNeed(tooLarge.needed(), tooLarge.needed());
                continue;
            }
            if (need.bytes() <= SHARE * device.globalMemory() && need.largest() <= device.maxAllocation()) return size;
        }
        throw new TrainException(Sentence.of("train.memory",
                "This network does not fit on %s: training with one picture at a time needs %d MiB, the device has %d MiB."
                + " Choose a smaller network or another device.", device.label(), need.bytes() >> 20, device.globalMemory() >> 20));
    }

    /** Device memory for training with micro-batches of this size. */
    static MemoryNeed need(Engine engine, TrainConfig config, int size) {
        int shares = engine.sharesOf(size);
        try (ReportRing ring = new ReportRing(engine.queue(), size / shares, 1)) {
            Graph g = new Graph();
            append(g, config, size / shares, ring);
            Plan.Options options = Plan.Options.TRAIN.with(ring.bound(0));
            MemoryNeed plan = MemoryNeed.of(engine.each(shares), g, java.util.Set.of(), options);
            long weights = g.weights().stream().mapToLong(Value::bytes).sum();
            // gradients once for each share
            return new MemoryNeed(shares * plan.bytes() + (BANKS + shares - 1) * weights, Math.max(plan.largest(), weights));
        }
    }

    private static Regularisation dropout(double p, Value clock) {
        if (p == 0) return Regularisation.NONE;
        int[] layers = {0};
        return (graph, x) -> graph.apply(new Dropout((float) p, layers[0]++), x, clock);
    }
}
