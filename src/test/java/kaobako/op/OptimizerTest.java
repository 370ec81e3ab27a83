package kaobako.op;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import kaobako.exec.Engine;
import kaobako.graph.Value;
import org.junit.jupiter.api.Test;

class OptimizerTest {
    private static final int COUNT = 5003;
    private static final AdamW.Step STEP = new AdamW.Step(0.01, 0.1, 0.9, 0.99, 1e-8, 3, 1.5, 0.75, 4);

    private final OpRun run = new OpRun();
    private final Value p = run.state("p", normals(1), COUNT);
    private final Value m = run.state("m", normals(2), COUNT);
    private final Value v = run.state("v", squares(normals(3)), COUNT);
    private final Value ema = run.state("ema", normals(4), COUNT);

    @Test
    void takesAnAdamWStepOnClippedGradients() {
        Engines.forEachFamily(engine -> new OptimizerTest().check(engine));
    }

    void check(Engine engine) {
        Value g = run.state("g", normals(5), COUNT);
        Value norm = step(g);
        List<float[]> found = run.run(engine, norm, p, m, v, ema, g);
        double sum = 0;
        for (float value : run.of(g)) sum += Math.pow(value / 4.0, 2);
        double total = Math.sqrt(sum);
        double clip = Math.min(1, 1.5 / (total + 1e-6)) / 4;
        assertThat((double) found.get(0)[0]).isCloseTo(total, org.assertj.core.data.Offset.offset(1e-6 * total));
        OpRun.near(found.get(2), 1e-6, i -> moment(m, 0.9, clip * run.of(g)[i], i));
        OpRun.near(found.get(3), 1e-6, i -> moment(v, 0.99, Math.pow(clip * run.of(g)[i], 2), i));
        OpRun.near(found.get(1), 1e-6, i -> stepped(clip * run.of(g)[i], i));
        OpRun.near(found.get(4), 1e-6, i -> 0.75 * run.of(ema)[i] + 0.25 * stepped(clip * run.of(g)[i], i));
        assertThat(found.get(5)).as("cleared gradients").containsOnly(0f);
    }

    @Test
    void leavesEverythingAloneWhenAGradientIsNotFinite() {
        float[] broken = normals(5);
        broken[COUNT - 1] = Float.NaN;
        Value g = run.state("g", broken, COUNT);
        Value norm = step(g);
        List<Value> unchanged = List.of(p, m, v, ema);
        Engines.forEachFamily(engine -> {
            List<float[]> found = run.run(engine, norm, p, m, v, ema);
            assertThat(found.get(0)[0]).isNaN();
            unchanged.forEach(value -> assertThat(found.get(1 + unchanged.indexOf(value))).isEqualTo(run.of(value)));
        });
    }

    private Value step(Value g) {
        Value h = run.input("h", STEP.toFloats(), AdamW.Step.SIZE);
        Value norm = run.graph.apply(new GradientNorm(), g, h);
        run.graph.update(new AdamW(), p, m, v, g, norm, h);
        run.graph.update(new Ema(), ema, p, norm, h);
        return norm;
    }

    private double moment(Value value, double beta, double gradient, int i) {
        return beta * run.of(value)[i] + (1 - beta) * gradient;
    }

    private double stepped(double gradient, int i) {
        double first = moment(m, 0.9, gradient, i) / (1 - Math.pow(0.9, 3));
        double second = Math.sqrt(moment(v, 0.99, gradient * gradient, i) / (1 - Math.pow(0.99, 3)));
        return run.of(p)[i] * (1 - 0.01 * 0.1) - 0.01 * first / (second + 1e-8);
    }

    private static float[] normals(long seed) {
        Random random = new Random(seed);
        float[] values = new float[COUNT];
        for (int i = 0; i < COUNT; i++) values[i] = (float) random.nextGaussian();
        return values;
    }

    private static float[] squares(float[] values) {
        for (int i = 0; i < values.length; i++) values[i] *= values[i];
        return values;
    }
}
