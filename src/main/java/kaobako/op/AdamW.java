package kaobako.op;

import static kaobako.op.Launches.call;
import static kaobako.op.Launches.count;
import static kaobako.op.Launches.each;
import static kaobako.op.Launches.read;
import static kaobako.op.Launches.update;

import java.util.List;
import java.util.Map;
import kaobako.graph.KernelCall;
import kaobako.graph.Node;
import kaobako.graph.Op;
import kaobako.graph.Shape;
import kaobako.graph.Target;
import kaobako.graph.Value;

/**
 * One AdamW step over all parameters (Loshchilov and Hutter 2019), with gradient clipping; clears the gradients.
 * Updates the parameters, its output, and the inputs m, v, g; reads the gradient norm and the hyperparameters.
 */
public record AdamW() implements Op {
    /**
     * The numbers of one step, in the kernel's order.
     *
     * @param step k = 1, 2, ...
     * @param emaDecay of {@link Ema}
     * @param microBatches the gradients are sums over this many and are divided by it
     */
    public record Step(double learningRate, double weightDecay, double beta1, double beta2, double epsilon, long step,
            double maxNorm, double emaDecay, int microBatches) {
        /** Floats in the device's block. */
        public static final int SIZE = 10;

        public float[] toFloats() {
            return new float[] {(float) learningRate, (float) weightDecay, (float) beta1, (float) beta2, (float) epsilon,
                (float) (1 - Math.pow(beta1, step)), (float) Math.sqrt(1 - Math.pow(beta2, step)), (float) maxNorm,
                (float) (1 - emaDecay), 1f / microBatches};
        }
    }

    @Override
    public Shape infer(List<Value> in) {
        throw new IllegalStateException("updates parameters in place");
    }

    @Override
    public List<KernelCall> calls(Node node, Target target) {
        int count = count(node.output());
        if (target.family() == Target.Family.CPU) {
            int perItem = Launches.rowsPerItem(target, count);
            return List.of(call("optimizer_cpu.cl", "adamw_cpu", Map.of("VL", target.vectorWidth()),
                    Launches.ones(Launches.blocks(count, perItem)), update(node.output()), update(node.input(0)),
                    update(node.input(1)), update(node.input(2)), read(node.input(3)), read(node.input(4)), count, perItem));
        }
        return List.of(call("optimizer.cl", "adamw", Map.of(), each(count), update(node.output()), update(node.input(0)),
                update(node.input(1)), update(node.input(2)), read(node.input(3)), read(node.input(4)), count));
    }
}
