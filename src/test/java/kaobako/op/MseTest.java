package kaobako.op;

import java.util.List;
import kaobako.exec.Engine;
import kaobako.graph.Value;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MseTest {
    @ParameterizedTest
    @ValueSource(ints = {1, 20, 7 * 5 * 3, 12288})
    void weighsTheMeanSquaredErrorOfEachImage(int elements) {
        Engines.forEachFamily(engine -> check(engine, elements));
    }

    static void check(Engine engine, int elements) {
        OpRun run = new OpRun();
        Value out = run.random("out", 3, elements);
        Value target = run.random("target", 3, elements);
        Value weight = run.input("weight", new float[] {1, 0.25f, 3}, 3);
        Value loss = run.graph.apply(new Mse(), out, target, weight);
        Value mean = run.graph.apply(new Mean(), loss);
        Value dOut = run.gradient(mean, out);
        List<float[]> found = run.run(engine, loss, mean, dOut);
        OpRun.near(found.get(0), 1e-6, n -> loss(run, out, target, weight, elements, n));
        OpRun.near(found.get(1), 1e-6, i -> (loss(run, out, target, weight, elements, 0) + loss(run, out, target, weight, elements, 1)
                + loss(run, out, target, weight, elements, 2)) / 3);
        OpRun.near(found.get(2), 1e-6, i -> 2.0 * run.of(weight)[i / elements] / elements
                * ((double) run.of(out)[i] - run.of(target)[i]) * run.dy(mean)[0] / 3);
    }

    private static double loss(OpRun run, Value out, Value target, Value weight, int elements, int n) {
        double sum = 0;
        for (int i = n * elements; i < (n + 1) * elements; i++) sum += Math.pow((double) run.of(out)[i] - run.of(target)[i], 2);
        return run.of(weight)[n] * sum / elements;
    }
}
