package kaobako.op;

import static kaobako.op.Launches.call;
import static kaobako.op.Launches.count;
import static kaobako.op.Launches.each;
import static kaobako.op.Launches.read;
import static kaobako.op.Launches.result;
import static kaobako.op.Launches.write;

import java.util.List;
import java.util.Map;
import kaobako.graph.KernelCall;
import kaobako.graph.Node;
import kaobako.graph.Op;
import kaobako.graph.Shape;
import kaobako.graph.Target;
import kaobako.graph.Value;

/** The L2 norm of all gradients: inputs g [count] and the hyperparameters of {@link AdamW}; [1]. */
public record GradientNorm() implements Op {
    private static final int PARTS = 1024;

    @Override
    public Shape infer(List<Value> in) {
        return Shape.of(1);
    }

    @Override
    public List<KernelCall> calls(Node node, Target target) {
        if (target.family() == Target.Family.GPU) return new ReductionsGpu(target).norm(node);
        Value parts = Value.scratch("parts", PARTS);
        int count = count(node.input(0));
        KernelCall sums = target.family() == Target.Family.CPU
                ? Launches.call("optimizer_cpu.cl", "norm_parts_cpu", Map.of("VL", target.vectorWidth()), Launches.ones(PARTS),
                        read(node.input(0)), write(parts), count, Launches.blocks(count, PARTS))
                : call("optimizer.cl", "norm_parts", Map.of(), each(PARTS), read(node.input(0)), write(parts), count, PARTS);
        return List.of(sums,
                call("optimizer.cl", "norm", Map.of(), each(1), read(parts), read(node.input(1)), result(node.output()), PARTS));
    }
}
