package kaobako.exec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import kaobako.cl.DeviceMemoryException;
import kaobako.graph.Gradients;
import kaobako.graph.Graph;
import kaobako.graph.Target;
import kaobako.graph.Value;
import kaobako.op.Add;
import kaobako.op.Addend;
import kaobako.op.Concat;
import kaobako.op.Conv2d;
import kaobako.op.GroupNorm;
import kaobako.op.Linear;
import kaobako.op.Mean;
import kaobako.op.Mse;
import kaobako.op.Silu;
import kaobako.unet.UNet;
import kaobako.unet.UNetConfig;
import org.junit.jupiter.api.Test;

class PlanTest {
    private static final Engine ENGINE = SharedEngine.get();
    /** Channels of random graphs: whole vectors of every device, so that results may be written over what they are made of. */
    private static final int WIDTH = 32;

    /** Random graphs of ops that branch and join: shared memory must not change a bit of any output or gradient. */
    @Test
    void sharedMemoryChangesNoBit() {
        for (int seed = 0; seed < 12; seed++) {
            Random random = new Random(seed);
            Graph g = new Graph();
            Value x = g.input("x", 2, 4, 6, WIDTH);
            Value y = grown(g, x, random);
            Value dy = g.input("dy", y.shape().extents().stream().mapToInt(i -> i).toArray());
            Value dx = Gradients.append(g, y, dy, Set.of(x), (a, b) -> g.apply(new Add(), a, b)).get(x);
            List<float[]> shared = run(g, Plan.Reuse.SLOTS, x, dy, List.of(y, dx));
            List<float[]> apart = run(g, Plan.Reuse.NONE, x, dy, List.of(y, dx));
            for (int i = 0; i < shared.size(); i++) assertThat(shared.get(i)).as("graph " + seed + ", tensor " + i).isEqualTo(apart.get(i));
        }
    }

    /** Asked before anything is allocated, so that a smaller batch may be tried. */
    @Test
    void moreNumbersThanKernelsCanCountDoNotFit() {
        Graph g = new Graph();
        Value y = g.apply(new Silu(), g.input("x", 16, 2048, 2048, 64));
        try (Weights weights = new Weights(ENGINE.queue(), g.weights())) {
            assertThatThrownBy(() -> Plan.compile(ENGINE, g, weights, Set.of(y), Plan.Options.DRAW)).isInstanceOf(DeviceMemoryException.class);
            assertThatThrownBy(() -> MemoryNeed.of(ENGINE, g, Set.of(y), Plan.Options.DRAW)).isInstanceOf(DeviceMemoryException.class);
        }
    }

    private static Value grown(Graph g, Value x, Random random) {
        List<Value> values = new ArrayList<>(List.of(x));
        for (int i = 0; i < 14; i++) {
            Value a = values.get(random.nextInt(values.size()));
            Value b = values.get(random.nextInt(values.size()));
            int c = a.shape().channels();
            values.add(switch (random.nextInt(7)) {
                case 0 -> g.apply(new Silu(), a);
                case 1 -> a.shape().equals(b.shape()) ? g.apply(new Add(), a, b) : g.apply(new Concat(), a, b);
                case 2 -> g.apply(Conv2d.of(Conv2d.Geometry.SAME, Addend.BIAS), a, g.weight("c" + i, 3, 3, c, WIDTH), g.weight("cb" + i, WIDTH));
                case 3 -> g.apply(Linear.of(Addend.BIAS), a, g.weight("l" + i, c, WIDTH), g.weight("lb" + i, WIDTH));
                case 4 -> GroupNorm.apply(g, a, 4, 1e-5f, g.weight("g" + i, c), g.weight("gb" + i, c), null, GroupNorm.Then.SILU);
                case 5 -> g.apply(Conv2d.of(Conv2d.Geometry.SAME, Addend.RESIDUAL), a, g.weight("r" + i, 3, 3, c, WIDTH), b);
                default -> g.apply(new Concat(), a, b);
            });
            values.set(values.size() - 1, narrowed(g, values.get(values.size() - 1), i));
        }
        Value y = values.get(values.size() - 1);
        for (Value v : values) if (v != y && v.shape().equals(y.shape())) y = g.apply(new Add(), y, v);
        return y;
    }

    /** Keeps channel counts, so that values can be combined. */
    private static Value narrowed(Graph g, Value v, int i) {
        return v.shape().channels() == WIDTH ? v : g.apply(Linear.of(), v, g.weight("n" + i, v.shape().channels(), WIDTH));
    }

    private static List<float[]> run(Graph g, Plan.Reuse reuse, Value x, Value dy, List<Value> outputs) {
        try (Weights weights = filled(g); Plan plan = Plan.compile(ENGINE, g, weights, Set.copyOf(outputs), Plan.Options.TRAIN.with(reuse))) {
            plan.write(x, normals(x, 1));
            plan.write(dy, normals(dy, 2));
            plan.run();
            List<float[]> read = new ArrayList<>();
            outputs.forEach(v -> read.add(plan.read(v)));
            g.weights().forEach(w -> read.add(weights.read(Weights.Bank.GRADIENTS, w.name())));
            return read;
        }
    }

    /** A whole network, twice: the same bits; and far less memory than one buffer a value. */
    @Test
    void aNetworkRepeatsItsBitsAndSharesMemory() {
        UNetConfig config = UNetConfig.of(Map.of("block_out_channels", List.of(8, 16), "norm_num_groups", 4, "layers_per_block", 1,
                "down_block_types", List.of("DownBlock2D", "AttnDownBlock2D"), "up_block_types", List.of("AttnUpBlock2D", "UpBlock2D")));
        Graph g = new Graph();
        Value x = g.input("x", 2, 16, 16, 3);
        Value t = g.input("t", 2);
        UNet net = UNet.describe(g, config, x, t);
        Value target = g.input("target", 2, 16, 16, 3);
        Value weight = g.input("weight", 2);
        Value one = g.input("one", 1);
        Value loss = g.apply(new Mean(), g.apply(new Mse(), net.output(), target, weight));
        Gradients.append(g, loss, one, Set.of(), (a, b) -> g.apply(new Add(), a, b));
        List<List<float[]>> runs = new ArrayList<>();
        long[] bytes = new long[3];
        for (Plan.Reuse reuse : List.of(Plan.Reuse.SLOTS, Plan.Reuse.SLOTS, Plan.Reuse.NONE)) {
            try (Weights weights = filled(g); Plan plan = Plan.compile(ENGINE, g, weights, Set.of(loss), Plan.Options.TRAIN.with(reuse))) {
                for (Value input : List.of(x, target, t)) plan.write(input, normals(input, 3));
                plan.write(weight, new float[] {1, 0.5f});
                plan.write(one, new float[] {1});
                plan.run();
                bytes[runs.size()] = plan.bytes();
                List<float[]> read = new ArrayList<>(List.of(plan.read(loss)));
                g.weights().forEach(w -> read.add(weights.read(Weights.Bank.GRADIENTS, w.name())));
                runs.add(read);
            }
        }
        for (int i = 0; i < runs.get(0).size(); i++) {
            assertThat(runs.get(1).get(i)).isEqualTo(runs.get(0).get(i));
            assertThat(runs.get(2).get(i)).isEqualTo(runs.get(0).get(i));
        }
        assertThat(bytes[0]).isLessThan(bytes[2] / 3);
    }

    /** What depends on weights alone is derived again when they change, and only then. */
    @Test
    void derivesFromWeightsWhenTheyChange() {
        Graph g = new Graph();
        Value x = g.input("x", 1, 8, 8, 16);
        Value y = g.apply(Conv2d.of(Conv2d.Geometry.SAME), x, g.weight("w", 3, 3, 16, 16));
        try (Weights weights = filled(g); Plan plan = Plan.compile(ENGINE, g, weights, Set.of(y), Plan.Options.DRAW)) {
            plan.write(x, normals(x, 1));
            plan.run();
            float[] before = plan.read(y);
            float[] w = weights.read(Weights.Bank.PARAMETERS, "w");
            for (int i = 0; i < w.length; i++) w[i] *= 2;
            weights.write(Weights.Bank.PARAMETERS, "w", w);
            plan.run();
            float[] after = plan.read(y);
            for (int i = 0; i < after.length; i++) assertThat(after[i]).isEqualTo(2 * before[i]);
        }
    }

    /** What is packed of weights and kept has memory of its own; what is packed again in every run has a slot, as the result may. */
    @Test
    void listsTheSlotOfWhatALaunchWrites() {
        Graph g = new Graph();
        Value x = g.input("x", 2, 8, 8, 16);
        Value inner = g.apply(Linear.of(), x, g.weight("w", 16, 16));
        Value y = g.apply(new Silu(), inner);
        Target cpu = new Target(Target.Family.CPU, 8, 2, 256 << 10, 64, Target.Choices.STANDARD);
        Engine engine = ENGINE.with(cpu);
        try (Weights weights = filled(g); Plan kept = Plan.compile(engine, g, weights, Set.of(y), Plan.Options.DRAW);
                Plan again = Plan.compile(engine, g, weights, Set.of(y), Plan.Options.TRAIN)) {
            assertThat(kept.listing().rows()).extracting(Listing.Row::kernel, Listing.Row::slot)
                    .containsExactly(tuple("pack_linear", -1), tuple("linear_cpu", 0), tuple("silu", -1));
            assertThat(again.listing().rows()).extracting(Listing.Row::kernel, Listing.Row::slot)
                    .containsExactly(tuple("pack_linear", 1), tuple("linear_cpu", 0), tuple("silu", -1));
        }
    }

    @Test
    void guardsSharedMemoryAndListsItsLaunches() {
        Graph g = new Graph();
        Value x = g.input("x", 1, 4);
        Value inner = g.apply(new Silu(), x);
        Value unused = g.apply(new Silu(), x);
        Value y = g.apply(new Silu(), inner);
        try (Plan plan = Plan.compile(ENGINE, g, null, Set.of(y), Plan.Options.DRAW)) {
            assertThatThrownBy(() -> plan.read(inner)).hasMessageContaining("shares its memory");
            assertThatThrownBy(() -> plan.read(unused)).hasMessageContaining("not part of this plan");
            assertThat(plan.listing().rows()).hasSize(2).allMatch(row -> row.kernel().equals("silu"));
            assertThat(plan.listing().toString()).contains("silu").contains("1x4");
        }
    }

    private static Weights filled(Graph g) {
        Weights weights = new Weights(ENGINE.queue(), g.weights());
        g.weights().forEach(w -> weights.write(Weights.Bank.PARAMETERS, w.name(), normals(w, w.name().hashCode())));
        return weights;
    }

    private static float[] normals(Value value, long seed) {
        Random random = new Random(seed);
        float[] values = new float[Math.toIntExact(value.shape().count())];
        for (int i = 0; i < values.length; i++) values[i] = (float) random.nextGaussian() / 4;
        return values;
    }
}
