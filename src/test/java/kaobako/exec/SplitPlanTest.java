package kaobako.exec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import kaobako.cl.DeviceBuffer;
import kaobako.exec.Weights.Bank;
import kaobako.graph.Gradients;
import kaobako.graph.Graph;
import kaobako.graph.Value;
import kaobako.op.Add;
import kaobako.op.Addend;
import kaobako.op.Conv2d;
import kaobako.op.Silu;
import org.junit.jupiter.api.Test;

/** Judged by one plan for all pictures. On a device without lanes both are the same. */
class SplitPlanTest {
    private static final Engine ENGINE = SharedEngine.get();
    private static final int PICTURES = 4;
    private static final int SHARES = ENGINE.sharesOf(PICTURES);

    /** A convolution and what follows, of so many pictures. */
    private record Net(Graph graph, Value x, Value y) {
        static Net of(int pictures) {
            Graph g = new Graph();
            Value x = g.input("x", pictures, 12, 8, 8);
            Value h = g.apply(new Silu(), g.apply(Conv2d.of(Conv2d.Geometry.SAME, Addend.BIAS), x, g.weight("w", 3, 3, 8, 16), g.weight("b", 16)));
            return new Net(g, x, g.apply(Conv2d.of(Conv2d.Geometry.SAME), h, g.weight("v", 3, 3, 16, 8)));
        }

        Weights weights(int seed) {
            Weights weights = new Weights(ENGINE.queue(), graph.weights());
            fill(weights, seed);
            return weights;
        }

        void fill(Weights weights, int seed) {
            graph.weights().forEach(w -> weights.write(Bank.PARAMETERS, w.name(), normals((int) w.shape().count(), seed)));
        }
    }

    /** Twice, with other weights the second time: every share derives what it needs from them again. */
    @Test
    void sharesDrawToTheBitWhatOnePlanDraws() {
        Net net = Net.of(PICTURES / SHARES);
        Net whole = Net.of(PICTURES);
        float[] pictures = normals((int) whole.x.shape().count(), 9);
        try (Weights weights = net.weights(1); DeviceBuffer in = ENGINE.queue().allocate(whole.x.bytes());
                DeviceBuffer out = ENGINE.queue().allocate(whole.y.bytes()); Slices slices = new Slices();
                SplitPlan split = SplitPlan.compile(ENGINE, net.graph, SHARES, weights, Set.of(net.y), share -> Plan.Options.DRAW.with(Map.of(
                        net.x, slices.of(in, share, net.x), net.y, slices.of(out, share, net.y))));
                Plan one = Plan.compile(ENGINE, whole.graph, weights, Set.of(whole.y), Plan.Options.DRAW)) {
            for (int seed = 2; seed < 4; seed++) {
                net.fill(weights, seed);
                float[] input = pictures.clone();
                input[0] = seed;
                // neither waits for the other here: the engine's queue before the shares, the shares before the engine's queue
                ENGINE.queue().write(in, 0, input);
                split.run();
                float[] found = new float[(int) whole.y.shape().count()];
                ENGINE.queue().read(out, 0, found);
                one.write(whole.x, input);
                one.run();
                assertThat(found).as("weights %d", seed).isEqualTo(one.read(whole.y));
            }
        }
    }

    /** With its launches, then on a tape where the device has them; weights change in between, which the tape hears of. */
    @Test
    void drawsTheSameOnATape() {
        Net net = Net.of(PICTURES / SHARES);
        try (Weights weights = net.weights(1);
                SplitPlan split = SplitPlan.compile(ENGINE, net.graph, SHARES, weights, Set.of(net.y), share -> Plan.Options.DRAW)) {
            List<float[]> expected = outputs(split, net);
            split.settle();
            assertThat(outputs(split, net)).usingRecursiveComparison().isEqualTo(expected);
            net.fill(weights, 7);
            List<float[]> others = outputs(split, net);
            assertThat(others.get(0)).isNotEqualTo(expected.get(0));
            net.fill(weights, 1);
            assertThat(outputs(split, net)).usingRecursiveComparison().isEqualTo(expected);
        }
    }

    private static List<float[]> outputs(SplitPlan split, Net net) {
        for (int share = 0; share < SHARES; share++) split.shares().get(share).write(net.x, normals((int) net.x.shape().count(), share));
        split.run();
        return split.shares().stream().map(share -> share.read(net.y)).toList();
    }

    @Test
    void gradientsOfTheSharesAddUpToThoseOfOnePlan() {
        Net net = Net.of(PICTURES / SHARES);
        Net whole = Net.of(PICTURES);
        Value dy = gradients(net);
        Value wholeDy = gradients(whole);
        float[] x = normals((int) whole.x.shape().count(), 4);
        float[] slope = normals((int) whole.y.shape().count(), 5);
        try (Weights weights = net.weights(1); Weights judge = whole.weights(1);
                SplitPlan split = SplitPlan.compile(ENGINE, net.graph, SHARES, weights, Set.of(), share -> Plan.Options.TRAIN);
                Plan one = Plan.compile(ENGINE, whole.graph, judge, Set.of(), Plan.Options.TRAIN)) {
            for (int i = 0; i < SHARES; i++) {
                split.shares().get(i).write(net.x, part(x, i));
                split.shares().get(i).write(dy, part(slope, i));
            }
            one.write(whole.x, x);
            one.write(wholeDy, slope);
            split.run();
            one.run();
            assertThat(split.gradients()).hasSize(SHARES - 1);
            for (Value w : net.graph.weights()) {
                float[] sum = weights.read(Bank.GRADIENTS, w.name());
                for (Weights apart : split.gradients()) {
                    float[] more = apart.read(Bank.GRADIENTS, w.name());
                    for (int i = 0; i < sum.length; i++) sum[i] += more[i];
                }
                float[] expected = judge.read(Bank.GRADIENTS, w.name());
                float most = 0;
                for (float value : expected) most = Math.max(most, Math.abs(value));
                assertThat(most).isPositive();
                assertThat(sum).as(w.name()).containsExactly(expected, within(2e-5f * most));
            }
        }
    }

    @Test
    void picturesThatCannotBeSharedEvenlyStayTogether() {
        assertThat(ENGINE.sharesOf(1)).isEqualTo(1);
        assertThat(ENGINE.sharesOf(5)).isEqualTo(1);
        assertThat(ENGINE.sharesOf(6)).isEqualTo(Math.max(1, ENGINE.lanes().size()));
    }

    private static Value gradients(Net net) {
        Value dy = net.graph.input("dy", net.y.shape().extents().stream().mapToInt(i -> i).toArray());
        Gradients.append(net.graph, net.y, dy, Set.of(), (a, b) -> net.graph.apply(new Add(), a, b));
        return dy;
    }

    private static float[] part(float[] all, int share) {
        int length = all.length / SHARES;
        return Arrays.copyOfRange(all, share * length, (share + 1) * length);
    }

    private static float[] normals(int count, int seed) {
        Random random = new Random(seed);
        float[] values = new float[count];
        for (int i = 0; i < count; i++) values[i] = (float) random.nextGaussian();
        return values;
    }

    /** Slices of buffers, closed before these. */
    private static final class Slices implements AutoCloseable {
        private final List<DeviceBuffer> made = new java.util.ArrayList<>();

        DeviceBuffer of(DeviceBuffer whole, int share, Value part) {
            made.add(whole.slice(share * part.bytes(), part.bytes()));
            return made.get(made.size() - 1);
        }

        @Override
        public void close() {
            made.forEach(DeviceBuffer::close);
        }
    }
}
