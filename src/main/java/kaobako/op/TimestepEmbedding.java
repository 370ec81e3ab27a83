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
 * Sinusoidal embedding of timesteps t [N] as [N,D]: sines then cosines, or the other way (Ho et al. 2020; diffusers'
 * flip_sin_to_cos and freq_shift).
 */
public record TimestepEmbedding(int dimension, Order order, float shift) implements Op {
    public enum Order { SIN_COS, COS_SIN }

    @Override
    public Shape infer(List<Value> in) {
        return Shape.of(Math.toIntExact(in.get(0).shape().count()), dimension);
    }

    @Override
    public List<KernelCall> calls(Node node, Target target) {
        return List.of(call("timestep_embedding.cl", "timestep_embedding", order == Order.COS_SIN ? Map.of("FLIP", 1) : Map.of(),
                each(count(node.output())), read(node.input(0)), new Table(frequencies()), result(node.output()),
                node.output().shape().batch(), dimension));
    }

    /** exp(-ln(10000) k / (D/2 - shift)), every step rounded to float as PyTorch does. */
    private float[] frequencies() {
        float[] f = new float[Math.max(1, dimension / 2)];
        for (int k = 0; k < f.length; k++) {
            f[k] = (float) Math.exp((float) -Math.log(10000) * k / (dimension / 2 - shift));
        }
        return f;
    }
}
