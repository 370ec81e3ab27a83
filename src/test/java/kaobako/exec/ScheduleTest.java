package kaobako.exec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import kaobako.graph.Gradients;
import kaobako.graph.Graph;
import kaobako.graph.Node;
import kaobako.graph.Target;
import kaobako.graph.Value;
import kaobako.op.Add;
import kaobako.op.Addend;
import kaobako.op.Attention;
import kaobako.op.Conv2d;
import kaobako.op.GroupNorm;
import kaobako.op.Linear;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Which launch a node's floating-point operations are counted to; no device is needed. */
class ScheduleTest {
    /** What kernels do that prepare for the product or gather its parts. */
    private static final List<String> ASIDE = List.of("pack", "filter", "flip", "windows", "_sum", "sum_parts", "column_sum", "delta");

    @ParameterizedTest
    @EnumSource(Target.Family.class)
    void theProductsKernelsHaveTheFlops(Target.Family family) {
        Graph g = new Graph();
        Value x = g.input("x", 2, 32, 32, 32);
        Value same = g.apply(Conv2d.of(Conv2d.Geometry.SAME, Addend.BIAS), x, g.weight("w1", 3, 3, 32, 32), g.weight("b1", 32));
        Value half = g.apply(Conv2d.of(Conv2d.Geometry.HALVE, Addend.BIAS), same, g.weight("w2", 3, 3, 32, 32), g.weight("b2", 32));
        Value qkv = g.apply(Linear.of(Addend.BIAS), half, g.weight("w3", 32, 96), g.weight("b3", 96));
        Value y = Attention.apply(g, qkv, 2);
        Value dx = Gradients.append(g, y, g.input("dy", 2, 16, 16, 32), Set.of(x), (a, b) -> g.apply(new Add(), a, b)).get(x);

        Map<String, Long> byKernel = new TreeMap<>();
        List<Schedule.Entry> steps = Schedule.of(g, Set.of(y, dx), target(family), Plan.Hoist.NONE).steps();
        steps.forEach(entry -> byKernel.merge(entry.call().kernel(), entry.flops(), Long::sum));
        byKernel.forEach((kernel, flops) -> {
            if (ASIDE.stream().anyMatch(kernel::contains)) assertThat(flops).as(kernel).isZero();
        });
        if (family == Target.Family.GPU) assertThat(byKernel).containsKeys("sum_parts", "conv2d_flip_gpu", "column_sum_gpu");
        if (family == Target.Family.CPU) assertThat(byKernel).containsKeys("pack_linear", "winograd_filter", "winograd_windows", "conv2d_direct_sum");
        Map<Node, Long> byNode = steps.stream().collect(Collectors.groupingBy(Schedule.Entry::node, Collectors.summingLong(Schedule.Entry::flops)));
        byNode.forEach((node, flops) -> assertThat(flops).as(node.op().name()).isEqualTo(node.op().flops(node)));
        assertThat(byNode.values()).filteredOn(flops -> flops > 0).as("three products and an attention, with their gradients").hasSize(11);
    }

    /** Attention's gradient on a GPU: two products for the weights and one with them for the queries, the same for keys and for values. */
    @Test
    void launchesOfOneNodeShareByWork() {
        Graph g = new Graph();
        Value qkv = g.input("qkv", 1, 8, 8, 3 * 64);
        Value y = Attention.apply(g, qkv, 1);
        Value d = Gradients.append(g, y, g.input("dy", 1, 8, 8, 64), Set.of(qkv), (a, b) -> g.apply(new Add(), a, b)).get(qkv);
        Map<String, Long> flops = Schedule.of(g, Set.of(d), target(Target.Family.GPU), Plan.Hoist.NONE).steps().stream()
                .collect(Collectors.toMap(entry -> entry.call().kernel(), Schedule.Entry::flops));
        long all = 10L * 64 * 64 * 64;
        assertThat(flops).containsEntry("attention_delta", 0L).containsEntry("attention_wide_queries", all * 6 / 16)
                .containsEntry("attention_wide_keys", all * 6 / 16).containsEntry("attention_wide_values", all * 4 / 16);
    }

    /**
     * A residual block on a CPU: what is normalised dies with that, if an item has whole blocks of vectors, and so does a residual that only
     * the block adds.
     */
    @ParameterizedTest
    @CsvSource({"32, false, true", "24, false, false", "32, true, false"})
    void writesOverWhatNobodyNeedsAnyMore(int channels, boolean neededLater, boolean shared) {
        Graph g = new Graph();
        Value x = g.input("x", 2, 8, 8, channels);
        Value shortcut = g.apply(Linear.of(), x, g.weight("w1", channels, channels));
        Value h = g.apply(Conv2d.of(Conv2d.Geometry.SAME), x, g.weight("w2", 3, 3, channels, channels));
        Value n = GroupNorm.apply(g, h, 4, 1e-5f, g.weight("gamma", channels), g.weight("beta", channels), null, GroupNorm.Then.SILU);
        Value sum = g.apply(Conv2d.of(Conv2d.Geometry.SAME, Addend.RESIDUAL), n, g.weight("w3", 3, 3, channels, channels), shortcut);
        Value end = g.apply(new Add(), neededLater ? h : sum, neededLater ? shortcut : sum);
        List<List<Value>> sharing = Schedule.of(g, Set.of(g.apply(new Add(), end, sum)), target(Target.Family.CPU), Plan.Hoist.WEIGHTS)
                .lifetimes(Set.of()).stream().map(SlotPlan.Lifetime::values).filter(values -> values.size() > 1).toList();
        assertThat(sharing.contains(List.of(shortcut, sum))).isEqualTo(!neededLater);
        assertThat(sharing.contains(List.of(h, n))).isEqualTo(shared);
    }

    @ParameterizedTest
    @EnumSource(Target.Family.class)
    void whatTheWayBackComputesAgainIsNotKeptForIt(Target.Family family) {
        Graph g = new Graph();
        Value x = g.input("x", 1, 8, 8, 16);
        Value n = GroupNorm.apply(g, x, 4, 1e-5f, g.weight("gamma", 16), g.weight("beta", 16), null, GroupNorm.Then.SILU);
        Value y = g.apply(Conv2d.of(Conv2d.Geometry.SAME), n, g.weight("w", 3, 3, 16, 16));
        Value dx = Gradients.append(g, y, g.input("dy", 1, 8, 8, 16), Set.of(x), (a, b) -> g.apply(new Add(), a, b)).get(x);
        Schedule schedule = Schedule.of(g, Set.of(y, dx), target(family), Plan.Hoist.NONE);
        int last = schedule.lifetimes(Set.of()).stream().filter(l -> l.values().contains(n)).findFirst().orElseThrow().last();
        assertThat(schedule.steps().get(last).writes()).contains(y);
    }

    @ParameterizedTest
    @CsvSource({"WEIGHTS, 3", "NONE, 0"})
    void keepsWhatIsDerivedFromWeightsForDrawingAlone(Plan.Hoist hoist, int kept) {
        Graph g = new Graph();
        Value y = g.input("x", 1, 64);
        for (int i = 0; i < 3; i++) y = g.apply(Linear.of(), y, i == 1 ? g.weight("w1", 96, 64) : g.weight("w" + i, 64, 96));
        Schedule schedule = Schedule.of(g, Set.of(y), target(Target.Family.CPU), hoist);
        assertThat(schedule.prepared()).hasSize(kept).allMatch(entry -> entry.call().kernel().equals("pack_linear"));
        assertThat(schedule.steps()).filteredOn(entry -> entry.call().kernel().equals("pack_linear")).hasSize(3 - kept);
    }

    private static Target target(Target.Family family) {
        return new Target(family, 8, 16, 256 << 10, 256, Target.Choices.STANDARD);
    }
}
