package kaobako.theory;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.DoubleBinaryOperator;
import java.util.random.RandomGenerator;

/**
 * A box of two-pixel pictures: the probability density of (left pixel x, right pixel y) over [-1, 1]^2, -1 black and 1 white. Constant in
 * each of {@link #CELLS} x {@link #CELLS} cells, so that its integral, its cuts and draws from it are exact. Immutable.
 */
public final class TwoPixelDensity {
    /** Cells each way; divisible by what histograms and checkerboards want. */
    public static final int CELLS = 96;
    /** A cell's side. */
    public static final double SIDE = 2.0 / CELLS;

    private final double[] density;
    /** Probability of all cells before and including one, in the order of {@link #density}. */
    private final double[] upTo;
    private final double highest;

    private TwoPixelDensity(double[] weights) {
        double sum = 0;
        for (double w : weights) {
            if (!(w >= 0) || w == Double.POSITIVE_INFINITY) throw new IllegalArgumentException("weights must be 0 or more and finite, found " + w);
            sum += w;
        }
        if (!(sum > 0)) throw new IllegalArgumentException("all weights are 0: no picture can be drawn; paint somewhere");
        density = new double[weights.length];
        upTo = new double[weights.length];
        double so = 0;
        for (int i = 0; i < weights.length; i++) {
            density[i] = weights[i] / sum / (SIDE * SIDE);
            so += weights[i] / sum;
            upTo[i] = so;
        }
        highest = Arrays.stream(density).max().orElseThrow();
    }

    /**
     * The density in proportion to weights.
     *
     * @param weights row by row from y = -1, in a row from x = -1; CELLS * CELLS, 0 or more, not all 0
     */
    public static TwoPixelDensity of(double[] weights) {
        if (weights.length != CELLS * CELLS) {
            throw new IllegalArgumentException("a density has " + CELLS * CELLS + " cells, found " + weights.length + " weights");
        }
        return new TwoPixelDensity(weights);
    }

    /** In proportion to a function, taken at each cell's middle. */
    public static TwoPixelDensity of(DoubleBinaryOperator weight) {
        double[] weights = new double[CELLS * CELLS];
        for (int row = 0; row < CELLS; row++)
            for (int column = 0; column < CELLS; column++) weights[row * CELLS + column] = weight.applyAsDouble(middle(column), middle(row));
        return new TwoPixelDensity(weights);
    }

    /**
     * What the pictures of a folder say: each pair of pixels becomes a small soft hill (a kernel density estimate, Parzen 1962).
     *
     * @param x         left pixels, -1 to 1; at least one
     * @param y         right pixels, as many
     * @param bandwidth the hills' standard deviation, for instance 0.05
     */
    public static TwoPixelDensity ofPairs(double[] x, double[] y, double bandwidth) {
        double[] counts = new double[CELLS * CELLS];
        for (int i = 0; i < x.length; i++) counts[cell(y[i]) * CELLS + cell(x[i])]++;
        return new TwoPixelDensity(Blur.gaussian(counts, CELLS, bandwidth / SIDE));
    }

    /** The middle of a column or row, -1 to 1. */
    public static double middle(int cell) {
        return -1 + (cell + 0.5) * SIDE;
    }

    /** The column or row that holds a value; the outer ones for values outside of [-1, 1]. */
    public static int cell(double value) {
        return Math.max(0, Math.min(CELLS - 1, (int) Math.floor((value + 1) / SIDE)));
    }

    /** Per unit of area; 0 outside of the square. */
    public double at(double x, double y) {
        return Math.abs(x) > 1 || Math.abs(y) > 1 ? 0 : density[cell(y) * CELLS + cell(x)];
    }

    /** The density in a cell, per unit of area. */
    public double inCell(int column, int row) {
        return density[row * CELLS + column];
    }

    /** The largest density. */
    public double highest() {
        return highest;
    }

    /** The volume under the surface: 1 to rounding. */
    public double integral() {
        return Arrays.stream(density).sum() * SIDE * SIDE;
    }

    /** The probability of a square of a coarser grid of {@code bins} x {@code bins}, a divisor of CELLS. */
    public double probability(int bins, int column, int row) {
        int cells = CELLS / bins;
        double sum = 0;
        for (int r = row * cells; r < (row + 1) * cells; r++)
            for (int c = column * cells; c < (column + 1) * cells; c++) sum += density[r * CELLS + c];
        return sum * SIDE * SIDE;
    }

    /** What the other pixel is when one is known: p(y | x = at) or p(x | y = at); empty where that pixel never has this value. */
    public Optional<Cut> cut(Cut.Known known, double at) {
        double[] slice = new double[CELLS];
        int fixed = cell(at);
        for (int i = 0; i < CELLS; i++) slice[i] = known == Cut.Known.LEFT ? inCell(fixed, i) : inCell(i, fixed);
        double marginal = Arrays.stream(slice).sum() * SIDE;
        if (!(marginal > 0)) return Optional.empty();
        return Optional.of(new Cut(known, at, marginal, Arrays.stream(slice).map(s -> s / marginal).toArray()));
    }

    /** Draws a picture: a cell by its probability, then a point in it with equal chances. */
    public Point draw(RandomGenerator random) {
        // the last sum may be 1 - 1e-16, hence scaled; the first cell whose sum is larger is never an empty one
        double u = random.nextDouble() * upTo[upTo.length - 1];
        int low = 0;
        int high = upTo.length - 1;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (upTo[middle] > u) high = middle;
            else low = middle + 1;
        }
        return new Point(-1 + (low % CELLS + random.nextDouble()) * SIDE, -1 + (low / CELLS + random.nextDouble()) * SIDE);
    }

    /** A two-pixel picture. */
    public record Point(double x, double y) {}

    /**
     * A cut through the surface, scaled to area 1.
     *
     * @param at       the known pixel's value
     * @param marginal the density of the known pixel at that value: the area of the cut before it was scaled
     * @param density  of the other pixel, a value a cell
     */
    public record Cut(Known known, double at, double marginal, double[] density) {
        /** Which pixel is known. */
        public enum Known { LEFT, RIGHT }

        public double integral() {
            return Arrays.stream(density).sum() * SIDE;
        }

        public double at(double value) {
            return Math.abs(value) > 1 ? 0 : density[cell(value)];
        }
    }
}
