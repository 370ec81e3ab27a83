package kaobako.train;

import java.nio.FloatBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * The micro-batches that are queued and not read back, oldest first, and the sums of the step that they belong to. GPU thread only;
 * the ring is the caller's.
 */
final class Underway {
    private final ReportRing ring;
    private final int pictures;
    private final float[] lossWeights;
    private final Deque<Queued> queued = new ArrayDeque<>();
    private StepReport.Sum sum;
    private long launched;

    /** The row of a micro-batch; {@code ends}: the step that it completes, or 0. */
    private record Queued(int row, long ends, double learningRate) {}

    /**
     * @param pictures    in a share of a micro-batch
     * @param lossWeights at each timestep
     */
    Underway(ReportRing ring, int pictures, float[] lossWeights) {
        this.ring = ring;
        this.pictures = pictures;
        this.lossWeights = lossWeights;
        forgetStep();
    }

    /** Waits for the oldest where there is no row left for another; the report of the step that it completed. */
    Optional<StepReport> makeRoom() {
        return queued.size() == ReportRing.ROWS ? collect() : Optional.empty();
    }

    /** The ring's row for the next micro-batch. */
    int nextRow() {
        return (int) (launched % ReportRing.ROWS);
    }

    /** The next micro-batch is queued, in {@link #nextRow}. {@code ends}: the step that it completes, or 0. */
    void add(long ends, double learningRate) {
        ring.fetch(nextRow());
        queued.add(new Queued(nextRow(), ends, learningRate));
        launched++;
    }

    /** Waits for all; the reports of steps that came to an end. */
    List<StepReport> drain() {
        List<StepReport> reports = new ArrayList<>();
        while (!queued.isEmpty()) collect().ifPresent(reports::add);
        return reports;
    }

    /** The step in progress will not be completed. */
    void forgetStep() {
        sum = new StepReport.Sum(lossWeights);
    }

    private Optional<StepReport> collect() {
        Queued oldest = queued.remove();
        for (int share = 0; share < ring.shares(); share++) {
            FloatBuffer numbers = ring.read(share, oldest.row);
            for (int n = 0; n < pictures; n++) sum.add(numbers.get(n), (int) numbers.get(pictures + n));
        }
        if (oldest.ends == 0) return Optional.empty();
        StepReport report = sum.finish(oldest.ends, ring.read(0, oldest.row).get(ring.normColumn()), oldest.learningRate);
        forgetStep();
        return Optional.of(report);
    }
}
