package kaobako.op;

import static kaobako.op.Launches.call;
import static kaobako.op.Launches.count;
import static kaobako.op.Launches.each;
import static kaobako.op.Launches.read;
import static kaobako.op.Launches.result;
import static kaobako.op.Launches.update;
import static kaobako.op.Launches.write;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import kaobako.graph.Gradients;
import kaobako.graph.Graph;
import kaobako.graph.KernelCall;
import kaobako.graph.Node;
import kaobako.graph.Op;
import kaobako.graph.Shape;
import kaobako.graph.Target;
import kaobako.graph.Value;

/**
 * Multi-head self-attention (Vaswani et al. 2017): inputs qkv [N,..,3*heads*d] and lse [N,heads,T], which it fills with the
 * logarithms of the softmax denominators for its gradient; o [N,..,heads*d]. Use {@link #apply}.
 */
public record Attention(int heads) implements Op {
    /** Appends the attention; its denominators come with it. */
    public static Value apply(Graph g, Value qkv, int heads) {
        Value lse = g.apply(new LogSumExp(heads), qkv);
        return g.apply(new Attention(heads), qkv, lse);
    }

    @Override
    public Shape infer(List<Value> in) {
        Shape qkv = in.get(0).shape();
        Launches.require(qkv.channels() % (3 * heads) == 0, name(), in, "q, k and v of " + heads + " heads");
        return qkv.withChannels(qkv.channels() / 3);
    }

    @Override
    public void differentiate(Gradients gradients, Node node, Value dy) {
        if (!gradients.wants(node.input(0))) return;
        gradients.add(node.input(0), gradients.graph().apply(new Gradient(heads), node.input(0), node.input(1), node.output(), dy));
    }

    @Override
    public List<KernelCall> calls(Node node, Target target) {
        Value o = node.output();
        Optional<AttentionCpu> vectors = AttentionCpu.of(target, o.shape(), heads);
        if (vectors.isPresent()) return vectors.get().forward(node);
        Optional<AttentionGpu> tiled = AttentionGpu.of(target, o.shape(), heads);
        if (tiled.isPresent()) return tiled.get().forward(node);
        return List.of(call("attention.cl", "attention", Map.of(), each(count(o)), read(node.input(0)), read(node.input(1)),
                result(o), o.shape().batch(), o.shape().positions(), heads, o.shape().channels() / heads));
    }

    /** Scores and their weighted sums. */
    @Override
    public long flops(Node node) {
        Shape o = node.output().shape();
        return 4L * o.batch() * o.positions() * o.positions() * o.channels();
    }

    /** qkv to the logarithms of the softmax denominators, maximum included: [N,heads,T]; where CPU or GPU kernels run, the attention writes them. */
    public record LogSumExp(int heads) implements Op {
        @Override
        public Shape infer(List<Value> in) {
            Shape qkv = in.get(0).shape();
            return Shape.of(qkv.batch(), heads, qkv.positions());
        }

        @Override
        public List<KernelCall> calls(Node node, Target target) {
            Shape qkv = node.shape(0);
            Shape o = qkv.withChannels(qkv.channels() / 3);
            if (AttentionCpu.of(target, o, heads).isPresent() || AttentionGpu.of(target, o, heads).isPresent()) return List.of();
            return List.of(call("attention.cl", "attention_lse", Map.of(), each(count(node.output())), read(node.input(0)),
                    result(node.output()), qkv.batch(), qkv.positions(), heads, qkv.channels() / 3 / heads));
        }

        @Override
        public String name() {
            return "AttentionLogSumExp";
        }
    }

    /** dqkv from qkv, lse, o and do. */
    public record Gradient(int heads) implements Op {
        @Override
        public Shape infer(List<Value> in) {
            return in.get(0).shape();
        }

        @Override
        public List<KernelCall> calls(Node node, Target target) {
            Shape o = node.shape(2);
            Optional<AttentionCpu> vectors = AttentionCpu.of(target, o, heads);
            if (vectors.isPresent()) return vectors.get().gradient(node);
            Optional<AttentionGpu> tiled = AttentionGpu.of(target, o, heads);
            if (tiled.isPresent()) return tiled.get().gradient(node);
            int t = o.positions();
            int d = o.channels() / heads;
            Value delta = Value.scratch("delta", o.batch(), heads, t);
            return List.of(
                    call("attention_grad.cl", "attention_delta", Map.of(), each(count(delta)), read(node.input(2)),
                            read(node.input(3)), write(delta), o.batch(), t, heads, d).aside(),
                    call("attention_grad.cl", "attention_gradient", Map.of(), each(o.count()), read(node.input(0)),
                            read(node.input(1)), read(delta), read(node.input(3)), result(node.output()), o.batch(), t, heads, d));
        }

        @Override
        public long flops(Node node) {
            Shape o = node.shape(2);
            return 10L * o.batch() * o.positions() * o.positions() * o.channels();
        }

        @Override
        public String name() {
            return "AttentionGradient";
        }
    }
}
