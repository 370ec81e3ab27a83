package kaobako.reference;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import kaobako.diffusion.SchedulerConfig;
import kaobako.diffusion.Stage;
import kaobako.exec.Engine;
import kaobako.exec.Plan;
import kaobako.exec.Weights;
import kaobako.graph.Graph;
import kaobako.graph.Shape;
import kaobako.graph.Value;
import kaobako.op.Mix;
import kaobako.store.Json;
import kaobako.store.ModelFolder;
import kaobako.unet.UNet;
import kaobako.unet.UNetConfig;

/** Cases of kind {@code trajectories}: whole chains of a trained pipeline, every step on the device, from given noise. */
final class TrajectoryCases {
    private TrajectoryCases() {}

    static void check(Engine engine, Case c) {
        try (ModelFolder model = ModelFolder.open(c.folder); Chain chain = new Chain(engine, c, model)) {
            Map<String, Object> steps = c.map("steps");
            assertThat(steps).as("chains").isNotEmpty();
            steps.forEach((name, count) -> {
                Object eta = c.map("eta").get(name);
                Map<String, Object> scheduler = Json.object(
                        c.folder.resolve((String) c.map("scheduler_dirs").get(name)).resolve("scheduler_config.json"));
                List<Stage> stages = SchedulerConfig.read(scheduler)
                        .stages(((Number) count).intValue(), eta instanceof Number n ? n.doubleValue() : 0);
                chain.check(name, stages);
            });
        }
    }

    /** The network and the sampler's kernel as one plan. */
    private static final class Chain implements AutoCloseable {
        private final Case c;
        private final Value x;
        private final Value timesteps;
        private final Value noise;
        private final Value row;
        private final Weights weights;
        private final Plan plan;

        Chain(Engine engine, Case c, ModelFolder model) {
            this.c = c;
            Graph g = new Graph();
            Shape shape = Shape.of(c.nhwcShape("x_T"));
            x = g.state("x", Value.Type.F32, shape);
            timesteps = g.input("timesteps", shape.batch());
            noise = g.input("noise", Value.Type.F32, shape);
            row = g.input("row", Stage.FLOATS);
            Value x0 = g.state("x0", Value.Type.F32, shape);
            Value history = g.state("history", Value.Type.F32, Shape.of(Mix.HISTORY, Math.toIntExact(shape.count())));
            UNet net = UNet.describe(g, UNetConfig.of(model.unetConfig()), x, timesteps);
            g.update(new Mix(), x, net.output(), noise, row, history, x0);
            weights = new Weights(engine.queue(), g.weights());
            UNetCases.load(weights, net.parameters(), model);
            plan = Plan.compile(engine, g, weights, Set.of(), Plan.Options.DRAW);
        }

        void check(String name, List<Stage> stages) {
            assertThat(stages.stream().mapToDouble(Stage::timestep).toArray()).as(name + ".timesteps")
                    .containsExactly(java.util.Arrays.stream(c.longs(name + ".timesteps")).asDoubleStream().toArray());
            List<float[]> expected = c.stacked(name + ".samples");
            List<float[]> noises = c.stacked("noises");
            plan.write(x, c.nhwc("x_T"));
            for (int i = 0; i < stages.size(); i++) {
                float[] t = OpCases.ones(timesteps.shape().batch());
                for (int n = 0; n < t.length; n++) t[n] = (float) stages.get(i).timestep();
                plan.write(timesteps, t);
                plan.write(noise, noises.get(i));
                plan.write(row, stages.get(i).toFloats());
                plan.run();
                Tolerance.near(name + " after step " + i, plan.read(x), expected.get(i), Tolerance.TRAJECTORY);
            }
        }

        @Override
        public void close() {
            plan.close();
            weights.close();
        }
    }
}
