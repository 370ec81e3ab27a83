package kaobako.theory;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/** A density painted with a soft brush; whole strokes can be taken back. One owner, one thread. */
public final class Painting {
    private static final int MOST_UNDONE = 100;

    private double[] weights = new double[TwoPixelDensity.CELLS * TwoPixelDensity.CELLS];
    private final Deque<double[]> before = new ArrayDeque<>();

    /** What a stroke does. */
    public enum Brush { ADD, WIPE }

    /** Starts from a density instead of an empty square; can be taken back. */
    public void take(TwoPixelDensity density) {
        begin();
        for (int row = 0; row < TwoPixelDensity.CELLS; row++)
            for (int column = 0; column < TwoPixelDensity.CELLS; column++)
                weights[row * TwoPixelDensity.CELLS + column] = density.inCell(column, row) / density.highest();
    }

    /** A stroke begins: what {@link #undo} goes back to. */
    public void begin() {
        before.push(weights.clone());
        if (before.size() > MOST_UNDONE) before.removeLast();
    }

    /**
     * A dab of the brush: a hill of height {@code amount} and of the given radius (two deviations), or as much taken away.
     *
     * @param amount 1 is the height of what {@link #take} brings
     */
    public void dab(Brush brush, double x, double y, double radius, double amount) {
        double sigma = radius / 2;
        for (int row = 0; row < TwoPixelDensity.CELLS; row++)
            for (int column = 0; column < TwoPixelDensity.CELLS; column++) {
                double dx = TwoPixelDensity.middle(column) - x;
                double dy = TwoPixelDensity.middle(row) - y;
                double squares = (dx * dx + dy * dy) / (sigma * sigma);
                // the hill ends at three deviations: what was never painted stays at 0
                if (squares > 9) continue;
                double hill = amount * Math.exp(-0.5 * squares);
                int i = row * TwoPixelDensity.CELLS + column;
                weights[i] = brush == Brush.ADD ? weights[i] + hill : Math.max(0, weights[i] * (1 - Math.min(1, hill)) - 0.01 * hill);
            }
    }

    public void clear() {
        begin();
        weights = new double[weights.length];
    }

    public boolean canUndo() {
        return !before.isEmpty();
    }

    public void undo() {
        if (canUndo()) weights = before.pop();
    }

    /** What is painted as a density; empty while nothing is. */
    public Optional<TwoPixelDensity> density() {
        for (double w : weights) if (w > 0) return Optional.of(TwoPixelDensity.of(weights));
        return Optional.empty();
    }
}
