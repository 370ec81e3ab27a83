package kaobako.reference;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import kaobako.exec.Engine;
import kaobako.exec.Plan;
import kaobako.exec.Weights;
import kaobako.graph.Gradients;
import kaobako.graph.Graph;
import kaobako.graph.Value;
import kaobako.op.Add;
import kaobako.op.Mean;
import kaobako.op.Mse;
import kaobako.store.ModelFolder;
import kaobako.unet.Parameter;
import kaobako.unet.UNet;
import kaobako.unet.UNetConfig;

/** Cases of kind {@code unet}: output, loss and every gradient of a whole network. */
final class UNetCases {
    private UNetCases() {}

    static void check(Engine engine, Case c) {
        try (ModelFolder model = ModelFolder.open(c.folder)) {
            UNetConfig config = UNetConfig.of(model.unetConfig());
            Graph g = new Graph();
            Value sample = g.input("sample", c.nhwcShape("sample"));
            Value timesteps = g.input("timesteps", c.shape("timesteps"));
            UNet net = UNet.describe(g, config, sample, timesteps);
            Value target = g.input("target", c.nhwcShape("target"));
            Value weight = g.input("weight", c.shape("timesteps"));
            Value loss = g.apply(new Mean(), g.apply(new Mse(), net.output(), target, weight));
            Value one = g.input("one", 1);
            Value dSample = Gradients.append(g, loss, one, Set.of(sample), (a, b) -> g.apply(new Add(), a, b)).get(sample);
            try (Weights weights = new Weights(engine.queue(), g.weights())) {
                load(weights, net.parameters(), model);
                try (Plan plan = Plan.compile(engine, g, weights, Set.of(net.output(), loss, dSample), Plan.Options.TRAIN)) {
                    plan.write(sample, c.nhwc("sample"));
                    plan.write(timesteps, OpCases.floats(c.longs("timesteps")));
                    plan.write(target, c.nhwc("target"));
                    plan.write(weight, OpCases.ones(c.shape("timesteps")[0]));
                    plan.write(one, new float[] {1});
                    plan.run();
                    Tolerance.near("output", Layouts.nchw(plan.read(net.output()), c.shape("output")), c.floats("output"), Tolerance.NETWORK);
                    Tolerance.near("loss", plan.read(loss)[0], c.floats("loss")[0], Tolerance.LOSS);
                    Tolerance.near("grad.sample", Layouts.nchw(plan.read(dSample), c.shape("sample")), c.floats("grad.sample"),
                            Tolerance.NETWORK_GRADIENT);
                    checkGradients(c, weights, net.parameters());
                }
            }
        }
    }

    static void load(Weights weights, List<Parameter> parameters, ModelFolder model) {
        Set<String> names = model.weights().names();
        Parameter.toEngine(parameters, p -> model.weights().read(p.nameIn(names), p.fileShape().stream().mapToInt(i -> i).toArray()))
                .forEach((name, values) -> weights.write(Weights.Bank.PARAMETERS, name, values));
    }

    private static void checkGradients(Case c, Weights weights, List<Parameter> parameters) {
        List<String> order = c.strings("param_names");
        assertThat(parameters.stream().map(Parameter::name)).as("parameters").containsExactlyInAnyOrderElementsOf(order);
        Map<String, Parameter> byName = parameters.stream().collect(java.util.stream.Collectors.toMap(Parameter::name, p -> p));
        float[] norms = c.floats("grad_norms");
        float[] projections = c.floats("grad_cosdots");
        List<String> zero = new ArrayList<>(c.strings("zero_grad_params"));
        double largest = Tolerance.largest(norms);
        for (int i = 0; i < order.size(); i++) {
            String name = order.get(i);
            Parameter p = byName.get(name);
            float[] found = p.toFile(weights.read(Weights.Bank.GRADIENTS, p.weight().name()));
            if (zero.contains(name)) {
                assertThat(Tolerance.norm(found)).as("zero gradient of " + name).isLessThan(Tolerance.ZERO_GRADIENT * largest);
                continue;
            }
            Tolerance.near("norm of " + name, Tolerance.norm(found), norms[i], Tolerance.GRADIENT_NORM);
            assertThat(Math.abs(projection(found) - projections[i])).as("projection of " + name)
                    .isLessThanOrEqualTo(Tolerance.COSINE_PROJECTION * norms[i]);
            if (c.has("grad." + name)) Tolerance.near("grad." + name, found, c.floats("grad." + name), Tolerance.NETWORK_GRADIENT);
        }
    }

    private static double projection(float[] gradient) {
        double sum = 0;
        for (int i = 0; i < gradient.length; i++) sum += gradient[i] * Math.cos(i);
        return sum;
    }
}
