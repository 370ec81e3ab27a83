package kaobako.op;

import java.util.List;
import java.util.Random;
import kaobako.diffusion.BetaSchedule;
import kaobako.diffusion.NoiseSchedule;
import kaobako.diffusion.Prediction;
import kaobako.diffusion.Sampler;
import kaobako.diffusion.Samplers;
import kaobako.diffusion.SamplingConfig;
import kaobako.diffusion.Stage;
import kaobako.diffusion.StageLoop;
import kaobako.exec.SharedEngine;
import kaobako.graph.Value;
import org.junit.jupiter.api.Test;

/** The fused sampler kernel against the same table in double, stage by stage, for every sampler. */
class MixTest {
    private static final int COUNT = 3 * 7 * 5 * 3;

    @Test
    void followsTheTableOfEverySampler() {
        NoiseSchedule schedule = NoiseSchedule.of(BetaSchedule.SQUAREDCOS_CAP_V2, 1e-4, 0.02, 1000);
        for (Sampler sampler : Samplers.ALL) {
            List<Stage> stages = sampler.stages(schedule, Prediction.V_PREDICTION,
                    SamplingConfig.of(6).withEta(0.5).withClipRange(1.2));
            float[] x = normals(1, COUNT);
            float[] history = normals(9, Mix.HISTORY * COUNT);
            StageLoop loop = new StageLoop(doubles(x));
            for (int i = 0; i < stages.size(); i++) {
                float[] out = normals(2 + i, COUNT);
                float[] noise = normals(100 + i, COUNT);
                List<float[]> found = step(x, out, noise, stages.get(i), history);
                double[] expected = loop.step(stages.get(i), doubles(out), doubles(noise));
                OpRun.near(found.get(0), 2e-5, k -> expected[k]);
                OpRun.near(found.get(2), 2e-5, k -> loop.x0()[k]);
                x = found.get(0);
                history = found.get(1);
            }
        }
    }

    private static List<float[]> step(float[] x, float[] out, float[] noise, Stage stage, float[] history) {
        OpRun run = new OpRun();
        Value state = run.state("x", x, COUNT);
        Value h = run.state("h", history, Mix.HISTORY, COUNT);
        Value x0 = run.state("x0", new float[COUNT], COUNT);
        run.graph.update(new Mix(), state, run.input("out", out, COUNT), run.input("noise", noise, COUNT),
                run.input("row", stage.toFloats(), Stage.FLOATS), h, x0);
        return run.run(SharedEngine.get(), state, h, x0);
    }

    private static float[] normals(long seed, int count) {
        Random random = new Random(seed);
        float[] values = new float[count];
        for (int i = 0; i < count; i++) values[i] = (float) random.nextGaussian();
        return values;
    }

    private static double[] doubles(float[] values) {
        double[] doubles = new double[values.length];
        for (int i = 0; i < values.length; i++) doubles[i] = values[i];
        return doubles;
    }
}
