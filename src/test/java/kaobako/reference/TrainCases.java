package kaobako.reference;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import kaobako.diffusion.EmaDecay;
import kaobako.diffusion.LossWeight;
import kaobako.diffusion.SchedulerConfig;
import kaobako.exec.Engine;
import kaobako.exec.Plan;
import kaobako.exec.Weights;
import kaobako.graph.Graph;
import kaobako.graph.Value;
import kaobako.op.AdamW;
import kaobako.store.Json;
import kaobako.store.ModelFolder;
import kaobako.store.Safetensors;
import kaobako.train.LossGraph;
import kaobako.train.Objective;
import kaobako.train.Update;
import kaobako.unet.Parameter;
import kaobako.unet.Regularisation;
import kaobako.unet.UNetConfig;

/** Cases of kind {@code train}: losses, gradient norms, parameters and averages of a few AdamW steps, on the trainer's classes. */
final class TrainCases {
    private TrainCases() {}

    static void check(Engine engine, Case c) {
        check(engine, c, EmaDecay.warmingUp(0.9999), "ema_warmup");
        check(engine, c, EmaDecay.fixed(0.9999), "ema_fixed");
    }

    private static void check(Engine engine, Case c, EmaDecay ema, String average) {
        int steps = c.integer("steps");
        for (int k = 1; k <= steps; k++) {
            double expected = ((Number) ((List<?>) c.json.get(average + "_decays")).get(k - 1)).doubleValue();
            assertThat(ema.at(k)).as(average + " decay " + k).isCloseTo(expected, org.assertj.core.data.Offset.offset(1e-9));
        }
        Map<String, Object> hyper = c.map("hyper");
        List<?> betas = (List<?>) hyper.get("betas");
        SchedulerConfig scheduler = SchedulerConfig.read(Json.object(c.folder.resolve("scheduler_config.json")));
        Objective objective = new Objective(scheduler.betas().schedule(), scheduler.betas().steps(), scheduler.prediction(),
                LossWeight.uniform());
        assertThat(objective.noiseSchedule()).as("schedule").isEqualTo(scheduler.schedule());

        Graph g = new Graph();
        int[] shape = java.util.Arrays.copyOfRange(c.shape("clean"), 1, 5);
        int n = shape[0];
        Value x0 = g.input("x0", n, shape[2], shape[3], shape[1]);
        Value noise = g.input("noise", n, shape[2], shape[3], shape[1]);
        Value t = g.input("t", n);
        try (ModelFolder model = ModelFolder.open(c.folder)) {
            LossGraph loss = LossGraph.append(g, UNetConfig.of(model.unetConfig()), objective, x0, noise, t, Regularisation.NONE);
            try (Weights weights = new Weights(engine.queue(), g.weights());
                    Plan plan = Plan.compile(engine, g, weights, Set.of(loss.losses()), Plan.Options.TRAIN);
                    Update update = Update.of(engine, weights)) {
                UNetCases.load(weights, loss.parameters(), model);
                plan.write(loss.lossGradient(), loss.meanGradient());
                List<float[]> clean = c.stacked("clean");
                List<float[]> noises = c.stacked("noise");
                float[] times = OpCases.floats(c.longs("timesteps"));
                for (int k = 1; k <= steps; k++) {
                    plan.write(x0, clean.get(k - 1));
                    plan.write(noise, noises.get(k - 1));
                    plan.write(t, java.util.Arrays.copyOfRange(times, (k - 1) * n, k * n));
                    plan.run();
                    update.run(new AdamW.Step(number(hyper.get("lr")), number(hyper.get("weight_decay")), number(betas.get(0)),
                            number(betas.get(1)), number(hyper.get("eps")), k, number(hyper.get("max_grad_norm")), ema.at(k), 1));
                    double tolerance = k == 1 ? Tolerance.LOSS : Tolerance.LATER_LOSS;
                    Tolerance.near("loss " + k, mean(plan.read(loss.losses())), c.floats("losses")[k - 1], tolerance);
                    Tolerance.near("gradient norm " + k, update.norm(), c.floats("grad_norms")[k - 1], tolerance);
                }
                double furthest = 2 * number(hyper.get("lr")) * steps;
                compare("parameters", c.folder.resolve("after5.safetensors"), weights, Weights.Bank.PARAMETERS, loss.parameters(), c, furthest);
                compare(average, c.folder.resolve(average + ".safetensors"), weights, Weights.Bank.EMA, loss.parameters(), c, furthest);
            }
        }
    }

    /** 99.9 % of the elements as near as PyTorch's own rounding allows, the others within what Adam can move. */
    private static void compare(String what, Path file, Weights weights, Weights.Bank bank, List<Parameter> parameters, Case c,
            double furthest) {
        List<String> excluded = c.strings("theoretically_zero_gradient");
        List<Double> errors = new ArrayList<>();
        try (Safetensors expected = Safetensors.open(file)) {
            for (Parameter p : parameters) {
                if (excluded.contains(p.name())) continue;
                float[] theirs = expected.tensor(p.name()).floats();
                float[] ours = p.toFile(weights.read(bank, p.weight().name()));
                assertThat(ours.length).as(p.name()).isEqualTo(theirs.length);
                for (int i = 0; i < ours.length; i++) errors.add(Math.abs((double) ours[i] - theirs[i]));
            }
        }
        errors.sort(null);
        assertThat(errors.get((int) (errors.size() * 0.999))).as(what + ": error below which 99.9 % lie").isLessThan(Tolerance.PARAMETER);
        assertThat(errors.get(errors.size() - 1)).as(what + ": largest error").isLessThan(furthest);
    }

    private static double mean(float[] values) {
        double sum = 0;
        for (float value : values) sum += value;
        return sum / values.length;
    }

    private static double number(Object value) {
        return ((Number) value).doubleValue();
    }
}
