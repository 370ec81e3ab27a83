package kaobako.ui.theory;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import kaobako.theory.Normal;

/** What the views of the small box share: its centre and sigmas, and some draws. They hear of every change. Event thread. */
final class NormalDesk {
    static final double FARTHEST = 1.5, THINNEST = 0.05, WIDEST = 1.2;
    /** What the views show each way. */
    static final double REACH = 2.5;
    private static final int DRAWS = 1500;

    private final List<Runnable> listeners = new ArrayList<>();
    private final double[] mu = new double[3];
    private final double[] sigma = {0.7, 0.35, 0.5};
    private final double[][] standard = new double[DRAWS][3];

    NormalDesk() {
        RandomGenerator random = new SplittableRandom();
        for (double[] z : standard) for (int i = 0; i < 3; i++) z[i] = random.nextGaussian();
    }

    void onChange(Runnable listener) {
        listeners.add(listener);
    }

    double mu(int pixel) {
        return mu[pixel];
    }

    double sigma(int pixel) {
        return sigma[pixel];
    }

    void centre(int pixel, double value) {
        mu[pixel] = Math.max(-FARTHEST, Math.min(FARTHEST, value));
        listeners.forEach(Runnable::run);
    }

    void spread(int pixel, double value) {
        sigma[pixel] = Math.max(THINNEST, Math.min(WIDEST, value));
        listeners.forEach(Runnable::run);
    }

    /** All of them at once, from the first pixel's on. */
    void set(double[] centre, double[] spread) {
        System.arraycopy(centre, 0, mu, 0, 3);
        System.arraycopy(spread, 0, sigma, 0, 3);
        listeners.forEach(Runnable::run);
    }

    Normal normal(int dimensions) {
        return new Normal(java.util.Arrays.copyOf(mu, dimensions), java.util.Arrays.copyOf(sigma, dimensions));
    }

    /** Draws as standard normals, three each: where they fall is {@link Normal#place}. */
    double[][] draws() {
        return standard;
    }
}
