package kaobako.train;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.IntToDoubleFunction;
import kaobako.diffusion.NoiseSchedule;
import kaobako.diffusion.Prediction;
import kaobako.graph.Gradients;
import kaobako.graph.Graph;
import kaobako.graph.Value;
import kaobako.op.Add;
import kaobako.op.Blend;
import kaobako.op.Lookup;
import kaobako.op.Mse;
import kaobako.unet.Parameter;
import kaobako.unet.Regularisation;
import kaobako.unet.UNet;
import kaobako.unet.UNetConfig;

/**
 * The loss of a micro-batch and its gradients for every weight, appended to a graph (Ho et al. 2020, algorithm 1):
 * x_t = sqrt(acp) x0 + sqrt(1 - acp) noise; loss[n] = weight(t) mean((network(x_t, t) - target)^2), its mean over n differentiated.
 * Gradients are added to those of earlier micro-batches.
 */
public final class LossGraph {
    /** What is trained: appended to a graph it predicts from noised pictures. */
    @FunctionalInterface
    public interface Network {
        /**
         * @param noised x_t, of x0's shape
         * @param t      timesteps [N]
         */
        Described describe(Graph graph, Value noised, Value t);

        /** The prediction, of x_t's shape, and the network's tensors. */
        record Described(Value output, List<Parameter> parameters) {}
    }

    private final Value losses;
    private final Value lossGradient;
    private final Network.Described network;

    /**
     * The loss of a U-Net.
     *
     * @param x0    clean pictures [N,H,W,C] in [-1, 1]
     * @param noise standard normals of the same shape
     * @param t     timesteps [N] in 0..T-1
     */
    public static LossGraph append(Graph graph, UNetConfig config, Objective objective, Value x0, Value noise, Value t,
            Regularisation regularisation) {
        return append(graph, (g, noised, at) -> {
            UNet unet = UNet.describe(g, config, noised, at, regularisation);
            return new Network.Described(unet.output(), unet.parameters());
        }, objective, x0, noise, t);
    }

    /** The same of any network. */
    public static LossGraph append(Graph graph, Network network, Objective objective, Value x0, Value noise, Value t) {
        return new LossGraph(graph, network, objective, x0, noise, t);
    }

    private LossGraph(Graph g, Network described, Objective objective, Value x0, Value noise, Value t) {
        NoiseSchedule schedule = objective.noiseSchedule();
        Prediction prediction = objective.prediction();
        Value noised = g.apply(new Blend(), x0, noise, table(g, t, schedule, schedule::signalScale),
                table(g, t, schedule, schedule::noiseScale));
        network = described.describe(g, noised, t);
        Value target = target(g, prediction, schedule, x0, noise, t);
        Value weight = g.apply(new Lookup(objective.weight().table(schedule, prediction)), t);
        losses = g.apply(new Mse(), network.output(), target, weight);
        lossGradient = g.input("dlosses", losses.shape().batch());
        Gradients.append(g, losses, lossGradient, Set.of(), (a, b) -> g.apply(new Add(), a, b));
    }

    private static Value target(Graph g, Prediction prediction, NoiseSchedule schedule, Value x0, Value noise, Value t) {
        return switch (prediction) {
            case EPSILON -> noise;
            case SAMPLE -> x0;
            case V_PREDICTION -> g.apply(new Blend(), x0, noise,
                    table(g, t, schedule, i -> prediction.pictureInTarget(schedule.alphasCumprod(i))),
                    table(g, t, schedule, i -> prediction.noiseInTarget(schedule.alphasCumprod(i))));
        };
    }

    private static Value table(Graph g, Value t, NoiseSchedule schedule, IntToDoubleFunction entry) {
        float[] table = new float[schedule.size()];
        for (int i = 0; i < table.length; i++) table[i] = (float) entry.applyAsDouble(i);
        return g.apply(new Lookup(table), t);
    }

    /** The weighted loss of each picture, [N]. */
    public Value losses() {
        return losses;
    }

    /** An input [N], to be filled with {@link #meanGradient} once. */
    public Value lossGradient() {
        return lossGradient;
    }

    /** The gradient of the mean over N pictures: 1/N each. */
    public float[] meanGradient() {
        float[] share = new float[losses.shape().batch()];
        Arrays.fill(share, 1f / share.length);
        return share;
    }

    /** The network's tensors in a model file. */
    public List<Parameter> parameters() {
        return network.parameters();
    }
}
