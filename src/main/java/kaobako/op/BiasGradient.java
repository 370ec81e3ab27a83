package kaobako.op;

import java.util.List;
import java.util.Map;
import kaobako.graph.KernelCall;
import kaobako.graph.Node;
import kaobako.graph.Op;
import kaobako.graph.Shape;
import kaobako.graph.Target;
import kaobako.graph.Value;

/** The gradient of a vector that was added to every row: db[c] += sum over rows of dy[.., c]. */
public record BiasGradient() implements Op {
    @Override
    public Shape infer(List<Value> in) {
        throw new IllegalStateException("updates a gradient in place");
    }

    @Override
    public List<KernelCall> calls(Node node, Target target) {
        if (target.family() == Target.Family.CPU) return ColumnSumCpu.overRows(target, node.input(0), node.output());
        if (target.family() == Target.Family.GPU) return new ReductionsGpu(target).overRows(node.input(0), node.output());
        Shape dy = node.shape(0);
        return List.of(Launches.call("column_sum.cl", "column_sum", Map.of(), Launches.each(dy.channels()),
                Launches.read(node.input(0)), Launches.result(node.output()), dy.rows(), dy.channels()));
    }
}
