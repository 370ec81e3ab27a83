package kaobako.exec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import kaobako.cl.LostDevice;
import kaobako.graph.Gradients;
import kaobako.graph.Graph;
import kaobako.graph.Node;
import kaobako.graph.Target;
import kaobako.graph.Target.Choice;
import kaobako.graph.Target.Family;
import kaobako.graph.Value;
import kaobako.op.Add;
import kaobako.op.Addend;
import kaobako.op.Attention;
import kaobako.op.Concat;
import kaobako.op.Conv2d;
import kaobako.op.GroupNorm;
import kaobako.op.Linear;
import kaobako.op.Resample;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Judges every variant that ops leave open against the plain kernels, and that a wrong one is found out. */
class TriedNodeTest {
    private final Engine engine = SharedEngine.get();

    @ParameterizedTest
    @EnumSource(value = Family.class, names = {"CPU", "GPU"})
    void everyVariantOfEveryOpIsRight(Family family) {
        Graph graph = network(2);
        Set<String> tried = new TreeSet<>();
        for (Node node : graph.nodes()) {
            Target standard = target(family, Target.Choices.STANDARD);
            TriedNode alone = TriedNode.of(graph, node, 1, standard);
            TriedNode.Results expected = results(alone, Target.plain());
            for (Choice choice : choices(node, family)) {
                tried.add(node.op().name());
                for (int number : choice.others()) {
                    Target variant = target(family, asked -> asked.equals(choice) ? number : asked.standard());
                    assertThat(results(alone, variant).agree(expected)).as("%s: %s = %d", node, choice, number).isTrue();
                }
            }
        }
        assertThat(tried).contains("Attention", "Conv2d", "Conv2dInputGradient", "Conv2dWeightGradient").anyMatch(name -> name.startsWith("GroupNorm"));
    }

    /** Vectors, and shares and slices of work, that the machine of the tests never asks for; local memory of common caches. */
    @ParameterizedTest(name = "vectors of {0}, {1} cores, {2} KiB")
    @CsvSource({"16, 24, 512", "8, 2, 256", "4, 5, 128"})
    void plansForOtherProcessorsAreRight(int vector, int cores, int kib) {
        Target other = new Target(Family.CPU, vector, cores, (long) kib << 10, engine.target().maxWorkGroup(), Target.Choices.STANDARD);
        for (int images : new int[] {1, 2}) {
            Graph graph = network(images);
            for (Node node : graph.nodes()) {
                TriedNode alone = TriedNode.of(graph, node, 1, other);
                assertThat(results(alone, other).agree(results(alone, Target.plain()))).as("%s", node).isTrue();
            }
        }
    }

    @Test
    void leavesNothingBehindWhereTheDeviceIsLost() throws Exception {
        Graph graph = network(2);
        Node node = graph.nodes().get(0);
        LostDevice.whileMaking(engine.queue(), () -> TriedNode.of(graph, node, 1, engine.target()).on(engine));
    }

    @Test
    void anotherOpsNumbersDoNotAgree() {
        Graph graph = new Graph();
        Value x = graph.input("x", 1, 4, 4, 8);
        graph.apply(Resample.nearest(), x);
        graph.apply(Resample.average(), x);
        Map<Value, float[]> numbers = results(TriedNode.of(graph, graph.nodes().get(0), 1, Target.plain()), Target.plain()).numbers();
        assertThat(numbers).hasSize(1);
        float[] bent = numbers.values().iterator().next().clone();
        bent[5] += 1e-3f;
        TriedNode.Results other = new TriedNode.Results(Map.of(numbers.keySet().iterator().next(), bent));
        assertThat(new TriedNode.Results(numbers).agree(other)).isFalse();
        bent[5] = Float.NaN;
        assertThat(other.agree(new TriedNode.Results(numbers))).isFalse();
    }

    private TriedNode.Results results(TriedNode node, Target target) {
        try (TriedNode.Run run = node.on(engine.with(target))) {
            return run.results();
        }
    }

    private Set<Choice> choices(Node node, Family family) {
        Set<Choice> asked = new LinkedHashSet<>();
        node.op().calls(node, target(family, choice -> {
            asked.add(choice);
            return choice.standard();
        }));
        return asked;
    }

    private Target target(Family family, Target.Choices choices) {
        Target t = engine.target();
        return new Target(family, t.vectorWidth(), t.computeUnits(), t.localMemory(), t.maxWorkGroup(), choices);
    }

    /**
     * One of each kind of layer, of two images with more than Winograd's few tiles, and the gradients of all: where launches write what other
     * nodes own, and where pixels come in blocks.
     */
    private static Graph network(int images) {
        Graph g = new Graph();
        Value x = g.input("x", images, 12, 20, 16);
        Value low = norm(g, "n1", g.apply(Conv2d.of(Conv2d.Geometry.HALVE), x, g.weight("down", 3, 3, 16, 24)));
        Value high = g.apply(Conv2d.of(Conv2d.Geometry.REPEATED, Addend.BIAS), g.apply(Resample.nearest(), low), g.weight("up", 3, 3, 24, 24), g.weight("b", 24));
        Value both = g.apply(new Concat(), high, g.apply(Conv2d.of(Conv2d.Geometry.SAME), x, g.weight("same", 3, 3, 16, 24)));
        Value qkv = g.apply(Linear.of(), norm(g, "n2", both), g.weight("qkv", 48, 3 * 24));
        Value y = g.apply(Linear.of(Addend.RESIDUAL), Attention.apply(g, qkv, 3), g.weight("out", 24, 24), high);
        Gradients.append(g, y, g.input("dy", images, 12, 20, 24), Set.of(x), (a, b) -> g.apply(new Add(), a, b));
        return g;
    }

    private static Value norm(Graph g, String name, Value x) {
        int channels = x.shape().channels();
        return GroupNorm.apply(g, x, 4, 1e-5f, g.weight(name + ".gamma", channels), g.weight(name + ".beta", channels), null, GroupNorm.Then.SILU);
    }
}
