package kaobako.theory;

import java.util.List;
import kaobako.graph.Graph;
import kaobako.graph.Value;
import kaobako.op.Addend;
import kaobako.op.Affine;
import kaobako.op.Concat;
import kaobako.op.Linear;
import kaobako.op.Silu;
import kaobako.op.Slice;
import kaobako.op.TimestepEmbedding;
import kaobako.train.LossGraph;
import kaobako.unet.Parameters;

/**
 * A network for pictures of two pixels, put together as a U-Net's residual blocks are, with dense layers where those have
 * convolutions: x [N,2] and timesteps [N] to [N,2], or [1,P,2] and one timestep to [1,P,2]. Timesteps are told by sines and cosines
 * (as in the U-Net), and so is each pixel, without which a dense network is slow to learn edges (Tancik et al. 2020).
 *
 * @param width  activations of a layer
 * @param blocks residual blocks
 */
record ToyNetwork(int width, int blocks) implements LossGraph.Network {
    static final ToyNetwork STANDARD = new ToyNetwork(64, 3);
    /** Sines and cosines of a timestep, and of a pixel. */
    private static final int TIME_WAVES = 32, PIXEL_WAVES = 8;
    /** The angle of the fastest sine for a pixel value of 1: half a wave is an eighth of the square. */
    private static final float PIXEL_SCALE = 12;
    /** Puts each wave of a pixel at 0.4 of the frequency of the one before: 12, 4.8, 1.9, 0.76. */
    private static final float PIXEL_SHIFT = -6;

    @Override
    public Described describe(Graph graph, Value x, Value t) {
        Parameters parameters = new Parameters(graph);
        Value time = graph.apply(new TimestepEmbedding(TIME_WAVES, TimestepEmbedding.Order.COS_SIN, 0), t);
        time = graph.apply(new Silu(), parameters.linear("time_embedding.linear_1", time, width));
        time = graph.apply(new Silu(), parameters.linear("time_embedding.linear_2", time, width));
        Value h = parameters.linear("linear_in", pixels(graph, x), width);
        for (int i = 0; i < blocks; i++) h = block(graph, parameters, "blocks." + i, h, time);
        h = graph.apply(new Silu(), h);
        return new Described(parameters.linear("linear_out", h, x.shape().channels()), parameters.all());
    }

    /** x, and sines and cosines of each of its pixels: 18 channels. */
    private static Value pixels(Graph graph, Value x) {
        Value all = x;
        Value scaled = graph.apply(new Affine(PIXEL_SCALE, 0), x);
        for (int pixel = 0; pixel < x.shape().channels(); pixel++) {
            Value one = graph.apply(new Slice(pixel, 1), scaled);
            Value waves = graph.apply(new TimestepEmbedding(PIXEL_WAVES, TimestepEmbedding.Order.COS_SIN, PIXEL_SHIFT), one);
            all = graph.apply(new Concat(), all, waves);
        }
        return all;
    }

    /** h + linear_out(silu(linear_in(silu(h)) + time)). */
    private Value block(Graph graph, Parameters parameters, String name, Value h, Value time) {
        Value moment = parameters.linear(name + ".time_emb_proj", time, width);
        Value u = graph.apply(Linear.of(Addend.BIAS, Addend.PER_IMAGE), graph.apply(new Silu(), h),
                parameters.matrix(name + ".linear_in", name + ".linear_in", List.of(width, width)),
                parameters.vector(name + ".linear_in.bias", width), moment);
        return graph.apply(Linear.of(Addend.BIAS, Addend.RESIDUAL), graph.apply(new Silu(), u),
                parameters.matrix(name + ".linear_out", name + ".linear_out", List.of(width, width)),
                parameters.vector(name + ".linear_out.bias", width), h);
    }
}
