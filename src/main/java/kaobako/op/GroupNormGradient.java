package kaobako.op;

import static kaobako.op.GroupNorm.defines;
import static kaobako.op.Launches.call;
import static kaobako.op.Launches.count;
import static kaobako.op.Launches.each;
import static kaobako.op.Launches.read;
import static kaobako.op.Launches.result;
import static kaobako.op.Launches.update;

import java.util.ArrayList;
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
import kaobako.op.GroupNorm.Then;

/** The gradient of {@link GroupNorm}: two sums an image and channel, from which those of x, gamma, beta and the scale-shift follow. */
record GroupNormGradient(int groups, Set<Then> then) {
    /** {@code s} is the scale-shift input, or x where there is none. */
    void append(Gradients gradients, Node node, Value s, Value dy) {
        Graph g = gradients.graph();
        Value x = node.input(0);
        Value gamma = node.input(2);
        Value beta = node.input(3);
        Summing summing = gradients.wants(x) ? Summing.WITH_INPUT_GRADIENT : Summing.ALONE;
        Value sums = g.apply(new Sums(groups, then, summing), x, node.input(1), gamma, beta, s, dy, node.output());
        if (gradients.wants(x)) appendInputGradient(gradients, node, s, dy, sums);
        if (gradients.wants(gamma)) {
            g.update(new WeightGradient(then), g.gradientOf(gamma), sums, s, g.gradientOf(beta));
        }
        if (then.contains(Then.SCALE_SHIFT) && gradients.wants(s)) {
            gradients.add(s, g.apply(new ScaleShiftGradient(), sums, gamma, beta));
        }
    }

    /** Adds up to two gradients that wait for dx on its way, and writes that of a concatenation in two pieces. */
    private void appendInputGradient(Gradients gradients, Node node, Value s, Value dy, Value sums) {
        Graph g = gradients.graph();
        Value x = node.input(0);
        List<Value> waiting = gradients.take(x, 2);
        Value r = waiting.isEmpty() ? x : waiting.get(0);
        Value r2 = waiting.size() < 2 ? x : waiting.get(1);
        Node source = g.producer(x);
        boolean cut = source != null && source.op() instanceof Concat && source.inputs().stream().allMatch(gradients::wants);
        int channels = cut ? source.shape(0).channels() : 0;
        Value first = cut ? g.apply(new FirstChannels(channels), x) : x;
        boolean again = gradients.awaits(node.output());
        Value y = again ? g.apply(new GroupNorm.Recomputed((GroupNorm) node.op()), node.inputs().toArray(Value[]::new)) : x;
        Value rest = g.apply(new InputGradient(groups, then, waiting.size(), channels, again), x, node.input(1), node.input(2), node.input(3),
                s, dy, sums, r, r2, first, y);
        if (again) gradients.recomputed(node.output(), y);
        if (cut) {
            gradients.add(source.input(0), first);
            gradients.add(source.input(1), rest);
        } else {
            gradients.add(x, rest);
        }
    }

    /** Which launch of a CPU computes {@link Sums}: their own, or the input gradient's, which follows and needs the same exponentials. */
    enum Summing {
        ALONE, WITH_INPUT_GRADIENT
    }

    /**
     * Inputs x, statistics, gamma, beta, s, dy and y, which is not read, but whose launch writes the statistics on a CPU; per image and
     * channel the sums of dh and of dh times normalised x: [N,2,C].
     */
    record Sums(int groups, Set<Then> then, Summing summing) implements Op {
        @Override
        public Shape infer(List<Value> in) {
            return Shape.of(in.get(0).shape().batch(), 2, in.get(0).shape().channels());
        }

        @Override
        public List<KernelCall> calls(Node node, Target target) {
            Shape x = node.shape(0);
            if (target.family() == Target.Family.CPU) {
                return summing == Summing.WITH_INPUT_GRADIENT ? List.of() : new GroupNormCpu(target, x, groups, defines(then)).sums(node);
            }
            if (target.family() == Target.Family.GPU) return new GroupNormGpu(target, x, groups).gradientSums(node, defines(then));
            return List.of(call("group_norm_grad.cl", "group_norm_sums", defines(then), each((long) x.batch() * x.channels()),
                    read(node.input(0)), read(node.input(1)), read(node.input(2)), read(node.input(3)), read(node.input(4)),
                    read(node.input(5)), result(node.output()), x.batch(), x.positions(), x.channels(), groups));
        }

        @Override
        public String name() {
            return "GroupNormSums";
        }
    }

    /** Memory for the gradient of a concatenation's first value, which {@link InputGradient} writes. */
    record FirstChannels(int channels) implements Op {
        @Override
        public Shape infer(List<Value> in) {
            return in.get(0).shape().withChannels(channels);
        }

        @Override
        public List<KernelCall> calls(Node node, Target target) {
            return List.of();
        }

        @Override
        public String name() {
            return "GroupNormFirstChannels";
        }
    }

    /**
     * Inputs x, statistics, gamma, beta, s, dy, sums, two values that dx adds, of which {@code residuals} exist (the others are x), and
     * where x is a concatenation the {@link FirstChannels} (else x): dx of the other channels is the output, instead of a dx to be cut. The
     * last input is the {@link GroupNorm.Recomputed} y (or x).
     *
     * @param cut channels of the first value of the concatenation, or 0
     * @param again whether a CPU's launch computes y too
     */
    record InputGradient(int groups, Set<Then> then, int residuals, int cut, boolean again) implements Op {
        @Override
        public Shape infer(List<Value> in) {
            Shape x = in.get(0).shape();
            return x.withChannels(x.channels() - cut);
        }

        @Override
        public List<KernelCall> calls(Node node, Target target) {
            Shape x = node.shape(0);
            Map<String, Object> defines = defines(then);
            defines.put("RESIDUALS", residuals);
            if (target.family() == Target.Family.CPU) {
                if (again) defines.put("AGAIN", 1);
                GroupNormCpu launches = new GroupNormCpu(target, x, groups, defines);
                if (cut > 0 && launches.cuts(cut)) return launches.inputGradient(node, node.input(9), node.output(), cut);
            }
            if (cut == 0) return whole(node, target, defines, node.output());
            Value dx = Value.scratch("dx", x.batch(), x.positions(), x.channels());
            List<KernelCall> calls = new ArrayList<>(whole(node, target, defines, dx));
            calls.add(Slice.call(target, dx, 0, node.input(9)));
            calls.add(Slice.call(target, dx, cut, node.output()));
            return calls;
        }

        @Override
        public boolean readsParts(Node node, Target target) {
            return node.input(5) != node.input(0) && GroupNormCpu.readsParts(target, node, groups);
        }

        /** dx of all channels, with kernels that know no cut. */
        private List<KernelCall> whole(Node node, Target target, Map<String, Object> defines, Value dx) {
            Shape x = node.shape(0);
            if (target.family() == Target.Family.CPU) return new GroupNormCpu(target, x, groups, defines).inputGradient(node, dx, dx, x.channels());
            if (target.family() == Target.Family.GPU) {
                return new GroupNormGpu(target, x, groups).inputGradient(node, dx, defines(then), Map.of("RESIDUALS", residuals));
            }
            return List.of(call("group_norm_grad.cl", "group_norm_input_gradient", defines, each(x.count()),
                    read(node.input(0)), read(node.input(1)), read(node.input(2)), read(node.input(3)), read(node.input(4)),
                    read(node.input(5)), read(node.input(6)), read(node.input(7)), read(node.input(8)), result(dx),
                    x.batch(), x.positions(), x.channels(), groups));
        }

        @Override
        public String name() {
            return "GroupNormInputGradient";
        }
    }

    /** Inputs sums, s and the gradient of beta, which is updated like that of gamma, the output. */
    record WeightGradient(Set<Then> then) implements Op {
        @Override
        public Shape infer(List<Value> in) {
            throw new IllegalStateException("updates gradients in place");
        }

        @Override
        public List<KernelCall> calls(Node node, Target target) {
            int channels = count(node.output());
            return List.of(call("group_norm_grad.cl", "group_norm_weight_gradient", defines(then), each(channels),
                    read(node.input(0)), read(node.input(1)), update(node.output()), update(node.input(2)),
                    node.shape(0).batch(), channels));
        }

        /** Without a scale-shift x stands in for it. */
        @Override
        public boolean readsParts(Node node, Target target) {
            return !then.contains(Then.SCALE_SHIFT);
        }

        @Override
        public String name() {
            return "GroupNormWeightGradient";
        }
    }

    /** Inputs sums, gamma, beta; the gradient of the scale-shift vector [N,2C]. */
    record ScaleShiftGradient() implements Op {
        @Override
        public Shape infer(List<Value> in) {
            return Shape.of(in.get(0).shape().batch(), 2 * in.get(0).shape().channels());
        }

        @Override
        public List<KernelCall> calls(Node node, Target target) {
            Shape sums = node.shape(0);
            return List.of(call("group_norm_grad.cl", "group_norm_scale_shift_gradient", Map.of(),
                    each((long) sums.batch() * sums.channels()), read(node.input(0)), read(node.input(1)), read(node.input(2)),
                    result(node.output()), sums.batch(), sums.channels()));
        }
    }
}
