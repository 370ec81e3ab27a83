package kaobako.op;

import static kaobako.op.Launches.call;
import static kaobako.op.Launches.count;
import static kaobako.op.Launches.each;
import static kaobako.op.Launches.read;
import static kaobako.op.Launches.result;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import kaobako.graph.Gradients;
import kaobako.graph.Graph;
import kaobako.graph.KernelCall;
import kaobako.graph.Node;
import kaobako.graph.Op;
import kaobako.graph.Shape;
import kaobako.graph.Target;
import kaobako.graph.Value;

/**
 * Group normalisation with what follows it fused (Wu and He 2018): inputs x [N,..,C], statistics [N,G,2], gamma, beta [C]
 * and for SCALE_SHIFT s [N,2C]; y of x's shape. Use {@link #apply} to get the statistics too. On a CPU one launch computes both.
 */
public record GroupNorm(int groups, float eps, Set<Then> then) implements Op {
    /** What is applied to the normalised values, in this order. */
    public enum Then {
        /** h (1 + s[n,c]) + s[n,C+c] with a fifth input s. */
        SCALE_SHIFT,
        /** h / (1 + exp(-h)). */
        SILU
    }

    public GroupNorm {
        then = Set.copyOf(then);
    }

    /** Appends statistics and normalisation. {@code scaleShift} may be null. */
    public static Value apply(Graph g, Value x, int groups, float eps, Value gamma, Value beta, Value scaleShift, Then... then) {
        Value statistics = g.apply(new Statistics(groups, eps), x);
        GroupNorm op = new GroupNorm(groups, eps, Set.of(then));
        return scaleShift == null ? g.apply(op, x, statistics, gamma, beta) : g.apply(op, x, statistics, gamma, beta, scaleShift);
    }

    @Override
    public Shape infer(List<Value> in) {
        Shape x = in.get(0).shape();
        Launches.require(x.channels() % groups == 0, name(), in, "channels divisible by " + groups + " groups");
        Launches.require(in.get(2).shape().count() == x.channels() && in.get(3).shape().count() == x.channels(), name(), in,
                "gamma and beta of " + x.channels() + " channels");
        Launches.require(in.size() == (then.contains(Then.SCALE_SHIFT) ? 5 : 4), name(), in, "x, statistics, gamma, beta" + then);
        return x;
    }

    /** The gradient of x includes what flows through the statistics. */
    @Override
    public void differentiate(Gradients gradients, Node node, Value dy) {
        new GroupNormGradient(groups, then).append(gradients, node, scaleShift(node), dy);
    }

    /** The gradient of x needs nearly all of y on its way. */
    @Override
    public boolean recomputes(Node node, Gradients gradients) {
        return gradients.wants(node.input(0));
    }

    @Override
    public List<KernelCall> calls(Node node, Target target) {
        Shape x = node.shape(0);
        if (target.family() == Target.Family.CPU) {
            return new GroupNormCpu(target, x, groups, defines(then)).forward(node, scaleShift(node), eps);
        }
        if (target.family() == Target.Family.GPU) {
            return new GroupNormGpu(target, x, groups).normalise(node, defines(then), scaleShift(node));
        }
        return List.of(call("group_norm.cl", "group_norm", defines(then), each(x.count()),
                read(node.input(0)), read(node.input(1)), read(node.input(2)), read(node.input(3)), read(scaleShift(node)),
                result(node.output()), x.batch(), x.positions(), x.channels(), groups));
    }

    @Override
    public boolean readsParts(Node node, Target target) {
        return GroupNormCpu.readsParts(target, node, groups);
    }

    /** y once more, for what reads it on the way back: the same inputs. On a CPU the gradient of x writes it. */
    record Recomputed(GroupNorm op) implements Op {
        @Override
        public Shape infer(List<Value> in) {
            return op.infer(in);
        }

        @Override
        public List<KernelCall> calls(Node node, Target target) {
            return target.family() == Target.Family.CPU ? List.of() : op.calls(node, target);
        }

        @Override
        public String name() {
            return "GroupNormRecomputed";
        }
    }

    /** The scale-shift input, or x where there is none: kernels bind it and do not read it. */
    private Value scaleShift(Node node) {
        return then.contains(Then.SCALE_SHIFT) ? node.input(4) : node.input(0);
    }

    static Map<String, Object> defines(Set<Then> then) {
        Map<String, Object> defines = new HashMap<>();
        then.forEach(what -> defines.put(what.name(), 1));
        return defines;
    }

    /** Mean and 1/sqrt(variance + eps) of every image's groups: x [N,..,C] to [N,G,2]; on a CPU the normalisation writes them. */
    public record Statistics(int groups, float eps) implements Op {
        @Override
        public Shape infer(List<Value> in) {
            Launches.require(in.get(0).shape().channels() % groups == 0, name(), in, "channels divisible by " + groups + " groups");
            return Shape.of(in.get(0).shape().batch(), groups, 2);
        }

        /** Nothing flows through the statistics alone: {@link GroupNorm} accounts for them. */
        @Override
        public void differentiate(Gradients gradients, Node node, Value dy) {
            throw new IllegalStateException("group norm's statistics are differentiated by GroupNorm");
        }

        @Override
        public List<KernelCall> calls(Node node, Target target) {
            if (target.family() == Target.Family.CPU) return List.of();
            Shape x = node.shape(0);
            if (target.family() == Target.Family.GPU) return new GroupNormGpu(target, x, groups).statistics(node, eps);
            return List.of(call("group_norm.cl", "group_norm_statistics", Map.of(), each((long) x.batch() * groups),
                    read(node.input(0)), result(node.output()), x.batch(), x.positions(), x.channels(), groups, eps));
        }

        @Override
        public String name() {
            return "GroupNormStatistics";
        }
    }
}
