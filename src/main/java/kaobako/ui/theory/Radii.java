package kaobako.ui.theory;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import kaobako.diffusion.Philox;
import kaobako.theory.Shell;
import kaobako.ui.Desk;

/**
 * Lengths of real seeds' noise, in d dimensions: seeds 0, 1, 2, .. as Draw would take them, some at a time on the studio's io threads.
 * Event thread.
 */
final class Radii {
    static final int AVATAR = 64 * 64 * 3;
    /** Of sigma, to be chosen. */
    static final double LARGEST_SIGMA = 2;
    private static final int MOST = 4000;
    /** Numbers drawn in one go, some tens of milliseconds. */
    private static final int NUMBERS = 600_000;

    private final Desk desk;
    private final List<Runnable> listeners = new ArrayList<>();
    private int dimensions = 2;
    private double sigma = 1;
    private double[] norms = new double[0];
    private boolean wanted;
    private boolean underWay;

    Radii(Desk desk) {
        this.desk = desk;
    }

    void onChange(Runnable listener) {
        listeners.add(listener);
    }

    Shell shell() {
        return new Shell(dimensions, sigma);
    }

    void take(int d) {
        dimensions = d;
        norms = new double[0];
        listeners.forEach(Runnable::run);
        more();
    }

    /** Lengths scale with sigma, so the same seeds serve. */
    void spread(double value) {
        sigma = value;
        listeners.forEach(Runnable::run);
    }

    /** Of seeds 0, 1, .. as far as they were drawn, for sigma 1. */
    double[] norms() {
        return norms;
    }

    double sigma() {
        return sigma;
    }

    /** Draws on, until {@link #pause}: only while it is looked at. */
    void resume() {
        wanted = true;
        more();
    }

    void pause() {
        wanted = false;
    }

    private void more() {
        if (!wanted || underWay || norms.length >= MOST) return;
        underWay = true;
        int d = dimensions;
        int first = norms.length;
        int count = Math.min(MOST - first, Math.max(4, NUMBERS / Math.max(d, 300)));
        desk.then(desk.studio().onIo(() -> LongStream.range(first, first + count)
                .mapToDouble(seed -> Shell.norm(Philox.normals(seed, 0, Philox.Purpose.IMAGE_NOISE, d))).toArray()), drawn -> {
                    underWay = false;
                    if (d == dimensions) {
                        int have = norms.length;
                        norms = Arrays.copyOf(norms, have + drawn.length);
                        System.arraycopy(drawn, 0, norms, have, drawn.length);
                        listeners.forEach(Runnable::run);
                    }
                    more();
                });
    }

    /** Mean and standard deviation of the drawn lengths; NaN before there are two. */
    double[] moments() {
        double mean = Arrays.stream(norms).average().orElse(Double.NaN);
        double squares = Arrays.stream(norms).map(n -> (n - mean) * (n - mean)).sum();
        return new double[] {sigma * mean, norms.length < 2 ? Double.NaN : sigma * Math.sqrt(squares / (norms.length - 1))};
    }
}
