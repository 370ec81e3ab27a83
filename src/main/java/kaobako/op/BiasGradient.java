package kaobako.op;

import java.util.ArrayList;
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
        return calls(target, node.input(0), node.output());
    }

    /** The launches of db += sum over rows of dy. */
    private static List<KernelCall> calls(Target target, Value dy, Value db) {
        if (target.family() == Target.Family.CPU) return ColumnSumCpu.overRows(target, dy, db);
        if (target.family() == Target.Family.GPU) return new ReductionsGpu(target).overRows(dy, db);
        return List.of(Launches.call("column_sum.cl", "column_sum", Map.of(), Launches.each(dy.shape().channels()),
                Launches.read(dy), Launches.result(db), dy.shape().rows(), dy.shape().channels()));
    }

    /** These launches of a weight gradient's {@code node}, whose inputs are x, dy and maybe db; then, for such a db, its own. */
    static List<KernelCall> after(List<KernelCall> weightGradient, Node node, Target target) {
        if (node.inputs().size() < 3) return weightGradient;
        List<KernelCall> calls = new ArrayList<>(weightGradient);
        calls(target, node.input(1), node.input(2)).forEach(call -> calls.add(call.aside()));
        return calls;
    }
}
