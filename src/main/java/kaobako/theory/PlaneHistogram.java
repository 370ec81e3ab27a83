package kaobako.theory;

import java.util.Arrays;

/**
 * Probabilities of squares of the plane, counted from points or computed: {@value #BINS} x {@value #BINS} bins over
 * [-{@value #EDGE}, {@value #EDGE}]^2, wide enough for the noise of the first box, and one more for all that is outside. Immutable.
 */
public final class PlaneHistogram {
    public static final int BINS = 48;
    /** Half the side of the part of the plane that is divided; a bin is 0.1 wide. */
    public static final double EDGE = 2.4;

    /** Row by row from the lowest right pixel, each row from the darkest left pixel; last, what is outside. */
    private final double[] mass;

    PlaneHistogram(double[] mass) {
        this.mass = mass;
    }

    /** Shares of points. {@code points}: left pixel, right pixel, left pixel, .. */
    public static PlaneHistogram of(float[] points) {
        double[] mass = new double[BINS * BINS + 1];
        double share = 2.0 / points.length;
        for (int i = 0; i < points.length; i += 2) {
            int column = bin(points[i]);
            int row = bin(points[i + 1]);
            boolean inside = column >= 0 && column < BINS && row >= 0 && row < BINS;
            mass[inside ? row * BINS + column : BINS * BINS] += share;
        }
        return new PlaneHistogram(mass);
    }

    /** The bin of a coordinate; below 0 or at least {@value #BINS} outside, and for what is no number. */
    private static int bin(float coordinate) {
        double at = (coordinate + EDGE) / (2 * EDGE) * BINS;
        return at >= 0 && at < BINS ? (int) at : -1;
    }

    /** The probability of a bin, columns along the left pixel, rows along the right pixel; both from the lowest value. */
    public double mass(int column, int row) {
        return mass[row * BINS + column];
    }

    public double outside() {
        return mass[BINS * BINS];
    }

    /** The largest probability of a bin. */
    public double peak() {
        return Arrays.stream(mass, 0, BINS * BINS).max().orElse(0);
    }

    /** Half the sum of the differences: the largest difference in the probability of any event, 0 to 1. */
    public double totalVariation(PlaneHistogram other) {
        double sum = 0;
        for (int i = 0; i < mass.length; i++) sum += Math.abs(mass[i] - other.mass[i]);
        return sum / 2;
    }

    /**
     * The total variation that even {@code count} perfect draws show on average, because they are so few: half the sum of the mean
     * absolute deviations of a count, in the normal approximation (for rare bins, twice their probability is the bound).
     */
    public double expectedNoise(int count) {
        double sum = 0;
        for (double p : mass) sum += Math.min(2 * p, Math.sqrt(2 * p * (1 - p) / (Math.PI * count)));
        return sum / 2;
    }
}
