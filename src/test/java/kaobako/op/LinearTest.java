package kaobako.op;

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

    static void check(Engine engine, int n, int t, int ci, int co) {
        GradientRun run = new GradientRun(engine);
        Value x = run.input("x", 0, n, t, ci);
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
                sum += (double) run.of(x)[row * ci + c] * run.of(w)[c * co + o];
                dx[row * ci + c] += g * run.of(w)[c * co + o];
                dw[c * co + o] += g * run.of(x)[row * ci + c];
            }
            y[i] = SCALE * sum;
            db[o] += g;
            de[row / t * co + o] += g;
            dr[i] = g;
        }
        Map.of("y", y, "dx", dx, "dw", dw, "db", db, "de", de, "dr", dr)
                .forEach((name, expected) -> GradientRun.near(name, found.get(name), expected, TOLERANCE));
    }

    private static double[] widened(float[] values) {
        double[] wide = new double[values.length];
        for (int i = 0; i < wide.length; i++) wide[i] = values[i];
        return wide;
    }
}
