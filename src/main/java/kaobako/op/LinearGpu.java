package kaobako.op;

import static kaobako.op.Launches.call;
import static kaobako.op.Launches.read;
import static kaobako.op.Launches.result;
import static kaobako.op.Launches.write;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import kaobako.graph.KernelCall;
import kaobako.graph.Node;
import kaobako.graph.Shape;
import kaobako.graph.Target;
import kaobako.graph.Value;

/**
 * Launches of the linear layers of the GPU family.
 *
 * @param x what is multiplied: the input, or dy for the input gradient
 */
record LinearGpu(Target target, Shape x, int ci, int co) {
    private static final String FILE = "linear_gpu.cl";

    /** The launches from {@code ci} channels to {@code co}, on a GPU whose work-groups are large enough. */
    static Optional<LinearGpu> of(Target target, Shape x, int ci, int co) {
        boolean fits = GemmGpu.of(target, "linear_gpu", x.rows(), co, ci).isPresent();
        return fits ? Optional.of(new LinearGpu(target, x, ci, co)) : Optional.empty();
    }

    /** y = scale (x w + addends). */
    List<KernelCall> forward(Node node, Set<Addend> addends, float scale) {
        return product(node, Map.of(), addends, scale);
    }

    /** dx = dy w^T + addends: {@code ci} are dy's channels, {@code co} those of dx. */
    List<KernelCall> inputGradient(Node node, Set<Addend> addends) {
        return product(node, Map.of("TRANSPOSED", 1), addends, 1);
    }

    private List<KernelCall> product(Node node, Map<String, Object> more, Set<Addend> addends, float scale) {
        GemmGpu gemm = GemmGpu.of(target, "linear_gpu", x.rows(), co, ci).orElseThrow();
        Map<String, Object> defines = new HashMap<>(gemm.defines(ci));
        defines.putAll(more);
        Value sums = gemm.sums();
        boolean whole = gemm.parts() == 1;
        List<KernelCall> calls = gemm.launches((range, firstTile, firstPart) -> call(FILE, "linear_gpu", defines, range,
                read(node.input(0)), read(node.input(1)), Addend.BIAS.argument(node, addends),
                Addend.PER_IMAGE.argument(node, addends), Addend.RESIDUAL.argument(node, addends),
                whole ? result(node.output()) : write(sums), x.rows(), x.positions(), ci, co, firstTile, firstPart, gemm.chunk(),
                whole ? Addend.mask(addends) : 0, whole ? scale : 1f));
        if (!whole) calls.add(gemm.sum(node, sums, x.positions(), addends, scale));
        return calls;
    }

    /** dw += x^T dy. */
    List<KernelCall> weightGradient(Node node) {
        GemmGpu gemm = GemmGpu.of(target, "linear_weight_gradient_gpu", ci, co, x.rows()).orElseThrow();
        return gemm.accumulated(node, (out, has) -> gemm.launches((range, firstTile, firstPart) ->
                call(FILE, "linear_weight_gradient_gpu", gemm.defines(ci), range, read(node.input(0)), read(node.input(1)), out,
                        x.rows(), ci, co, firstTile, firstPart, gemm.chunk(), has)));
    }
}
