package kaobako.theory;

import org.apache.commons.numbers.gamma.LogGamma;

/**
 * How far from its centre a draw of a normal distribution falls that has one sigma for all its dimensions: sigma times a chi variable.
 * In high dimensions nearly every draw is in a thin shell of radius sigma * sqrt(d), though the density is highest at the centre.
 *
 * @param dimensions d, at least 1
 * @param sigma      above 0
 */
public record Shell(int dimensions, double sigma) {
    public Shell {
        if (dimensions < 1 || !(sigma > 0)) {
            throw new IllegalArgumentException("a shell has 1 dimension or more and sigma above 0, found " + dimensions + " and " + sigma);
        }
    }

    /** The density of the radius: {@code r^(d-1) exp(-r^2/2) / (2^(d/2-1) Gamma(d/2))} for sigma 1, in logarithms as both are huge. */
    public double density(double radius) {
        double r = radius / sigma;
        if (r < 0) return 0;
        if (r == 0) return dimensions == 1 ? Math.sqrt(2 / Math.PI) / sigma : 0;
        double half = dimensions / 2.0;
        return Math.exp((dimensions - 1) * Math.log(r) - 0.5 * r * r - (half - 1) * Math.log(2) - LogGamma.value(half)) / sigma;
    }

    /** {@code sigma sqrt(2) Gamma((d+1)/2) / Gamma(d/2)}, a little less than {@link #radius}. */
    public double mean() {
        return sigma * Math.sqrt(2) * Math.exp(LogGamma.value((dimensions + 1) / 2.0) - LogGamma.value(dimensions / 2.0));
    }

    /** The standard deviation of the radius: near sigma / sqrt(2) for all but the smallest d, so the shell is thin. */
    public double deviation() {
        return Math.sqrt(dimensions * sigma * sigma - mean() * mean());
    }

    /** The root of the mean square, sigma sqrt(d). */
    public double radius() {
        return sigma * Math.sqrt(dimensions);
    }

    /** The length of a vector. */
    public static double norm(float[] vector) {
        double squares = 0;
        for (float v : vector) squares += (double) v * v;
        return Math.sqrt(squares);
    }
}
