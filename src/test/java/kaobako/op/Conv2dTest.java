package kaobako.op;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import kaobako.exec.Engine;
import kaobako.exec.Plan;
import kaobako.exec.Weights;
import kaobako.graph.Gradients;
import kaobako.graph.Graph;
import kaobako.graph.Target;
import kaobako.graph.Value;
import kaobako.op.Conv2d.Geometry;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The 3x3 convolution and its three gradients, judged by the sum of the definition in double. Sizes: some that divide no tile,
 * one of one, RGB on either side, channel counts that fill no vector, one real layer.
 */
class Conv2dTest {
    /** Largest error over largest magnitude: Winograd's constants lose about two digits of the sum's c * 2^-24 * sqrt(terms). */
    private static final double TOLERANCE = 3e-5;

    @ParameterizedTest(name = "{0}: {1} images {2}x{3}, {4} to {5} channels")
    @CsvSource({
        "SAME, 3, 7, 7, 20, 20", "SAME, 1, 1, 1, 8, 8", "SAME, 1, 16, 16, 32, 64", "SAME, 2, 13, 9, 16, 72", "SAME, 1, 70, 66, 32, 32",
        "SAME, 2, 9, 11, 3, 32", "SAME, 2, 9, 11, 32, 3", "SAME, 1, 5, 6, 33, 33", "SAME, 1, 6, 5, 3, 3", "SAME, 1, 4, 4, 256, 128",
        "SAME, 1, 7, 5, 136, 40", "SAME, 2, 4, 7, 16, 72", "SAME, 3, 7, 5, 48, 32", "SAME, 1, 13, 16, 80, 48", "SAME, 2, 15, 17, 144, 48", "SAME, 3, 9, 7, 1040, 48",
        "SAME, 1, 5, 4, 1040, 48", "SAME, 1, 7, 5, 272, 176",
        "REPEATED, 1, 8, 6, 72, 24", "REPEATED, 2, 12, 6, 80, 48",
        "HALVE, 3, 7, 7, 20, 20", "HALVE, 1, 1, 1, 8, 8", "HALVE, 1, 16, 16, 32, 64", "HALVE, 1, 5, 8, 33, 7", "HALVE, 1, 4, 6, 3, 3",
        "REPEATED, 3, 6, 10, 20, 20", "REPEATED, 1, 2, 2, 8, 8", "REPEATED, 2, 64, 64, 32, 32", "REPEATED, 2, 8, 6, 3, 5",
        "HALVE_ASYMMETRIC, 3, 7, 7, 20, 20", "HALVE_ASYMMETRIC, 1, 16, 16, 32, 64", "HALVE_ASYMMETRIC, 2, 6, 9, 5, 12",
    })
    void agreesWithTheDefinition(Geometry geometry, int n, int h, int w, int ci, int co) {
        Engines.forEachFamily(engine -> check(engine, geometry, n, h, w, ci, co));
    }

    static void check(Engine engine, Geometry geometry, int n, int h, int w, int ci, int co) {
        Layer layer = new Layer(geometry, n, h, w, ci, co);
        Map<String, float[]> found = layer.run(engine);
        layer.expected().forEach((name, expected) -> near(name, layer.judged(name, doubles(found.get(name))), layer.judged(name, expected)));
    }

    @ParameterizedTest(name = "{0} of {1} images")
    @CsvSource({"SAME, 5", "HALVE, 5"})
    void sumsInOneOrder(Geometry geometry, int n) {
        Layer layer = new Layer(geometry, n, 64, 64, 32, 32);
        Engines.forEachFamily(engine -> {
            Map<String, float[]> first = layer.run(engine);
            layer.run(engine).forEach((name, values) -> assertThat(values).as(name).isEqualTo(first.get(name)));
        });
    }

    @ParameterizedTest(name = "{0}: {1}x{2}, {3} to {4} channels")
    @CsvSource({"SAME, 8, 8, 128, 128", "SAME, 16, 13, 48, 96", "SAME, 7, 5, 136, 40", "SAME, 3, 4, 16, 72", "SAME, 5, 4, 1040, 48", "SAME, 7, 5, 272, 176",
        "REPEATED, 8, 6, 72, 24"})
    void onACpuAPictureDoesNotDependOnTheOthers(Geometry geometry, int h, int w, int ci, int co) {
        Layer many = new Layer(geometry, 17, h, w, ci, co);
        Layer alone = new Layer(geometry, 1, h, w, ci, co);
        alone.takeFirstOf(many);
        Engines.forEachFamily(engine -> {
            if (engine.target().family() != Target.Family.CPU) return;
            float[] y = alone.run(engine).get("y");
            assertThat(y).isEqualTo(Arrays.copyOf(many.run(engine).get("y"), y.length));
        });
    }

    private static double[] doubles(float[] values) {
        double[] result = new double[values.length];
        for (int i = 0; i < values.length; i++) result[i] = values[i];
        return result;
    }

    private static void near(String name, double[] found, double[] expected) {
        assertThat(found).as(name).hasSameSizeAs(expected);
        double largest = 0;
        double worst = 0;
        for (int i = 0; i < expected.length; i++) {
            largest = Math.max(largest, Math.abs(expected[i]));
            double error = Math.abs(found[i] - expected[i]);
            worst = Double.isNaN(error) ? Double.POSITIVE_INFINITY : Math.max(worst, error);
        }
        assertThat(worst).as(name + ": largest error, largest value " + largest).isLessThanOrEqualTo(TOLERANCE * largest);
    }

    /** y = 0.5 (x * w + b + e + r), its gradients, and the gradient of x once more on top of itself. */
    private static final class Layer {
        private static final float SCALE = 0.5f;

        private final Geometry geometry;
        private final Graph graph = new Graph();
        private final Value x;
        private final Value weight;
        private final Value bias;
        private final Value shift;
        private final Value residual;
        private final Value dy;
        private final Value y;
        private final Value dx;
        private final Value twice;
        private final Map<Value, float[]> data = new HashMap<>();

        Layer(Geometry geometry, int n, int h, int w, int ci, int co) {
            this.geometry = geometry;
            int ho = geometry.result(h);
            int wo = geometry.result(w);
            x = graph.input("x", n, h, w, ci);
            weight = graph.weight("w", 3, 3, ci, co);
            bias = graph.weight("b", co);
            shift = graph.input("e", n, co);
            residual = graph.input("r", n, ho, wo, co);
            dy = graph.input("dy", n, ho, wo, co);
            y = graph.apply(new Conv2d(geometry, Set.of(Addend.values()), SCALE), x, weight, bias, shift, residual);
            dx = Gradients.append(graph, y, dy, Set.of(x), (a, b) -> graph.apply(new Add(), a, b)).get(x);
            twice = graph.apply(new Conv2d.InputGradient(geometry, x.shape(), Set.of(Addend.RESIDUAL)), dy, weight, dx);
            Random random = new Random(1);
            for (Value value : List.of(x, weight, bias, shift, residual, dy)) {
                float[] values = new float[Math.toIntExact(value.shape().count())];
                for (int i = 0; i < values.length; i++) values[i] = random.nextFloat() * 2 - 1;
                data.put(value, values);
            }
            if (geometry == Geometry.REPEATED) {
                float[] values = data.get(x);
                for (int i = 0; i < values.length; i++) values[i] = values[firstOfBlock(i)];
            }
        }

        /** The weights and the first image of another layer. */
        void takeFirstOf(Layer other) {
            data.put(weight, other.data.get(other.weight));
            data.put(bias, other.data.get(other.bias));
            data.put(x, Arrays.copyOf(other.data.get(other.x), data.get(x).length));
            data.put(shift, Arrays.copyOf(other.data.get(other.shift), data.get(shift).length));
            data.put(residual, Arrays.copyOf(other.data.get(other.residual), data.get(residual).length));
        }

        /** Where the first pixel of the 2x2 block of x lies that element {@code at} belongs to. */
        private int firstOfBlock(int at) {
            int row = x.shape().width() * x.shape().channels();
            int column = at % row / x.shape().channels() / 2 * 2;
            return at / row / 2 * 2 * row + column * x.shape().channels() + at % x.shape().channels();
        }

        /** What is compared: everything, but of a gradient with respect to an x of 2x2 blocks only their sums. */
        double[] judged(String name, double[] values) {
            if (geometry != Geometry.REPEATED || !Set.of("dx", "twice").contains(name)) return values;
            double[] sums = new double[values.length];
            for (int i = 0; i < values.length; i++) sums[firstOfBlock(i)] += values[i];
            return sums;
        }

        /** Weight gradients start at the weights, which shows that they are added to. */
        Map<String, float[]> run(Engine engine) {
            try (Weights weights = new Weights(engine.queue(), graph.weights())) {
                weights.write(Weights.Bank.PARAMETERS, "w", data.get(weight));
                weights.write(Weights.Bank.PARAMETERS, "b", data.get(bias));
                weights.write(Weights.Bank.GRADIENTS, "w", data.get(weight));
                weights.write(Weights.Bank.GRADIENTS, "b", data.get(bias));
                try (Plan plan = Plan.compile(engine, graph, weights, Set.of(y, dx, twice), Plan.Options.TRAIN)) {
                    for (Value value : List.of(x, shift, residual, dy)) plan.write(value, data.get(value));
                    plan.run();
                    return Map.of("y", plan.read(y), "dx", plan.read(dx), "twice", plan.read(twice),
                            "dw", weights.read(Weights.Bank.GRADIENTS, "w"), "db", weights.read(Weights.Bank.GRADIENTS, "b"));
                }
            }
        }

        Map<String, double[]> expected() {
            int n = x.shape().batch();
            int h = x.shape().height();
            int w = x.shape().width();
            int ci = x.shape().channels();
            int ho = y.shape().height();
            int wo = y.shape().width();
            int co = y.shape().channels();
            float[] px = data.get(x);
            float[] pw = data.get(weight);
            float[] pdy = data.get(dy);
            double[] sums = new double[(int) y.shape().count()];
            double[] gx = new double[px.length];
            double[] dw = new double[pw.length];
            double[] db = new double[co];
            for (int o = 0; o < co; o++) db[o] = data.get(bias)[o];
            for (int i = 0; i < pw.length; i++) dw[i] = pw[i];
            for (int at = 0; at < sums.length; at++) {
                int o = at % co;
                int column = at / co % wo;
                int row = at / co / wo % ho;
                int image = at / co / wo / ho;
                double sum = data.get(bias)[o] + (double) data.get(shift)[image * co + o] + data.get(residual)[at];
                double g = SCALE * pdy[at];
                for (int a = 0; a < 3; a++) {
                    for (int b = 0; b < 3; b++) {
                        int u = row * geometry.stride + a - geometry.before;
                        int v = column * geometry.stride + b - geometry.before;
                        if (u < 0 || u >= h || v < 0 || v >= w) continue;
                        for (int c = 0; c < ci; c++) {
                            int xAt = ((image * h + u) * w + v) * ci + c;
                            int wAt = ((a * 3 + b) * ci + c) * co + o;
                            sum += (double) px[xAt] * pw[wAt];
                            gx[xAt] += g * pw[wAt];
                            dw[wAt] += g * px[xAt];
                        }
                    }
                }
                sums[at] = SCALE * sum;
                db[o] += g;
            }
            double[] again = new double[gx.length];
            for (int i = 0; i < gx.length; i++) again[i] = gx[i] + gx[i] / SCALE;
            return Map.of("y", sums, "dx", gx, "twice", again, "dw", dw, "db", db);
        }
    }
}
