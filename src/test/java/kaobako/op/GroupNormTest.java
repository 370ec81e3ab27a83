package kaobako.op;

import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;
import kaobako.exec.Engine;
import kaobako.graph.Shape;
import kaobako.graph.Value;
import kaobako.op.GroupNorm.Then;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Group norm with SiLU and scale-shift and all gradients, judged by the chain rule in double; also far from a mean of zero. */
class GroupNormTest {
    private static final float EPS = 1e-5f;
    /** Of the result near a mean of zero; each power of ten that the mean is above the deviation costs a digit of the input itself. */
    private static final double TOLERANCE = 1e-5;

    @ParameterizedTest(name = "{0} images of {1} pixels, {2} channels in {3} groups around {4}")
    @CsvSource({"3, 49, 20, 4, 0", "1, 1, 8, 1, 0", "2, 35, 33, 3, 1", "1, 256, 3, 1, 100", "1, 300, 64, 8, 0", "5, 64, 24, 8, -3", "2, 6, 96, 8, 0",
        // more than caches hold
        "2, 4100, 72, 8, 0", "1, 16390, 33, 3, 0", "1, 180000, 3, 1, 0"})
    void agreesWithTheDefinition(int n, int p, int c, int groups, float mean) {
        Engines.forEachFamily(engine -> check(engine, n, p, c, groups, mean));
    }

    /** As where a convolution's padding shows, or a picture is flat but for a corner. */
    @ParameterizedTest(name = "{0} images of {1} pixels, {2} channels in {3} groups, the first pixel {4} deviations away")
    @CsvSource({"2, 4100, 32, 8, 30", "1, 700, 33, 3, 100", "1, 16390, 3, 1, 30"})
    void aFirstPixelFarFromTheOthersCostsNoDigits(int n, int p, int c, int groups, float far) {
        Engines.forEachFamily(engine -> {
            GradientRun run = new GradientRun(engine);
            Value x = run.input("x", 0, n, p, c);
            for (int i = 0; i < n * c; i++) run.of(x)[i / c * p * c + i % c] += far;
            check(run, x, run.of(x), n, p, c, groups, 0, 0, 0);
        });
    }

    /** Where x is added to the result too, twice, its gradient adds two residuals; else nobody else reads x, and CPU kernels read its parts. */
    @ParameterizedTest(name = "{0} images of {1} pixels, the first {4} of {2} channels in {3} groups, added {5} times")
    @CsvSource({"3, 49, 20, 4, 5, 2", "2, 70, 48, 4, 16, 2", "1, 65, 64, 8, 24, 2", "5, 9, 96, 8, 32, 2", "2, 6, 33, 3, 1, 2",
        "3, 49, 20, 4, 5, 0", "2, 70, 48, 4, 16, 0", "1, 65, 64, 8, 48, 0", "5, 9, 224, 8, 128, 0", "1, 130, 128, 8, 64, 0", "2, 4100, 72, 8, 40, 0"})
    void aConcatenationIsNormalisedAndItsGradientCut(int n, int p, int c, int groups, int cut, int added) {
        Engines.forEachFamily(engine -> {
            GradientRun run = new GradientRun(engine);
            Value a = run.input("a", 0, n, p, cut);
            Value b = run.input("b", 0, n, p, c - cut);
            Value x = run.graph.apply(new Concat(), a, b);
            check(run, x, run.joined(a, b), n, p, c, groups, 0, cut, added);
        });
    }

    /** A weight gradient behind it reads y; where another op lies between, that op's result is kept for it. */
    @ParameterizedTest(name = "{0} images of {1} pixels, {2} channels in {3} groups, joined after {4}, dropout {5}")
    @CsvSource({"3, 49, 20, 4, 0, 0", "2, 35, 33, 3, 0, 0.5", "1, 300, 64, 8, 0, 0", "1, 256, 3, 1, 0, 0", "2, 70, 48, 4, 16, 0.25",
        "5, 9, 224, 8, 128, 0", "2, 6, 33, 3, 1, 0", "2, 4100, 72, 8, 40, 0"})
    void whoReadsItOnTheWayBackReadsItComputedAgain(int n, int p, int c, int groups, int cut, float dropout) {
        Engines.forEachFamily(engine -> {
            Map<String, float[]> again = beforeALinear(engine, n, p, c, groups, cut, dropout, false);
            Map<String, float[]> kept = beforeALinear(engine, n, p, c, groups, cut, dropout, true);
            kept.forEach((name, values) -> GradientRun.near(name, again.get(name),
                    IntStream.range(0, values.length).mapToDouble(i -> values[i]).toArray(), TOLERANCE));
        });
    }

    private static Map<String, float[]> beforeALinear(Engine engine, int n, int p, int c, int groups, int cut, float dropout, boolean keep) {
        GradientRun run = new GradientRun(engine);
        Value x = cut == 0 ? run.input("x", 0, n, p, c) : run.graph.apply(new Concat(), run.input("a", 0, n, p, cut), run.input("b", 0, n, p, c - cut));
        Value y = GroupNorm.apply(run.graph, x, groups, EPS, run.weight("gamma", 1, c), run.weight("beta", 0, c), null, Then.SILU);
        Value clock = run.graph.state("clock", Value.Type.I32, Shape.of(1, Clock.SIZE));
        if (dropout > 0) y = run.graph.apply(new Dropout(dropout, 1), y, clock);
        if (keep) y = run.graph.apply(new Affine(1, 0), y);
        return run.run(run.graph.apply(Linear.of(), y, run.weight("w", 0, c, 24)));
    }

    static void check(Engine engine, int n, int p, int c, int groups, float mean) {
        GradientRun run = new GradientRun(engine);
        Value x = run.input("x", mean, n, p, c);
        check(run, x, run.of(x), n, p, c, groups, mean, 0, 0);
    }

    private static void check(GradientRun run, Value x, float[] xs, int n, int p, int c, int groups, float mean, int cut, int added) {
        Value gamma = run.weight("gamma", 1, c);
        Value beta = run.weight("beta", 0, c);
        Value s = run.input("s", 0, n, 2 * c);
        Value normalised = GroupNorm.apply(run.graph, x, groups, EPS, gamma, beta, s, Then.SCALE_SHIFT, Then.SILU);
        Value result = normalised;
        for (int i = 0; i < added; i++) result = run.graph.apply(new Add(), result, x);
        Map<String, float[]> found = run.run(result);
        double[] y = new double[n * p * c];
        double[] dx = new double[y.length];
        double[] ds = new double[2 * n * c];
        double[] dgamma = new double[c];
        double[] dbeta = new double[c];
        for (int k = 0; k < c; k++) {
            dgamma[k] = run.of(gamma)[k];
            dbeta[k] = run.of(beta)[k];
        }
        int width = c / groups;
        double count = (double) p * width;
        for (int id = 0; id < n * groups; id++) {
            double sum = 0;
            double squares = 0;
            for (int i = 0; i < count; i++) sum += xs[at(id, i, p, c, groups)];
            for (int i = 0; i < count; i++) squares += Math.pow(xs[at(id, i, p, c, groups)] - sum / count, 2);
            double rstd = 1 / Math.sqrt(squares / count + EPS);
            double m0 = 0;
            double m1 = 0;
            double[] dxh = new double[(int) count];
            double[] xh = new double[(int) count];
            for (int i = 0; i < count; i++) {
                int element = at(id, i, p, c, groups);
                int k = element % c;
                int shift = id / groups * 2 * c + k;
                xh[i] = (xs[element] - sum / count) * rstd;
                double plain = xh[i] * run.of(gamma)[k] + run.of(beta)[k];
                double factor = 1.0 + run.of(s)[shift];
                double h = plain * factor + run.of(s)[shift + c];
                double q = 1 / (1 + Math.exp(-h));
                double dh = found.get("dy")[element] * q * (1 + h * (1 - q));
                y[element] = h * q;
                ds[shift] += dh * plain;
                ds[shift + c] += dh;
                dgamma[k] += dh * factor * xh[i];
                dbeta[k] += dh * factor;
                dxh[i] = dh * factor * run.of(gamma)[k];
                m0 += dxh[i] / count;
                m1 += dxh[i] * xh[i] / count;
            }
            for (int i = 0; i < count; i++) dx[at(id, i, p, c, groups)] = rstd * (dxh[i] - m0 - xh[i] * m1);
        }
        double tolerance = TOLERANCE * Math.max(1, Math.abs(mean));
        for (int i = 0; i < dx.length; i++) {
            y[i] += added * xs[i];
            dx[i] += added * found.get("dy")[i];
        }
        Map<String, double[]> expected = new HashMap<>(Map.of("y", y, "ds", ds, "dgamma", dgamma, "dbeta", dbeta));
        expected.putAll(cut == 0 ? Map.of("dx", dx) : GradientRun.cut(dx, c, cut, "da", "db"));
        expected.forEach((name, values) -> GradientRun.near(name, found.get(name), values, tolerance));
    }

    /** Where the i-th element of a group of an image lies in [N,P,C]. */
    private static int at(int id, int i, int p, int c, int groups) {
        int width = c / groups;
        return (id / groups * p + i / width) * c + id % groups * width + i % width;
    }
}
