package kaobako.op;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import kaobako.exec.Engine;
import kaobako.graph.Value;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The linear layer with every addend and its five gradients, judged by the definition in double. */
class LinearTest {
    /** c * 2^-24 * sqrt(terms): thousands of terms in the weight gradient. */
    private static final double TOLERANCE = 1e-5;
    private static final float SCALE = 0.5f;

    @ParameterizedTest(name = "{0} images of {1} rows, {2} to {3} channels")
    @CsvSource({"3, 7, 20, 33", "1, 1, 1, 1", "1, 1, 128, 96", "2, 49, 33, 35", "16, 1, 32, 128", "2, 1030, 40, 24", "1, 64, 256, 384"})
    void agreesWithTheDefinition(int n, int t, int ci, int co) {
        Engines.forEachFamily(engine -> check(engine, n, t, ci, co));
    }

    /** CPU kernels read the parts of a concatenation that nobody else reads where they lie. */
    @ParameterizedTest(name = "{0} images of {1} rows, the first {4} of {2} to {3} channels")
    @CsvSource({"3, 7, 20, 33, 5", "2, 49, 33, 35, 32", "2, 1030, 40, 24, 8", "1, 64, 256, 384, 128", "1, 1, 2, 1, 1"})
    void takesAConcatenation(int n, int t, int ci, int co, int cut) {
        Engines.forEachFamily(engine -> {
            GradientRun run = new GradientRun(engine);
            Value first = run.input("first", 0, n, t, cut);
            Value second = run.input("second", 0, n, t, ci - cut);
            Value x = run.graph.apply(new Concat(), first, second);
            check(run, x, run.joined(first, second), n, t, ci, co, cut);
        });
    }

    static void check(Engine engine, int n, int t, int ci, int co) {
        GradientRun run = new GradientRun(engine);
        Value x = run.input("x", 0, n, t, ci);
        check(run, x, run.of(x), n, t, ci, co, 0);
    }

    /** {@code cut}: channels of the first part of x, or 0. */
    private static void check(GradientRun run, Value x, float[] xs, int n, int t, int ci, int co, int cut) {
        Value w = run.weight("w", 0, ci, co);
        Value b = run.weight("b", 0, co);
        Value e = run.input("e", 0, n, co);
        Value r = run.input("r", 0, n, t, co);
        Map<String, float[]> found = run.run(run.graph.apply(new Linear(Set.of(Addend.values()), SCALE), x, w, b, e, r));

        double[] y = new double[n * t * co];
        double[] dx = new double[n * t * ci];
        double[] dw = widened(run.of(w));
        double[] db = widened(run.of(b));
        double[] de = new double[n * co];
        double[] dr = new double[y.length];
        for (int i = 0; i < y.length; i++) {
            int o = i % co;
            int row = i / co;
            double g = SCALE * found.get("dy")[i];
            double sum = (double) run.of(b)[o] + run.of(e)[row / t * co + o] + run.of(r)[i];
            for (int c = 0; c < ci; c++) {
                sum += (double) xs[row * ci + c] * run.of(w)[c * co + o];
                dx[row * ci + c] += g * run.of(w)[c * co + o];
                dw[c * co + o] += g * xs[row * ci + c];
            }
            y[i] = SCALE * sum;
            db[o] += g;
            de[row / t * co + o] += g;
            dr[i] = g;
        }
        Map<String, double[]> expected = new HashMap<>(Map.of("y", y, "dw", dw, "db", db, "de", de, "dr", dr));
        expected.putAll(cut == 0 ? Map.of("dx", dx) : GradientRun.cut(dx, ci, cut, "dfirst", "dsecond"));
        expected.forEach((name, values) -> GradientRun.near(name, found.get(name), values, TOLERANCE));
    }

    private static double[] widened(float[] values) {
        double[] wide = new double[values.length];
        for (int i = 0; i < wide.length; i++) wide[i] = values[i];
        return wide;
    }
}
