package kaobako.op;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import kaobako.graph.Argument;
import kaobako.graph.Graph;
import kaobako.graph.KernelCall;
import kaobako.graph.Node;
import kaobako.graph.Shape;
import kaobako.graph.Target;
import kaobako.graph.Value;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which layers these kernels take: all but those whose channels fill no vectors, however wide, as the direct kernel is seven times slower. */
class WinogradCpuTest {
    @ParameterizedTest(name = "{0} KiB, vectors of {1}: {2} images {3}x{3}, {4} to {5} channels")
    @CsvSource({
        "1024, 16, 16, 8, 1024, 512", "1024, 16, 8, 16, 768, 256", "1024, 16, 1, 8, 2048, 1024", "1024, 16, 4, 7, 1040, 48",
        "512, 8, 16, 8, 1024, 512", "512, 8, 1, 8, 2048, 1024", "256, 8, 16, 32, 512, 512", "256, 4, 3, 5, 1028, 20",
    })
    void wideLayersFitLocalMemory(int kib, int vector, int n, int size, int ci, int co) {
        Target target = new Target(Target.Family.CPU, vector, 2, (long) kib << 10, 4096, Target.Choices.STANDARD);
        Graph graph = new Graph();
        Value x = graph.input("x", n, size, size, ci);
        Value y = graph.apply(Conv2d.of(Conv2d.Geometry.SAME, Addend.BIAS), x, graph.weight("w", 3, 3, ci, co), graph.weight("b", co));
        Node node = graph.nodes().get(0);
        WinogradCpu forward = WinogradCpu.of(target, Conv2d.Geometry.SAME, x.shape(), co).orElseThrow();
        WinogradCpu backward = WinogradCpu.of(target, Conv2d.Geometry.SAME, y.shape(), ci).orElseThrow();

        assertFits(target, forward.forward(node, Set.of(Addend.BIAS), 1));
        assertFits(target, backward.inputGradient(node, Set.of()));
    }

    /** Both forms of the weight gradient, also with the largest blocks that a tuner may try. */
    @ParameterizedTest(name = "{0} KiB, vectors of {1}: {2} images {3}x{3}, {4} to {5} channels")
    @CsvSource({
        "512, 16, 8, 8, 128, 128", "256, 16, 8, 8, 128, 128", "512, 16, 8, 64, 192, 64", "128, 16, 2, 32, 96, 96",
        "128, 8, 8, 8, 128, 128", "128, 8, 2, 32, 96, 20",
    })
    void weightGradientsFitLocalMemory(int kib, int vector, int n, int size, int ci, int co) {
        for (Target.Choices choices : List.<Target.Choices>of(Target.Choices.STANDARD, choice -> Stream.concat(Stream.of(choice.standard()),
                choice.others().stream()).max(Integer::compare).orElseThrow())) {
            Target target = new Target(Target.Family.CPU, vector, 2, (long) kib << 10, 4096, choices);
            Graph graph = new Graph();
            Value x = graph.input("x", n, size, size, ci);
            Value dy = graph.input("dy", n, size, size, co);
            graph.update(new Conv2d.WeightGradient(Conv2d.Geometry.SAME), graph.state("dw", Value.Type.F32, Shape.of(3, 3, ci, co)), x, dy);
            WinogradCpu launches = WinogradCpu.of(target, Conv2d.Geometry.SAME, x.shape(), co).orElseThrow();
            assertFits(target, launches.weightGradient(graph.nodes().get(0)));
        }
    }

    private static void assertFits(Target target, List<KernelCall> calls) {
        assertThat(calls).allSatisfy(call -> assertThat(call.arguments().stream().filter(Argument.Local.class::isInstance)
                .mapToLong(local -> ((Argument.Local) local).bytes()).sum()).isLessThanOrEqualTo(target.localMemory()));
    }
}
