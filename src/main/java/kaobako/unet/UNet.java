package kaobako.unet;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import kaobako.graph.Graph;
import kaobako.graph.Shape;
import kaobako.graph.Value;
import kaobako.op.Affine;
import kaobako.op.Concat;
import kaobako.op.Conv2d;
import kaobako.op.GroupNorm;
import kaobako.op.Resample;
import kaobako.op.Silu;
import kaobako.op.TimestepEmbedding;
import kaobako.unet.UNetConfig.BlockType;

/** The U-Net of Ho et al. (2020), appendix B, as diffusers' UNet2DModel builds it, described as a graph. */
public final class UNet {
    private final Graph graph;
    private final UNetConfig config;
    private final Blocks blocks;
    private final Value output;

    /**
     * Appends the network to {@code graph}.
     *
     * @param sample [N,H,W,in_channels]; H and W multiples of {@link UNetConfig#divisor}
     * @param timesteps [N], unscaled
     */
    public static UNet describe(Graph graph, UNetConfig config, Value sample, Value timesteps) {
        return describe(graph, config, sample, timesteps, Regularisation.NONE);
    }

    /** With dropout as {@code regularisation} says, for training. */
    public static UNet describe(Graph graph, UNetConfig config, Value sample, Value timesteps, Regularisation regularisation) {
        Shape x = sample.shape();
        if (x.rank() != 4 || x.channels() != config.inChannels() || x.height() % config.divisor() != 0
                || x.width() % config.divisor() != 0) {
            throw new IllegalArgumentException("sample " + x + ": expected " + config.inChannels()
                    + " channels, height and width multiples of " + config.divisor());
        }
        return new UNet(graph, config, sample, timesteps, regularisation);
    }

    /** The tensors of a model file of this configuration. */
    public static List<Parameter> parameters(UNetConfig config) {
        Graph graph = new Graph();
        return describe(graph, config, graph.input("sample", 1, config.divisor(), config.divisor(), config.inChannels()),
                graph.input("timesteps", 1)).parameters();
    }

    private UNet(Graph graph, UNetConfig config, Value sample, Value timesteps, Regularisation regularisation) {
        this.graph = graph;
        this.config = config;
        Parameters parameters = new Parameters(graph);
        this.blocks = new Blocks(graph, config, parameters, embedding(parameters, timesteps), regularisation);
        Value x = config.centerInputSample() ? graph.apply(new Affine(2, -1), sample) : sample;
        Value h = blocks.convolution("conv_in", x, config.channels(0), Conv2d.Geometry.SAME);
        Deque<Value> skips = new ArrayDeque<>();
        skips.push(h);
        for (int level = 0; level < config.levels(); level++) h = down(h, level, skips);
        if (config.midBlock()) h = mid(h);
        for (int block = 0; block < config.levels(); block++) h = up(h, block, skips);
        h = blocks.norm("conv_norm_out", h, config.normNumGroups(), null, GroupNorm.Then.SILU);
        this.output = blocks.convolution("conv_out", h, config.outChannels(), Conv2d.Geometry.SAME);
    }

    /** [N,H,W,out_channels]: the predicted noise, picture or velocity. */
    public Value output() {
        return output;
    }

    /** In order of construction. */
    public List<Parameter> parameters() {
        return blocks.parameters();
    }

    /** silu(emb): every use of the embedding in a U-Net applies the SiLU first. */
    private Value embedding(Parameters parameters, Value timesteps) {
        int width = config.timeEmbeddingDim();
        TimestepEmbedding.Order order = config.flipSinToCos() ? TimestepEmbedding.Order.COS_SIN : TimestepEmbedding.Order.SIN_COS;
        Value e = graph.apply(new TimestepEmbedding(config.channels(0), order, (float) config.freqShift()), timesteps);
        e = graph.apply(new Silu(), parameters.linear("time_embedding.linear_1", e, width));
        return graph.apply(new Silu(), parameters.linear("time_embedding.linear_2", e, width));
    }

    private Value down(Value h, int level, Deque<Value> skips) {
        BlockType type = config.downBlockTypes().get(level);
        String name = "down_blocks." + level;
        for (int layer = 0; layer < config.layersPerBlock(); layer++) {
            h = blocks.resnet(name + ".resnets." + layer, h, config.channels(level));
            if (type.attention) h = blocks.attention(name + ".attentions." + layer, h, config.normNumGroups(), 1);
            skips.push(h);
        }
        if (level == config.levels() - 1) return h;
        String sampler = name + ".downsamplers.0";
        if (type.resamplesByResnet(config.downsampleType())) {
            h = blocks.resnet(sampler, h, config.channels(level), Resample.average());
        } else {
            h = blocks.convolution(sampler + ".conv", h, config.channels(level),
                    config.downsamplePadding() == 1 ? Conv2d.Geometry.HALVE : Conv2d.Geometry.HALVE_ASYMMETRIC);
        }
        skips.push(h);
        return h;
    }

    private Value mid(Value h) {
        int channels = config.channels(config.levels() - 1);
        double factor = config.midBlockScaleFactor();
        h = blocks.resnet("mid_block.resnets.0", h, channels, null, factor);
        if (config.addAttention()) h = blocks.attention("mid_block.attentions.0", h, config.midAttentionGroups(), factor);
        return blocks.resnet("mid_block.resnets.1", h, channels, null, factor);
    }

    private Value up(Value h, int block, Deque<Value> skips) {
        BlockType type = config.upBlockTypes().get(block);
        int channels = config.channels(config.levels() - 1 - block);
        String name = "up_blocks." + block;
        for (int layer = 0; layer <= config.layersPerBlock(); layer++) {
            h = blocks.resnet(name + ".resnets." + layer, graph.apply(new Concat(), h, skips.pop()), channels);
            if (type.attention) h = blocks.attention(name + ".attentions." + layer, h, config.normNumGroups(), 1);
        }
        if (block == config.levels() - 1) return h;
        String sampler = name + ".upsamplers.0";
        if (type.resamplesByResnet(config.upsampleType())) return blocks.resnet(sampler, h, channels, Resample.nearest());
        return blocks.convolution(sampler + ".conv", graph.apply(Resample.nearest(), h), channels, Conv2d.Geometry.REPEATED);
    }
}
