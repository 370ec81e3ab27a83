package kaobako.train;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;

/** The losses of a run, smoothed over about {@value #WINDOW} steps, as a whole and by noise band, and its last steps. Not thread-safe. */
public final class LossCurve {
    private static final int WINDOW = 100;
    private static final int TAIL = 1000;

    private Average loss;
    private final List<Average> bands = new ArrayList<>();
    private final Deque<Float> tail = new ArrayDeque<>();

    /** The state of a curve, for checkpoints; {@code weight}s are how much has been averaged, up to 1. */
    public record Memory(double mean, double weight, List<Double> bandMeans, List<Double> bandWeights, List<Float> tail) {
        static final Memory EMPTY = new Memory(0, 0, Collections.nCopies(StepReport.BANDS, 0.0),
                Collections.nCopies(StepReport.BANDS, 0.0), List.of());
    }

    /** An exponential mean that is right from the first number on. */
    private static final class Average {
        private double mean;
        private double weight;

        Average(double mean, double weight) {
            this.mean = mean;
            this.weight = weight;
        }

        void add(double value) {
            if (!Double.isFinite(value)) return;
            mean += (value - mean) / WINDOW;
            weight += (1 - weight) / WINDOW;
        }

        double value() {
            return weight == 0 ? Double.NaN : mean / weight;
        }
    }

    LossCurve(Memory memory) {
        restore(memory);
    }

    /** Goes back to where it was remembered. */
    void restore(Memory memory) {
        bands.clear();
        tail.clear();
        loss = new Average(memory.mean, memory.weight);
        for (int b = 0; b < StepReport.BANDS; b++) bands.add(new Average(memory.bandMeans.get(b), memory.bandWeights.get(b)));
        tail.addAll(memory.tail);
    }

    void add(StepReport report) {
        loss.add(report.loss());
        for (int b = 0; b < StepReport.BANDS; b++) bands.get(b).add(report.bands().get(b));
        tail.add((float) report.loss());
        if (tail.size() > TAIL) tail.remove();
    }

    /** NaN before the first step. */
    double smoothed() {
        return loss.value();
    }

    /** By noise band, least noise first. */
    List<Double> smoothedBands() {
        return bands.stream().map(Average::value).toList();
    }

    Memory memory() {
        return new Memory(loss.mean, loss.weight, bands.stream().map(b -> b.mean).toList(), bands.stream().map(b -> b.weight).toList(),
                List.copyOf(tail));
    }
}
