package kaobako.theory;

import java.util.Arrays;
import kaobako.diffusion.NoiseSchedule;
import org.apache.commons.numbers.gamma.Erfc;

/**
 * Pictures that dissolve, q(x_t | x_0) = N(sqrt(abar_t) x_0, (1 - abar_t) I) (Ho et al. 2020, equation 4), under the schedule that models
 * are trained with; and what becomes of a whole box of two-pixel pictures, q(x_t), exactly.
 */
public record Forward(NoiseSchedule schedule) {
    /** Farther out the normal distribution is 0 or 1 in double arithmetic's eyes. */
    private static final double FAR = 8;

    /** x_t = sqrt(abar_t) x0 + sqrt(1 - abar_t) noise; t in -1..T-1, where -1 is the picture itself. */
    public float[] noised(float[] x0, float[] noise, int t) {
        float a = (float) signal(t);
        float s = (float) noise(t);
        float[] x = new float[x0.length];
        for (int i = 0; i < x.length; i++) x[i] = a * x0[i] + s * noise[i];
        return x;
    }

    /** What is left of the picture, sqrt(abar_t); 1 for t = -1. */
    public double signal(int t) {
        return t < 0 ? 1 : schedule.signalScale(t);
    }

    /** How much noise there is, sqrt(1 - abar_t); 0 for t = -1. */
    public double noise(int t) {
        return t < 0 ? 0 : schedule.noiseScale(t);
    }

    /**
     * The distribution q(x_t) of a box of two-pixel pictures, without drawing any: each cell, spread evenly, is shrunk and blurred.
     *
     * @param t -1..T-1
     */
    public PlaneHistogram marginal(TwoPixelDensity box, int t) {
        // the noise of the two pixels is independent, so one axis after the other: bins x cells times cells x cells times cells x bins
        int bins = PlaneHistogram.BINS;
        int side = TwoPixelDensity.CELLS;
        double[][] shares = shares(t);
        double[] rows = new double[side * bins];
        for (int y = 0; y < side; y++)
            for (int x = 0; x < side; x++) {
                double p = box.inCell(x, y) * TwoPixelDensity.SIDE * TwoPixelDensity.SIDE;
                if (p == 0) continue;
                for (int b = 0; b < bins; b++) rows[y * bins + b] += p * shares[x][b];
            }
        double[] mass = new double[bins * bins + 1];
        for (int y = 0; y < side; y++)
            for (int by = 0; by < bins; by++) {
                double share = shares[y][by];
                if (share == 0) continue;
                for (int bx = 0; bx < bins; bx++) mass[by * bins + bx] += share * rows[y * bins + bx];
            }
        mass[bins * bins] = Math.max(0, 1 - Arrays.stream(mass).sum());
        return new PlaneHistogram(mass);
    }

    /** For each cell of an axis, how much of it arrives in each bin. */
    private double[][] shares(int t) {
        int side = TwoPixelDensity.CELLS;
        double a = signal(t);
        double s = noise(t);
        double[][] shares = new double[side][PlaneHistogram.BINS];
        for (int cell = 0; cell < side; cell++) {
            double from = a * (-1 + cell * TwoPixelDensity.SIDE);
            double to = a * (-1 + (cell + 1) * TwoPixelDensity.SIDE);
            double before = below(edge(0), from, to, s);
            for (int bin = 0; bin < PlaneHistogram.BINS; bin++) {
                double now = below(edge(bin + 1), from, to, s);
                shares[cell][bin] = Math.max(0, now - before);
                before = now;
            }
        }
        return shares;
    }

    private static double edge(int bin) {
        return -PlaneHistogram.EDGE + 2 * PlaneHistogram.EDGE * bin / PlaneHistogram.BINS;
    }

    /** The probability that u + s z lies below b, for u uniform in from..to and z normal. */
    private static double below(double b, double from, double to, double s) {
        double width = to - from;
        if (width < 1e-3 * s) return normal((b - (from + to) / 2) / s);
        if (s < 1e-9) return Math.max(0, Math.min(1, (b - from) / width));
        return s / width * (integral((b - from) / s) - integral((b - to) / s));
    }

    /** Of the normal distribution function up to z: z Phi(z) + phi(z). */
    private static double integral(double z) {
        if (z < -FAR) return 0;
        if (z > FAR) return z;
        return z * normal(z) + Math.exp(-z * z / 2) / Math.sqrt(2 * Math.PI);
    }

    private static double normal(double z) {
        return 0.5 * Erfc.value(-z / Math.sqrt(2));
    }
}
