package kaobako.op;

import static kaobako.op.Launches.blocks;
import static kaobako.op.Launches.call;
import static kaobako.op.Launches.each;
import static kaobako.op.Launches.read;
import static kaobako.op.Launches.result;
import static kaobako.op.Launches.write;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import kaobako.graph.Argument;
import kaobako.graph.KernelCall;
import kaobako.graph.Node;
import kaobako.graph.Shape;
import kaobako.graph.Target;
import kaobako.graph.Value;

/** Launches of the GPU family's group normalisation of x [N,..,C]. */
record GroupNormGpu(Target target, Shape x, int groups) {
    private static final String FILE = "group_norm_gpu.cl";
    private static final String GRADIENT_FILE = "group_norm_grad_gpu.cl";

    /** Mean and 1/sqrt(variance + eps) of every image's groups; chunks of large images are merged by a second launch. */
    List<KernelCall> statistics(Node node, float eps) {
        int inGroup = x.channels() / groups;
        int strip = Math.max(1, Math.min(groups, ReductionsGpu.width(x.channels()) / inGroup));
        int strips = blocks(groups, strip);
        int high = Math.max(1, sums().lanes() / (strip * inGroup));
        int chunk = sums().chunk("group_norm_statistics_gpu", x, strips, high);
        int chunks = blocks(x.positions(), chunk);
        Value parts = Value.scratch("parts", x.batch(), groups, chunks, 2);
        Argument to = chunks == 1 ? result(node.output()) : write(parts);
        KernelCall first = call(FILE, "group_norm_statistics_gpu", sums().defines(), sums().groups(strips, chunks, x.batch()),
                read(node.input(0)), to, x.positions(), x.channels(), groups, strip, chunk, chunks, eps);
        if (chunks == 1) return List.of(first);
        return List.of(first, call(FILE, "group_norm_merge_gpu", sums().defines(), each((long) x.batch() * groups), read(parts),
                result(node.output()), x.batch() * groups, x.positions(), inGroup, chunk, chunks, eps));
    }

    /** y from x, statistics, gamma, beta and the scale-shift {@code s}. */
    List<KernelCall> normalise(Node node, Map<String, Object> then, Value s) {
        return List.of(call(FILE, "group_norm_gpu", defines(then, vector()), each(x.count() / vector()), read(node.input(0)),
                read(node.input(1)), read(node.input(2)), read(node.input(3)), read(s), result(node.output()),
                x.batch(), x.positions(), x.channels(), groups));
    }

    /** Per image and channel the sums of dh and of dh times normalised x. */
    List<KernelCall> gradientSums(Node node, Map<String, Object> then) {
        int width = ReductionsGpu.width(x.channels());
        int strips = blocks(x.channels(), width);
        int chunk = sums().chunk("group_norm_sums_gpu", x, strips, sums().lanes() / width);
        int chunks = blocks(x.positions(), chunk);
        Value parts = Value.scratch("parts", chunks, x.batch(), 2, x.channels());
        Argument to = chunks == 1 ? result(node.output()) : write(parts);
        List<KernelCall> calls = new ArrayList<>(List.of(call(GRADIENT_FILE, "group_norm_sums_gpu", defines(then, 1),
                sums().groups(strips, chunks, x.batch()), read(node.input(0)), read(node.input(1)), read(node.input(2)),
                read(node.input(3)), read(node.input(4)), read(node.input(5)), to,
                x.batch(), x.positions(), x.channels(), groups, width, chunk)));
        if (chunks > 1) calls.add(ReductionsGpu.addParts(parts, chunks, node.output(), 0));
        return calls;
    }

    /** To dx, with the residuals that {@code more} has. */
    List<KernelCall> inputGradient(Node node, Value dx, Map<String, Object> then, Map<String, Object> more) {
        Value means = Value.scratch("means", x.batch(), groups, 2);
        Map<String, Object> defines = defines(then, vector());
        defines.putAll(more);
        return List.of(
                call(GRADIENT_FILE, "group_norm_means_gpu", defines(then, 1), each((long) x.batch() * groups),
                        read(node.input(6)),
                        read(node.input(2)), read(node.input(4)), write(means), x.batch(), x.positions(), x.channels(), groups),
                call(GRADIENT_FILE, "group_norm_input_gradient_gpu", defines, each(x.count() / vector()),
                        read(node.input(0)), read(node.input(1)), read(node.input(2)), read(node.input(3)), read(node.input(4)),
                        read(node.input(5)), read(means), read(node.input(7)), read(node.input(8)), result(dx),
                        x.batch(), x.positions(), x.channels(), groups));
    }

    private Map<String, Object> defines(Map<String, Object> then, int vector) {
        Map<String, Object> defines = new HashMap<>(sums().defines());
        defines.putAll(then);
        defines.put("VEC", vector);
        return defines;
    }

    /** Channels that an item of an element-wise kernel takes; all of one group. */
    private int vector() {
        return x.channels() / groups % 4 == 0 ? 4 : 1;
    }

    private ReductionsGpu sums() {
        return new ReductionsGpu(target);
    }
}
