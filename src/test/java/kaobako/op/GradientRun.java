package kaobako.op;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import kaobako.exec.Engine;
import kaobako.exec.Plan;
import kaobako.exec.Weights;
import kaobako.graph.Gradients;
import kaobako.graph.Graph;
import kaobako.graph.Shape;
import kaobako.graph.Value;

/** A small graph with weights: its result and all gradients, beside the numbers they are made from. */
final class GradientRun {
    final Graph graph = new Graph();
    private final Map<Value, float[]> inputs = new LinkedHashMap<>();
    private final Map<Value, float[]> weights = new LinkedHashMap<>();
    private final Random random = new Random(1);
    private final Engine engine;

    GradientRun(Engine engine) {
        this.engine = engine;
    }

    /** Normals around a mean. */
    Value input(String name, float mean, int... shape) {
        Value value = graph.input(name, shape);
        inputs.put(value, normals(value.shape(), mean));
        return value;
    }

    Value weight(String name, float mean, int... shape) {
        Value value = graph.weight(name, shape);
        weights.put(value, normals(value.shape(), mean));
        return value;
    }

    float[] of(Value value) {
        return inputs.containsKey(value) ? inputs.get(value) : weights.get(value);
    }

    /** The numbers of two inputs joined along their channels. */
    float[] joined(Value a, Value b) {
        int first = a.shape().channels();
        int all = first + b.shape().channels();
        float[] joined = new float[of(a).length + of(b).length];
        for (int i = 0; i < joined.length; i++) {
            int row = i / all;
            int c = i % all;
            joined[i] = c < first ? of(a)[row * first + c] : of(b)[row * (all - first) + c - first];
        }
        return joined;
    }

    /** What the gradients of {@link #joined} inputs should be: those of the whole, [.., channels], cut after {@code cut} channels. */
    static Map<String, double[]> cut(double[] rows, int channels, int cut, String first, String second) {
        return Map.of(first, channels(rows, channels, 0, cut), second, channels(rows, channels, cut, channels));
    }

    /** Channels {@code from} to {@code to - 1} of rows of {@code channels}. */
    private static double[] channels(double[] rows, int channels, int from, int to) {
        return IntStream.range(0, rows.length).filter(i -> i % channels >= from && i % channels < to).mapToDouble(i -> rows[i]).toArray();
    }

    /** y, dy, and d + name of every input and weight; weight gradients start at the weights, which shows that they are added to. */
    Map<String, float[]> run(Value y) {
        Set<Value> of = new LinkedHashSet<>(inputs.keySet());
        Value dy = input("dy", 0, y.shape().extents().stream().mapToInt(i -> i).toArray());
        Map<Value, Value> gradients = Gradients.append(graph, y, dy, of, (a, b) -> graph.apply(new Add(), a, b));
        Set<Value> outputs = new LinkedHashSet<>(gradients.values());
        outputs.add(y);
        Map<String, float[]> found = new HashMap<>();
        try (Weights memory = new Weights(engine.queue(), graph.weights())) {
            weights.forEach((value, values) -> {
                memory.write(Weights.Bank.PARAMETERS, value.name(), values);
                memory.write(Weights.Bank.GRADIENTS, value.name(), values);
            });
            try (Plan plan = Plan.compile(engine, graph, memory, outputs, Plan.Options.TRAIN)) {
                inputs.forEach(plan::write);
                plan.run();
                found.put("y", plan.read(y));
                found.put("dy", inputs.get(dy));
                gradients.forEach((value, gradient) -> found.put("d" + value.name(), plan.read(gradient)));
                weights.keySet().forEach(w -> found.put("d" + w.name(), memory.read(Weights.Bank.GRADIENTS, w.name())));
            }
        }
        return found;
    }

    /** The largest error over the largest magnitude. */
    static void near(String name, float[] found, double[] expected, double tolerance) {
        assertThat(found).as(name).hasSameSizeAs(expected);
        double largest = 0;
        double worst = 0;
        for (int i = 0; i < expected.length; i++) {
            largest = Math.max(largest, Math.abs(expected[i]));
            double error = Math.abs(found[i] - expected[i]);
            worst = Double.isNaN(error) ? Double.POSITIVE_INFINITY : Math.max(worst, error);
        }
        assertThat(worst).as(name + ": largest error, largest value " + largest).isLessThanOrEqualTo(tolerance * largest);
    }

    private float[] normals(Shape shape, float mean) {
        float[] values = new float[Math.toIntExact(shape.count())];
        for (int i = 0; i < values.length; i++) values[i] = mean + (float) random.nextGaussian();
        return values;
    }
}
