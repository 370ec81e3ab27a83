package kaobako.op;

import java.util.List;
import kaobako.graph.Value;
import org.junit.jupiter.api.Test;

class ElementwiseTest {
    private static final int N = 3;
    private static final int E = 7 * 5 * 3;

    @Test
    void followsTheFormulas() {
        OpRun run = new OpRun();
        Value x = run.random("x", N, E);
        Value z = run.random("z", N, E);
        Value a = run.random("a", N);
        Value b = run.random("b", N);
        Value sum = run.graph.apply(new Add(), x, z);
        Value line = run.graph.apply(new Affine(-3, 0.5f), x);
        Value blend = run.graph.apply(new Blend(), x, z, a, b);
        Engines.forEachFamily(engine -> {
            List<float[]> found = run.run(engine, sum, line, blend);
            OpRun.near(found.get(0), 1e-6, i -> (double) run.of(x)[i] + run.of(z)[i]);
            OpRun.near(found.get(1), 1e-6, i -> -3.0 * run.of(x)[i] + 0.5);
            OpRun.near(found.get(2), 1e-6, i -> (double) run.of(a)[i / E] * run.of(x)[i] + (double) run.of(b)[i / E] * run.of(z)[i]);
        });
    }

    @Test
    void siluAndItsGradientHoldFarFromZero() {
        OpRun run = new OpRun();
        float[] values = {-200, -88, -20, -1, -1e-6f, 0, 1e-6f, 1, 20, 88, 200};
        Value x = run.input("x", values, 1, values.length);
        Value y = run.graph.apply(new Silu(), x);
        Value dx = run.gradient(y, x);
        Engines.forEachFamily(engine -> {
            List<float[]> found = run.run(engine, y, dx);
            OpRun.near(found.get(0), 1e-6, i -> values[i] / (1 + Math.exp(-values[i])));
            OpRun.near(found.get(1), 1e-6, i -> {
                double q = 1 / (1 + Math.exp(-values[i]));
                return run.dy(y)[i] * (q + values[i] * q * (1 - q));
            });
        });
    }

    @Test
    void sumsTheGradientsOfAValueUsedTwice() {
        OpRun run = new OpRun();
        Value x = run.random("x", N, E);
        Value y = run.graph.apply(new Add(), run.graph.apply(new Affine(2, 0), x), run.graph.apply(new Affine(5, 1), x));
        Value dx = run.gradient(y, x);
        Engines.forEachFamily(engine -> OpRun.near(run.run(engine, dx, y).get(0), 1e-6, i -> 7.0 * run.dy(y)[i]));
    }
}
