package kaobako.theory;

/** How often drawn two-pixel pictures fell into each square of a grid over [-1, 1]^2. One owner, one thread. */
public final class Histogram {
    /** Squares each way of the views. With K of them under a density, n draws come as near as about sqrt(K / (2 pi n)). */
    public static final int BINS = 16;

    private final int bins;
    private final int[] counts;
    private int total;

    /** @param bins each way, a divisor of {@link TwoPixelDensity#CELLS} */
    public Histogram(int bins) {
        if (bins < 1 || TwoPixelDensity.CELLS % bins != 0) {
            throw new IllegalArgumentException("bins must divide " + TwoPixelDensity.CELLS + ", found " + bins);
        }
        this.bins = bins;
        counts = new int[bins * bins];
    }

    public int bins() {
        return bins;
    }

    /** A drawn picture; outside of the square it counts at the border. */
    public void add(TwoPixelDensity.Point p) {
        counts[bin(p.y()) * bins + bin(p.x())]++;
        total++;
    }

    private int bin(double value) {
        return TwoPixelDensity.cell(value) * bins / TwoPixelDensity.CELLS;
    }

    public int total() {
        return total;
    }

    /** The share of a square, 0 to 1; 0 before the first draw. */
    public double share(int column, int row) {
        return total == 0 ? 0 : counts[row * bins + column] / (double) total;
    }

    /** As a density per unit of area. */
    public double height(int column, int row) {
        return share(column, row) * bins * bins / 4.0;
    }

    /** Half the sum of all differences of probability: 0 if both are the same, 1 if they have nothing in common. */
    public double totalVariation(TwoPixelDensity truth) {
        double sum = 0;
        for (int row = 0; row < bins; row++)
            for (int column = 0; column < bins; column++) sum += Math.abs(share(column, row) - truth.probability(bins, column, row));
        return sum / 2;
    }
}
