package kaobako.exec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import kaobako.graph.Gradients;
import kaobako.graph.Graph;
import kaobako.graph.Target;
import kaobako.graph.Value;
import kaobako.op.Add;
import kaobako.op.Concat;
import kaobako.op.GroupNorm;
import kaobako.op.Linear;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which concatenations are made and which are read in their parts; no device is needed. */
class UnjoinedTest {
    private final Graph graph = new Graph();

    private Value concatenation(int first, int second) {
        return graph.apply(new Concat(), graph.input("a", 2, 8, 8, first), graph.input("b", 2, 8, 8, second));
    }

    private Value norm(Value x) {
        int c = x.shape().channels();
        return GroupNorm.apply(graph, x, 4, 1e-5f, graph.weight("gamma" + c, c), graph.weight("beta" + c, c), null, GroupNorm.Then.SILU);
    }

    private Value linear(Value x) {
        return graph.apply(Linear.of(), x, graph.weight("w", x.shape().channels(), 16));
    }

    private long copies(Target.Family family, Value... outputs) {
        Target target = new Target(family, 8, 2, 256 << 10, 256, Target.Choices.STANDARD);
        return Schedule.of(graph, Set.of(outputs), target, Plan.Hoist.NONE).steps().stream().filter(e -> e.node().op() instanceof Concat).count();
    }

    /** As a U-Net's up blocks do: the norm and the shortcut of a residual block read what came up and what was skipped. */
    @ParameterizedTest
    @CsvSource({"CPU, 0", "GPU, 1", "PLAIN, 1"})
    void aNormAndALinearLayerReadThePartsOnACpu(Target.Family family, int copies) {
        Value x = concatenation(32, 16);
        assertThat(copies(family, norm(x), linear(x))).isEqualTo(copies);
    }

    @Test
    void theGradientsDoToo() {
        Value x = concatenation(32, 16);
        Value y = graph.apply(new Add(), linear(norm(x)), linear(x));
        List<Value> parts = graph.producer(x).inputs();
        Set<Value> gradients = Set.copyOf(Gradients.append(graph, y, graph.input("dy", 2, 8, 8, 16), Set.copyOf(parts),
                (a, b) -> graph.apply(new Add(), a, b)).values());
        assertThat(gradients).hasSize(2);
        assertThat(copies(Target.Family.CPU, gradients.toArray(Value[]::new))).isZero();
        assertThat(copies(Target.Family.GPU, gradients.toArray(Value[]::new))).isEqualTo(1);
    }

    @Test
    void aReaderThatNeedsItWholeGetsItWhole() {
        Value x = concatenation(32, 16);
        assertThat(copies(Target.Family.CPU, norm(x), graph.apply(new Add(), x, x))).isEqualTo(1);
    }

    @Test
    void anOutputIsWhole() {
        Value x = concatenation(32, 16);
        assertThat(copies(Target.Family.CPU, norm(x), x)).isEqualTo(1);
    }

    /** The second part would begin in the middle of a vector of channels. */
    @Test
    void aNormWhoseVectorsWouldBeCutGetsItWhole() {
        assertThat(copies(Target.Family.CPU, norm(concatenation(20, 28)))).isEqualTo(1);
    }

    /** The inner one is a part of the outer one, which has no memory for it to be read from. */
    @Test
    void ofNestedOnesTheInnerIsMade() {
        Value x = graph.apply(new Concat(), concatenation(16, 16), graph.input("c", 2, 8, 8, 16));
        assertThat(copies(Target.Family.CPU, norm(x))).isEqualTo(1);
    }
}
