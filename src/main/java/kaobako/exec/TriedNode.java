package kaobako.exec;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import kaobako.cl.Owned;
import kaobako.graph.Argument;
import kaobako.graph.Graph;
import kaobako.graph.Node;
import kaobako.graph.Shape;
import kaobako.graph.Target;
import kaobako.graph.Value;

/**
 * A node taken out of its graph to be run alone, on random numbers that are the same on every target.
 *
 * @param piece the nodes whose results the last one's launches write in their place, as group norm's launch on a CPU writes its
 *              statistics, so that plain kernels find them too; then the node itself
 * @param shares how many of it run side by side, as in a {@link SplitPlan}
 */
record TriedNode(List<Node> piece, int shares) {
    /** Largest error over largest magnitude that a right result may have: Winograd's own, and some. */
    private static final double TOLERANCE = 1e-4;

    static TriedNode of(Graph graph, Node node, int shares, Target target) {
        List<Node> piece = new ArrayList<>();
        for (Value value : written(List.of(node), target)) {
            Node producer = graph.producer(value);
            if (producer != null && producer != node) piece.add(producer);
        }
        piece.add(node);
        return new TriedNode(List.copyOf(piece), shares);
    }

    Node node() {
        return piece.get(piece.size() - 1);
    }

    /** Ready to run on the engine's device for its target; the caller closes it. GPU thread. */
    Run on(Engine engine) {
        return new Run(engine);
    }

    /** What a run left behind, by the graph's values; of images in blocks only the blocks' sums. */
    record Results(Map<Value, float[]> numbers) {
        /** Whether all that both have is the same but for rounding. */
        boolean agree(Results expected) {
            return numbers.keySet().stream().filter(expected.numbers::containsKey)
                    .allMatch(value -> agree(numbers.get(value), expected.numbers.get(value)));
        }

        private static boolean agree(float[] found, float[] expected) {
            double largest = 0;
            double worst = 0;
            for (int i = 0; i < expected.length; i++) {
                double error = Math.abs((double) found[i] - expected[i]);
                if (Double.isNaN(error)) return false;
                worst = Math.max(worst, error);
                largest = Math.max(largest, Math.abs((double) expected[i]));
            }
            return worst <= TOLERANCE * largest;
        }
    }

    /** The piece on a target, with its memory. */
    final class Run implements AutoCloseable {
        private final Owned owned = new Owned();
        private final SplitPlan plan;
        private final Map<Value, Value> copies = new HashMap<>();
        private final Set<Value> written;

        private Run(Engine engine) {
            Graph g = new Graph();
            for (Node node : piece) {
                Value[] inputs = node.inputs().stream().map(v -> copies.computeIfAbsent(v, value -> copy(g, value))).toArray(Value[]::new);
                if (node.output().role() == Value.Role.RESULT) copies.put(node.output(), g.apply(node.op(), inputs));
                else g.update(node.op(), copies.computeIfAbsent(node.output(), value -> copy(g, value)), inputs);
            }
            written = written(piece, engine.target());
            Set<Value> outputs = copies.values().stream().filter(v -> v.role() == Value.Role.RESULT).collect(Collectors.toSet());
            Set<Value> read = read(piece, engine.target());
            try {
                Weights weights = owned.add(new Weights(engine.queue(), g.weights()));
                plan = owned.add(SplitPlan.compile(engine, g, shares, weights, outputs, share -> Plan.Options.DRAW));
                copies.forEach((value, copy) -> {
                    if (copy.role() == Value.Role.WEIGHT) weights.write(Weights.Bank.PARAMETERS, copy.name(), random(value));
                    else if (copy.role() != Value.Role.RESULT && read.contains(value)) plan.shares().forEach(share -> share.write(copy, random(value)));
                });
            } catch (RuntimeException | Error failure) {
                owned.closeAfter(failure);
                throw failure;
            }
        }

        private static Value copy(Graph g, Value value) {
            return switch (value.role()) {
                case WEIGHT -> g.weight(value.name(), value.shape().extents().stream().mapToInt(i -> i).toArray());
                case GRADIENT, STATE -> g.state(value.name(), value.type(), value.shape());
                case INPUT, RESULT, SCRATCH -> g.input(value.name(), value.type(), value.shape());
            };
        }

        /** Everything the piece leaves behind after its first run. */
        Results results() {
            again();
            Map<Value, float[]> numbers = new LinkedHashMap<>();
            for (Value value : written) {
                float[] all = plan.shares().get(0).read(copies.get(value));
                numbers.put(value, inBlocks(value) ? sums(value.shape(), all) : all);
            }
            return new Results(numbers);
        }

        /** Queues it once more. */
        void again() {
            plan.runLaunches();
        }

        @Override
        public void close() {
            owned.close();
        }
    }

    /** Weights and their gradients are no images. */
    private boolean inBlocks(Value value) {
        return node().op().inBlocks() && value.shape().rank() == 4 && value.role() != Value.Role.WEIGHT && value.role() != Value.Role.GRADIENT;
    }

    /** The values that outlive their launches, in the order in which these write them. */
    private static Set<Value> written(List<Node> nodes, Target target) {
        Set<Value> values = new LinkedHashSet<>();
        arguments(nodes, target).forEach(argument -> {
            if (argument instanceof Argument.Write write) values.add(write.value());
            else if (argument instanceof Argument.Update update) values.add(update.value());
        });
        values.removeIf(value -> value.role() == Value.Role.SCRATCH);
        return values;
    }

    private static Set<Value> read(List<Node> nodes, Target target) {
        Set<Value> values = new LinkedHashSet<>();
        arguments(nodes, target).forEach(argument -> {
            if (argument instanceof Argument.Read read) values.add(read.value());
            else if (argument instanceof Argument.Update update) values.add(update.value());
        });
        return values;
    }

    private static Stream<Argument> arguments(List<Node> nodes, Target target) {
        return nodes.stream().flatMap(node -> node.op().calls(node, target).stream()).flatMap(call -> call.arguments().stream());
    }

    /** Normal numbers of deviation 1/2 that depend on the value's name alone; for ops that work in blocks, images of 2x2 blocks. */
    private float[] random(Value value) {
        Random random = new Random(value.name().hashCode());
        float[] numbers = new float[Math.toIntExact(value.shape().count())];
        for (int i = 0; i < numbers.length; i++) numbers[i] = (float) random.nextGaussian() / 2;
        return inBlocks(value) ? repeated(value.shape(), numbers) : numbers;
    }

    /** Every pixel as the upper left one of its block. */
    private static float[] repeated(Shape shape, float[] numbers) {
        float[] blocks = new float[numbers.length];
        for (int i = 0; i < numbers.length; i++) blocks[i] = numbers[corner(shape, i)];
        return blocks;
    }

    /** The sum of each block where its upper left pixel is, zeros elsewhere. */
    private static float[] sums(Shape shape, float[] numbers) {
        float[] sums = new float[numbers.length];
        for (int i = 0; i < numbers.length; i++) sums[corner(shape, i)] += numbers[i];
        return sums;
    }

    /** Where in [N,H,W,C] the upper left pixel of an element's block has the same channel. */
    private static int corner(Shape shape, int index) {
        int column = index / shape.channels() % shape.width();
        int row = index / shape.channels() / shape.width() % shape.height();
        return index - (column % 2 + row % 2 * shape.width()) * shape.channels();
    }
}
