package kaobako.op;

import static kaobako.op.Launches.call;
import static kaobako.op.Launches.count;
import static kaobako.op.Launches.each;
import static kaobako.op.Launches.read;
import static kaobako.op.Launches.result;

import java.util.List;
import java.util.Map;
import kaobako.graph.Argument.Table;
import kaobako.graph.KernelCall;
import kaobako.graph.Node;
import kaobako.graph.Op;
import kaobako.graph.Shape;
import kaobako.graph.Target;
import kaobako.graph.Value;

/**
 * Sinusoidal embedding of timesteps t [N] as [N,D], or of one channel [..,1] as [..,D]: sines then cosines, or the other way (Ho et al. 2020; diffusers'
 * flip_sin_to_cos and freq_shift).
 */
public record TimestepEmbedding(int dimension, Order order, float shift) implements Op {
    public enum Order { SIN_COS, COS_SIN }

    @Override
    public Shape infer(List<Value> in) {
        Shape t = in.get(0).shape();
        Launches.require(t.rank() == 1 || t.channels() == 1, name(), in, "t [N] or [..,1]");
        return t.rank() == 1 ? Shape.of(t.extent(0), dimension) : t.withChannels(dimension);
    }

    @Override
    public List<KernelCall> calls(Node node, Target target) {
        return List.of(call("timestep_embedding.cl", "timestep_embedding", order == Order.COS_SIN ? Map.of("FLIP", 1) : Map.of(),
                each(count(node.output())), read(node.input(0)), new Table(frequencies()), result(node.output()),
                node.output().shape().rows(), dimension));
    }

    /** exp(-ln(10000) k / (D/2 - shift)), every operation rounded to float as PyTorch rounds it. */
    private float[] frequencies() {
        float[] f = new float[Math.max(1, dimension / 2)];
        for (int k = 0; k < f.length; k++) f[k] = exp((float) -Math.log(10000) * k / (dimension / 2 - shift));
        return f;
    }

    /**
     * The exponential to within an ulp, in the steps of SLEEF's expf (Shibata and Petrogalli 2020), which PyTorch uses: angles reach
     * 1000, where one ulp of a frequency is 1e-5 of the sine, so even the last bit of the exponential is part of the definition.
     */
    private static float exp(float x) {
        float q = (float) Math.rint(x * 1.442695040888963407359924681f);
        float r = Math.fma(q, -1.428606765330187045e-06f, Math.fma(q, -0.693145751953125f, x));
        float u = 0.000198527617612853646278381f;
        u = Math.fma(u, r, 0.00139304355252534151077271f);
        u = Math.fma(u, r, 0.00833336077630519866943359f);
        u = Math.fma(u, r, 0.0416664853692054748535156f);
        u = Math.fma(u, r, 0.166666671633720397949219f);
        u = Math.fma(u, r, 0.5f);
        return Math.scalb(1 + Math.fma(r * r, u, r), (int) q);
    }
}
