package kaobako.reference;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
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
import kaobako.unet.Parameter;

/** Runs an operator or block of a case with its gradients and compares everything the case holds. */
final class OpCase {
    private final Case c;
    final Graph graph = new Graph();
    private final Map<String, Value> inputs = new LinkedHashMap<>();
    private final Map<String, float[]> data = new HashMap<>();
    private final List<Parameter> parameters = new ArrayList<>();
    /** File tensor of a parameter, by the parameter's name. */
    private final Map<String, String> tensorOf = new HashMap<>();

    OpCase(Case c) {
        this.c = c;
    }

    /** The case's tensor as an input of the graph, images as NHWC. */
    Value input(String name) {
        return input(name, c.nhwc(name), c.nhwcShape(name));
    }

    Value input(String name, float[] values, int... shape) {
        data.put(name, values);
        return inputs.computeIfAbsent(name, n -> graph.input(n, shape));
    }

    /** The case's tensor as a weight of this layout. */
    Value weight(String tensor, Parameter.Layout layout, int... engineShape) {
        Value weight = graph.weight(tensor, engineShape);
        List<Integer> fileShape = java.util.Arrays.stream(c.shape(tensor)).boxed().toList();
        parameter(tensor, new Parameter(tensor, tensor, fileShape, weight, layout, 0));
        return weight;
    }

    void parameter(String tensor, Parameter parameter) {
        parameters.add(parameter);
        tensorOf.put(parameter.name(), tensor);
    }

    /** Runs forward and backward from y and checks y, the gradients of the inputs and those of the weights. */
    void check(Engine engine, Value y) {
        check(engine, y, c.has("dy") ? c.nhwc("dy") : null);
    }

    private void check(Engine engine, Value y, float[] dyValues) {
        Set<Value> differentiated = new HashSet<>();
        inputs.forEach((name, value) -> {
            if (c.has("d" + name)) differentiated.add(value);
        });
        Set<Value> outputs = new HashSet<>(Set.of(y));
        Map<Value, Value> gradients = Map.of();
        Value dy = dyValues == null ? null : graph.input("dy", y.shape().extents().stream().mapToInt(i -> i).toArray());
        if (dy != null) {
            gradients = Gradients.append(graph, y, dy, differentiated, (a, b) -> graph.apply(new Add(), a, b));
            outputs.addAll(gradients.values());
        }
        try (Weights weights = new Weights(engine.queue(), graph.weights())) {
            Parameter.toEngine(parameters, p -> c.floats(tensorOf.get(p.name())))
                    .forEach((name, values) -> weights.write(Weights.Bank.PARAMETERS, name, values));
            try (Plan plan = Plan.compile(engine, graph, weights, outputs, Plan.Options.DRAW)) {
                inputs.forEach((name, value) -> plan.write(value, data.get(name)));
                if (dy != null) plan.write(dy, dyValues);
                plan.run();
                near("y", plan.read(y), Tolerance.OP);
                if (dy != null) checkGradients(plan, weights, gradients);
            }
        }
    }

    private void checkGradients(Plan plan, Weights weights, Map<Value, Value> gradients) {
        inputs.forEach((name, value) -> {
            if (c.has("d" + name)) gradient(c, "d" + name, Layouts.nchw(plan.read(gradients.get(value)), c.shape("d" + name)));
        });
        for (Parameter parameter : parameters) {
            String name = "d" + tensorOf.get(parameter.name());
            float[] found = parameter.toFile(weights.read(Weights.Bank.GRADIENTS, parameter.weight().name()));
            gradient(c, name, found);
        }
    }

    /** Near the case's gradient or, where theory says zero, lost among the rounding errors of the largest one. */
    static void gradient(Case c, String name, float[] found) {
        if (!c.strings("theoretically_zero_gradient").contains(name)) {
            Tolerance.near(name, found, c.floats(name), Tolerance.OP_GRADIENT);
            return;
        }
        double largest = c.names().stream().filter(n -> n.startsWith("d") && !n.equals("dy"))
                .mapToDouble(n -> Tolerance.norm(c.floats(n))).max().orElseThrow();
        assertThat(found).as(name).hasSize(c.floats(name).length);
        assertThat(Tolerance.norm(found)).as(name).isLessThan(Tolerance.ZERO_GRADIENT * largest);
    }

    private void near(String tensor, float[] found, double rel) {
        Tolerance.near(tensor, Layouts.nchw(found, c.shape(tensor)), c.floats(tensor), rel);
    }
}
