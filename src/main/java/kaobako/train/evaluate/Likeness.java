package kaobako.train.evaluate;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * How far pictures are from each other, as a person sees it at a glance: root mean square difference of thumbnails of about
 * 16 x 16, in 8-bit levels. Finds copies that differ in noise or a pixel's shift.
 */
final class Likeness {
    private static final int SIDE = 16;
    private static final int PAIRS = 20_000;

    private final int width;
    private final int height;
    private final float[][] thumbnails;

    /** Nearest picture of another set. */
    record Nearest(int index, double distance) {}

    Likeness(PictureSet set) {
        this(set.width(), set.height(), set.count(), set.pixels()::get);
    }

    /** @param pixels of picture 0, 1, .., each [H,W,3] in 8 bits; any thread */
    Likeness(int width, int height, int count, IntFunction<byte[]> pixels) {
        this.width = width;
        this.height = height;
        thumbnails = new float[count][];
        IntStream.range(0, count).parallel().forEach(n -> thumbnails[n] = thumbnail(width, height, pixels.apply(n)));
    }

    int count() {
        return thumbnails.length;
    }

    /** The pictures nearest to a picture of the same size, the nearest first. */
    List<Nearest> nearest(byte[] pixels, int most) {
        float[] picture = thumbnail(width, height, pixels);
        return IntStream.range(0, thumbnails.length).parallel()
                .mapToObj(n -> new Nearest(n, Math.sqrt(squares(picture, thumbnails[n], Double.POSITIVE_INFINITY) / picture.length)))
                .sorted(Comparator.comparingDouble(Nearest::distance)).limit(most).toList();
    }

    /** For each of these pictures the nearest one of {@code others}. */
    List<Nearest> nearest(Likeness others) {
        return IntStream.range(0, thumbnails.length).parallel().mapToObj(n -> nearest(thumbnails[n], others.thumbnails, -1)).toList();
    }

    /** For each of some of these pictures the nearest of the same set but itself; at least two pictures. */
    List<Nearest> nearestOther(int from, int to) {
        return IntStream.range(from, to).parallel()
                .mapToObj(n -> nearest(thumbnails[n], thumbnails, n)).toList();
    }

    /** Mean distance of random pairs. */
    double spread(long seed) {
        if (thumbnails.length < 2) return 0;
        SplittableRandom random = new SplittableRandom(seed);
        double sum = 0;
        for (int pair = 0; pair < PAIRS; pair++) {
            int a = random.nextInt(thumbnails.length);
            int b = (a + 1 + random.nextInt(thumbnails.length - 1)) % thumbnails.length;
            sum += Math.sqrt(squares(thumbnails[a], thumbnails[b], Double.POSITIVE_INFINITY) / thumbnails[a].length);
        }
        return sum / PAIRS;
    }

    private static Nearest nearest(float[] picture, float[][] others, int leftOut) {
        double best = Double.POSITIVE_INFINITY;
        int index = -1;
        for (int i = 0; i < others.length; i++) {
            if (i == leftOut) continue;
            double squares = squares(picture, others[i], best);
            if (squares < best) {
                best = squares;
                index = i;
            }
        }
        return new Nearest(index, Math.sqrt(best / picture.length));
    }

    /** Sum of squared differences; stops early once it is above {@code enough}. */
    private static double squares(float[] a, float[] b, double enough) {
        double sum = 0;
        for (int i = 0; i < a.length && sum < enough; i += SIDE) {
            float part = 0;
            for (int k = i; k < Math.min(i + SIDE, a.length); k++) part += (a[k] - b[k]) * (a[k] - b[k]);
            sum += part;
        }
        return sum;
    }

    /** Means of whole squares. */
    private static float[] thumbnail(int width, int height, byte[] pixels) {
        int f = Math.max(1, Math.min(width, height) / SIDE);
        int w = width / f, h = height / f;
        float[] means = new float[w * h * 3];
        for (int y = 0; y < h * f; y++) {
            for (int x = 0; x < w * f; x++) {
                for (int c = 0; c < 3; c++) means[((y / f) * w + x / f) * 3 + c] += (pixels[(y * width + x) * 3 + c] & 0xFF) / (float) (f * f);
            }
        }
        return means;
    }

    static List<Double> distances(List<Nearest> nearest) {
        List<Double> distances = new ArrayList<>(nearest.stream().map(Nearest::distance).toList());
        distances.sort(null);
        return distances;
    }
}
