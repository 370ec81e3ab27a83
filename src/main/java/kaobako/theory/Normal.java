package kaobako.theory;

import java.util.random.RandomGenerator;

/**
 * The small box of a DDPM: a normal distribution of each pixel by itself, independent of the others.
 *
 * @param mu    the centre, a value a pixel
 * @param sigma the standard deviations, as many, above 0
 */
public record Normal(double[] mu, double[] sigma) {
    public Normal {
        if (mu.length != sigma.length || mu.length == 0) {
            throw new IllegalArgumentException("a normal needs as many sigmas as centres, found " + sigma.length + " and " + mu.length);
        }
        for (double s : sigma) if (!(s > 0)) throw new IllegalArgumentException("a sigma is above 0, found " + s);
        mu = mu.clone();
        sigma = sigma.clone();
    }

    public int dimensions() {
        return mu.length;
    }

    /** The product of the pixels' densities. */
    public double density(double... x) {
        double density = 1;
        for (int i = 0; i < mu.length; i++) density *= density(i, x[i]);
        return density;
    }

    /** Of one pixel: {@code exp(-(x - mu)^2 / 2 sigma^2) / (sigma sqrt(2 pi))}. */
    public double density(int pixel, double x) {
        double z = (x - mu[pixel]) / sigma[pixel];
        return Math.exp(-0.5 * z * z) / (sigma[pixel] * Math.sqrt(2 * Math.PI));
    }

    /** The largest density: the centre's. */
    public double highest() {
        return density(mu);
    }

    /** Where standard normals fall in this box: mu + sigma z, what a sampler does. */
    public double[] place(double[] z) {
        double[] x = new double[mu.length];
        for (int i = 0; i < x.length; i++) x[i] = mu[i] + sigma[i] * z[i];
        return x;
    }

    public double[] draw(RandomGenerator random) {
        double[] z = new double[mu.length];
        for (int i = 0; i < z.length; i++) z[i] = random.nextGaussian();
        return place(z);
    }
}
