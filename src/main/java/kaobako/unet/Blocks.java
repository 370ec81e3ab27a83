package kaobako.unet;

import java.util.List;
import java.util.Set;
import kaobako.graph.Graph;
import kaobako.graph.Value;
import kaobako.op.Addend;
import kaobako.op.Attention;
import kaobako.op.Conv2d;
import kaobako.op.GroupNorm;
import kaobako.op.Linear;
import kaobako.op.Resample;
import kaobako.unet.UNetConfig.TimeScaleShift;

/** The parts a U-Net is put together from: residual and attention blocks as diffusers' ResnetBlock2D and Attention. */
public final class Blocks {
    private final Graph graph;
    private final UNetConfig config;
    private final Parameters parameters;
    private final Value embedding;
    private final Regularisation regularisation;

    /** Blocks of a network of this configuration outside a network; {@code embedding}: silu of the time embedding, [N,E]. */
    public static Blocks of(Graph graph, UNetConfig config, Value embedding) {
        return new Blocks(graph, config, new Parameters(graph), embedding, Regularisation.NONE);
    }

    Blocks(Graph graph, UNetConfig config, Parameters parameters, Value embedding, Regularisation regularisation) {
        this.graph = graph;
        this.config = config;
        this.parameters = parameters;
        this.embedding = embedding;
        this.regularisation = regularisation;
    }

    /** The tensors that the blocks made so far take from a model file. */
    public List<Parameter> parameters() {
        return parameters.all();
    }

    Value resnet(String name, Value x, int out) {
        return resnet(name, x, out, null, 1);
    }

    Value resnet(String name, Value x, int out, Resample resample) {
        return resnet(name, x, out, resample, 1);
    }

    /** (shortcut(x) + conv2(dropout(silu(norm2(conv1(silu(norm1(x))) and time)))) / factor; {@code resample} may be null. */
    public Value resnet(String name, Value x, int out, Resample resample, double factor) {
        Value[] result = new Value[1];
        graph.scoped(name, () -> result[0] = resnetBody(name, x, out, resample, factor));
        return result[0];
    }

    private Value resnetBody(String name, Value x, int out, Resample resample, double factor) {
        int in = x.shape().channels();
        int groups = config.normNumGroups();
        Value u = norm(name + ".norm1", x, groups, null, GroupNorm.Then.SILU);
        Value skip = x;
        boolean repeats = resample != null && resample.direction() == Resample.Direction.UP;
        Conv2d.Geometry first = repeats ? Conv2d.Geometry.REPEATED : Conv2d.Geometry.SAME;
        if (resample != null) {
            skip = graph.apply(resample, skip);
            u = graph.apply(resample, u);
        }
        Value w1 = parameters.convolution(name + ".conv1.weight", in, out);
        Value b1 = parameters.vector(name + ".conv1.bias", out);
        if (config.resnetTimeScaleShift() == TimeScaleShift.DEFAULT) {
            Value time = parameters.linear(name + ".time_emb_proj", embedding, out);
            u = graph.apply(Conv2d.of(first, Addend.BIAS, Addend.PER_IMAGE), u, w1, b1, time);
            u = norm(name + ".norm2", u, groups, null, GroupNorm.Then.SILU);
        } else {
            Value time = parameters.linear(name + ".time_emb_proj", embedding, 2 * out);
            u = graph.apply(Conv2d.of(first, Addend.BIAS), u, w1, b1);
            u = norm(name + ".norm2", u, groups, time, GroupNorm.Then.SCALE_SHIFT, GroupNorm.Then.SILU);
        }
        u = regularisation.apply(graph, u);
        if (in != out) {
            Value weight = parameters.matrix(name + ".conv_shortcut", name + ".conv_shortcut", List.of(out, in, 1, 1));
            skip = graph.apply(Linear.of(Addend.BIAS), skip, weight, parameters.vector(name + ".conv_shortcut.bias", out));
        }
        Conv2d second = new Conv2d(Conv2d.Geometry.SAME, Set.of(Addend.BIAS, Addend.RESIDUAL), (float) (1 / factor));
        return graph.apply(second, u, parameters.convolution(name + ".conv2.weight", out, out),
                parameters.vector(name + ".conv2.bias", out), skip);
    }

    /** (x + to_out(attention(q, k, v of norm(x)))) / factor; no norm with 0 groups. */
    public Value attention(String name, Value x, int groups, double factor) {
        Value[] result = new Value[1];
        graph.scoped(name, () -> result[0] = attentionBody(name, x, groups, factor));
        return result[0];
    }

    private Value attentionBody(String name, Value x, int groups, double factor) {
        int channels = x.shape().channels();
        int heads = config.heads(channels);
        int inner = heads * config.headDim(channels);
        Value h = groups == 0 ? x : norm(name + ".group_norm", x, groups, null);
        List<Value> projection = parameters.joined(name + ".to_qkv", List.of(name + ".to_q", name + ".to_k", name + ".to_v"),
                List.of(name + ".query", name + ".key", name + ".value"), channels, inner);
        Value o = Attention.apply(graph, graph.apply(Linear.of(Addend.BIAS), h, projection.get(0), projection.get(1)), heads);
        Value weight = parameters.matrix(name + ".to_out.0", name + ".proj_attn", List.of(channels, inner));
        Value bias = parameters.bias(name + ".to_out.0", name + ".proj_attn", channels);
        return graph.apply(new Linear(Set.of(Addend.BIAS, Addend.RESIDUAL), (float) (1 / factor)), o, weight, bias, x);
    }

    /** Group norm with the weights of {@code name}; {@code scaleShift} may be null. */
    Value norm(String name, Value x, int groups, Value scaleShift, GroupNorm.Then... then) {
        int channels = x.shape().channels();
        return GroupNorm.apply(graph, x, groups, (float) config.normEps(), parameters.vector(name + ".weight", channels),
                parameters.vector(name + ".bias", channels), scaleShift, then);
    }

    /** 3x3 convolution with the weights of {@code name}. */
    Value convolution(String name, Value x, int out, Conv2d.Geometry geometry) {
        return graph.apply(Conv2d.of(geometry, Addend.BIAS), x,
                parameters.convolution(name + ".weight", x.shape().channels(), out), parameters.vector(name + ".bias", out));
    }
}
