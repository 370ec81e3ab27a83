package kaobako.op;

import java.util.List;
import kaobako.graph.KernelCall;
import kaobako.graph.Node;
import kaobako.graph.Op;
import kaobako.graph.Shape;
import kaobako.graph.Target;
import kaobako.graph.Value;

/**
 * a[n] x + b[n] z per image: the forward process with a = sqrt(acp), b = sqrt(1 - acp) (Ho et al. 2020, eq. 4), and the
 * velocity with a = -sqrt(1 - acp), b = sqrt(acp) (Salimans and Ho 2022). Inputs x, z [N,..], a, b [N].
 */
public record Blend() implements Op {
    @Override
    public Shape infer(List<Value> in) {
        Shape x = in.get(0).shape();
        Launches.require(x.equals(in.get(1).shape()) && in.get(2).shape().count() == x.batch()
                && in.get(3).shape().count() == x.batch(), name(), in, "x and z of one shape, a and b of one number per image");
        return x;
    }

    @Override
    public List<KernelCall> calls(Node node, Target target) {
        Shape x = node.shape(0);
        return Elementwise.calls("blend", node, Math.toIntExact(x.count() / x.batch()));
    }
}
