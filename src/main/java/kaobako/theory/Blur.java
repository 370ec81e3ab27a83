package kaobako.theory;

/** Makes a grid softer. */
final class Blur {
    /** A normal is followed for so many deviations. */
    private static final double REACH = 3.5;

    private Blur() {}

    /** A square grid folded with a normal of {@code sigma} cells; what would leave at a border is reflected there, so that sums stay and borders gain nothing. */
    static double[] gaussian(double[] grid, int n, double sigma) {
        int reach = (int) Math.ceil(REACH * sigma);
        double[] kernel = new double[2 * reach + 1];
        double sum = 0;
        for (int i = -reach; i <= reach; i++) sum += kernel[i + reach] = Math.exp(-0.5 * i * i / (sigma * sigma));
        for (int i = 0; i < kernel.length; i++) kernel[i] /= sum;
        return along(along(grid, n, 1, n, kernel), n, n, 1, kernel);
    }

    private static double[] along(double[] from, int n, int step, int other, double[] kernel) {
        double[] to = new double[n * n];
        int reach = kernel.length / 2;
        for (int line = 0; line < n; line++)
            for (int i = 0; i < n; i++) {
                double value = from[line * other + i * step];
                if (value == 0) continue;
                for (int k = -reach; k <= reach; k++) {
                    int at = i + k < 0 ? -1 - i - k : i + k >= n ? 2 * n - 1 - i - k : i + k;
                    to[line * other + Math.max(0, Math.min(n - 1, at)) * step] += value * kernel[k + reach];
                }
            }
        return to;
    }
}
