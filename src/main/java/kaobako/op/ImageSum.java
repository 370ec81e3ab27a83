package kaobako.op;

import java.util.List;
import java.util.Map;
import kaobako.graph.KernelCall;
import kaobako.graph.Node;
import kaobako.graph.Op;
import kaobako.graph.Shape;
import kaobako.graph.Target;
import kaobako.graph.Value;

/** e[n,c] = sum over an image's pixels of x[n, .., c]. */
public record ImageSum() implements Op {
    @Override
    public Shape infer(List<Value> in) {
        return Shape.of(in.get(0).shape().batch(), in.get(0).shape().channels());
    }

    @Override
    public List<KernelCall> calls(Node node, Target target) {
        if (target.family() == Target.Family.CPU) return ColumnSumCpu.overImages(target, node.input(0), node.output());
        if (target.family() == Target.Family.GPU) return new ReductionsGpu(target).overImages(node.input(0), node.output());
        Shape x = node.shape(0);
        return List.of(Launches.call("column_sum.cl", "image_sum", Map.of(), Launches.each((long) x.batch() * x.channels()),
                Launches.read(node.input(0)), Launches.result(node.output()), x.batch(), x.positions(), x.channels()));
    }
}
