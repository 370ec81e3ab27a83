package kaobako.op;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.IntToDoubleFunction;
import kaobako.exec.Engine;
import kaobako.exec.Plan;
import kaobako.graph.Gradients;
import kaobako.graph.Graph;
import kaobako.graph.Shape;
import kaobako.graph.Value;

/** A small graph: give it inputs, ask for values. */
final class OpRun {
    final Graph graph = new Graph();
    private final Map<Value, Object> data = new HashMap<>();
    private final Map<Value, Value> dys = new HashMap<>();

    Value input(String name, float[] values, int... shape) {
        Value value = graph.input(name, shape);
        data.put(value, values);
        return value;
    }

    /** Filled with normals of a fixed seed. */
    Value random(String name, int... shape) {
        Random random = new Random(name.hashCode());
        float[] values = new float[Math.toIntExact(Shape.of(shape).count())];
        for (int i = 0; i < values.length; i++) values[i] = (float) random.nextGaussian();
        return input(name, values, shape);
    }

    Value integers(String name, int[] values, int... shape) {
        Value value = graph.input(name, Value.Type.I32, Shape.of(shape));
        data.put(value, values);
        return value;
    }

    /** A tensor that ops change in place, with its first content. */
    Value state(String name, float[] values, int... shape) {
        Value value = graph.state(name, Value.Type.F32, Shape.of(shape));
        data.put(value, values);
        return value;
    }

    float[] of(Value value) {
        return (float[]) data.get(value);
    }

    /** The gradient of {@code x} for a dy made here, which is added to the inputs. */
    Value gradient(Value y, Value x) {
        Value dy = random("dy of " + y.name(), y.shape().extents().stream().mapToInt(i -> i).toArray());
        dys.put(y, dy);
        return Gradients.append(graph, y, dy, Set.of(x), (a, b) -> graph.apply(new Add(), a, b)).get(x);
    }

    float[] dy(Value y) {
        return of(dys.get(y));
    }

    /** Runs the graph once and reads these values: results, or states after the run. */
    List<float[]> run(Engine engine, Value... outputs) {
        Set<Value> results = new HashSet<>(List.of(outputs));
        results.removeIf(v -> v.role() != Value.Role.RESULT);
        try (Plan plan = Plan.compile(engine, graph, null, results, Plan.Options.DRAW)) {
            data.forEach((value, values) -> {
                if (values instanceof int[] integers) plan.write(value, integers);
                else plan.write(value, (float[]) values);
            });
            plan.run();
            return List.of(outputs).stream().map(plan::read).toList();
        }
    }

    /** Every element against its formula; {@code rel} of the largest. */
    static void near(float[] found, double rel, IntToDoubleFunction expected) {
        double largest = 0;
        for (int i = 0; i < found.length; i++) largest = Math.max(largest, Math.abs(expected.applyAsDouble(i)));
        for (int i = 0; i < found.length; i++) {
            assertThat((double) found[i]).as("element " + i).isCloseTo(expected.applyAsDouble(i),
                    org.assertj.core.data.Offset.offset(rel * largest));
        }
    }
}
