package kaobako.exec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import kaobako.cl.DeviceBuffer;
import kaobako.cl.Program;
import kaobako.exec.Weights.Bank;
import kaobako.graph.Gradients;
import kaobako.graph.Graph;
import kaobako.graph.Value;
import kaobako.op.Add;
import kaobako.unet.UNet;
import kaobako.unet.UNetConfig;
import org.junit.jupiter.api.Test;

/** Judged by the launches, bit for bit: a U-Net of odd sizes and its gradients, whose every tensor is kept. */
class TapeTest {
    private static final Engine ENGINE = SharedEngine.get();

    private final Graph graph = new Graph();
    private final Value x = graph.input("x", 2, 12, 20, 3);
    private final Value t = graph.input("t", 2);
    private final Value dy = graph.input("dy", 2, 12, 20, 3);

    TapeTest() {
        UNetConfig config = UNetConfig.of(Map.of("sample_size", List.of(12, 20), "in_channels", 3, "out_channels", 3,
                "block_out_channels", List.of(16, 40), "down_block_types", List.of("DownBlock2D", "AttnDownBlock2D"),
                "up_block_types", List.of("AttnUpBlock2D", "UpBlock2D"), "layers_per_block", 1, "norm_num_groups", 4, "attention_head_dim", 8));
        UNet net = UNet.describe(graph, config, x, t);
        Gradients.append(graph, net.output(), dy, Set.of(), (a, b) -> graph.apply(new Add(), a, b));
    }

    @Test
    void doesToTheBitWhatItsLaunchesDo() {
        assumeTrue(ENGINE.hasTapes());
        try (Weights weights = weights(); Plan plan = plan(weights, 1)) {
            plan.run();
            Map<String, float[]> expected = numbers(plan, weights);
            assertThat(expected).hasSizeGreaterThan(300);
            for (int cores : new int[] {1, 2, 5}) {
                forget(plan, weights);
                try (Tape tape = new Tape(ENGINE.queue(), program(List.of(plan)), List.of(plan.steps()), cores)) {
                    tape.enqueue();
                    assertSame(numbers(plan, weights), expected);
                }
            }
        }
    }

    /** Two plans with memory of their own that run side by side, over and over, with more work-items than cores. */
    @Test
    void lanesDoNotDisturbEachOther() {
        assumeTrue(ENGINE.hasTapes());
        try (Weights weights = weights(); Weights others = weights(); Plan first = plan(weights, 1); Plan second = plan(others, 2)) {
            first.run();
            second.run();
            Map<String, float[]> expected = numbers(first, weights);
            Map<String, float[]> expectedOfSecond = numbers(second, others);
            try (Tape tape = new Tape(ENGINE.queue(), program(List.of(first, second)), List.of(first.steps(), second.steps()), 3)) {
                for (int run = 0; run < 25; run++) {
                    forget(first, weights);
                    forget(second, others);
                    tape.enqueue();
                }
            }
            assertSame(numbers(first, weights), expected);
            assertSame(numbers(second, others), expectedOfSecond);
        }
    }

    private static Program program(List<Plan> plans) {
        return ENGINE.programs().tape(TapeWriter.tasks(plans.stream().map(Plan::steps).toList())).now().orElseThrow();
    }

    private Plan plan(Weights weights, int seed) {
        Plan plan = Plan.compile(ENGINE, graph, weights, Set.of(), Plan.Options.TRAIN.with(Plan.Reuse.NONE));
        plan.write(x, normals(x, seed));
        plan.write(t, new float[] {3, 700});
        plan.write(dy, normals(dy, seed + 1));
        return plan;
    }

    private Weights weights() {
        Weights weights = new Weights(ENGINE.queue(), graph.weights());
        graph.weights().forEach(w -> weights.write(Bank.PARAMETERS, w.name(), normals(w, w.name().hashCode())));
        return weights;
    }

    /** What the launches write. */
    private Map<String, float[]> numbers(Plan plan, Weights weights) {
        Map<String, float[]> numbers = new LinkedHashMap<>();
        for (Value value : written(plan)) numbers.put(value.name(), plan.read(value));
        graph.weights().forEach(w -> numbers.put("d" + w.name(), weights.read(Bank.GRADIENTS, w.name())));
        return numbers;
    }

    private static void forget(Plan plan, Weights weights) {
        for (Value value : written(plan)) {
            DeviceBuffer memory = plan.buffer(value);
            ENGINE.queue().fillZero(memory, 0, memory.bytes());
        }
        DeviceBuffer gradients = weights.buffer(Bank.GRADIENTS);
        ENGINE.queue().fillZero(gradients, 0, gradients.bytes());
    }

    private static Set<Value> written(Plan plan) {
        return plan.steps().stream().flatMap(launch -> new Schedule.Entry(launch.node, launch.call, 0).writes().stream())
                .filter(value -> value.role() == Value.Role.RESULT).collect(Collectors.toCollection(java.util.LinkedHashSet::new));
    }

    private static void assertSame(Map<String, float[]> found, Map<String, float[]> expected) {
        List<String> different = new ArrayList<>(expected.keySet());
        different.removeIf(name -> java.util.Arrays.equals(found.get(name), expected.get(name)));
        assertThat(different).isEmpty();
    }

    private static float[] normals(Value value, int seed) {
        Random random = new Random(seed);
        float[] values = new float[Math.toIntExact(value.shape().count())];
        for (int i = 0; i < values.length; i++) values[i] = (float) random.nextGaussian() / 4;
        return values;
    }
}
