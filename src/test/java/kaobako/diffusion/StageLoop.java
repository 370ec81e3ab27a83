package kaobako.diffusion;

import java.util.Arrays;
import java.util.List;

/** The meaning of a stage table in plain loops over doubles: what every device must reproduce. */
public final class StageLoop {
    /** The network: its output at x and timestep. */
    public interface Model {
        double[] at(double[] x, double timestep);
    }

    /** Where a stage's noise comes from, by stream index. */
    public interface Noise {
        double[] of(int noiseIndex);
    }

    private final double[][] history = new double[Stage.HISTORY][];
    private double[] x;
    private double[] x0;

    public StageLoop(double[] start) {
        x = start.clone();
        x0 = start.clone();
        // a stage that reads a slot nobody has written shows at once
        Arrays.setAll(history, k -> filled(start.length, Double.NaN));
    }

    /** Runs a whole table. */
    public static double[] run(List<Stage> stages, double[] start, Model model, Noise noise) {
        StageLoop loop = new StageLoop(start);
        for (Stage stage : stages) {
            loop.step(stage, model.at(loop.x, stage.timestep()),
                    stage.drawsNoise() ? noise.of(stage.noiseIndex()) : new double[start.length]);
        }
        return loop.x;
    }

    /** One stage given the network's output; the next x. */
    public double[] step(Stage stage, double[] out, double[] noise) {
        Stage.Denoise d = stage.denoise();
        Stage.Update u = stage.update();
        double[] next = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            double clean = Math.max(-d.clipRange(), Math.min(d.clipRange(), d.xToX0() * x[i] + d.outToX0() * out[i]));
            double eps = d.xToEps() * x[i] + d.x0ToEps() * clean + d.outToEps() * out[i];
            next[i] = u.cX() * x[i] + u.cX0() * clean + u.cEps() * eps + u.cNoise() * noise[i];
            for (int k = 0; k < Stage.HISTORY; k++) {
                if (u.cH(k) != 0) {
                    next[i] += u.cH(k) * history[k][i];
                }
            }
            if (stage.stash().slot() >= 0) {
                history[stage.stash().slot()][i] =
                        stage.stash().sX() * x[i] + stage.stash().sX0() * clean + stage.stash().sEps() * eps;
            }
            x0[i] = clean;
        }
        x = next;
        return x;
    }

    /** The clean picture that the last stage predicted, clamped where the stage says so. */
    public double[] x0() {
        return x0;
    }

    private static double[] filled(int length, double value) {
        double[] values = new double[length];
        Arrays.fill(values, value);
        return values;
    }
}
