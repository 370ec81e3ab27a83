package kaobako.train.evaluate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * The sliced Wasserstein distance between two sets of pictures, by scale (Karras et al. 2018, "Progressive Growing of GANs",
 * section 5; Rabin et al. 2011): patches of 7 x 7 pixels out of Laplacian pyramids are projected on random directions, where the
 * distance of two sorted lists is their mean difference. Fine levels judge sharpness and texture, the coarsest layout and colour.
 * The colour channels are scaled by the real pictures' mean and deviation, so that a colour cast counts.
 */
public final class SlicedWasserstein {
    /** Patches of one picture and level. */
    private static final int PATCHES = 32;
    private static final int SIDE = 7;
    private static final int DIMENSIONS = SIDE * SIDE * 3;
    private static final int DIRECTIONS = 256;
    /** The paper prints its distances so. */
    private static final double SCALE = 1000;

    /** Descriptors of the reference pictures, by level, and how their channels are scaled. */
    private final PictureSet real;
    private final long seed;
    private final List<float[][]> levels = new ArrayList<>();
    private final List<double[]> scaling = new ArrayList<>();

    /** Distances are from these pictures. */
    public SlicedWasserstein(PictureSet real, long seed) {
        this.real = real;
        this.seed = seed;
        for (int level = 0; level < Laplacian.levels(real.width(), real.height()); level++) {
            float[][] patches = patches(real, level);
            double[] stats = statistics(patches);
            scale(patches, stats);
            scaling.add(stats);
            levels.add(patches);
        }
    }

    /**
     * The distance of as many pictures as the real ones, times 1000: for each level, finest first.
     *
     * @throws IllegalArgumentException for another count or size
     */
    public List<Double> from(PictureSet other) {
        if (other.count() != real.count() || other.width() != real.width() || other.height() != real.height()) {
            throw new IllegalArgumentException("sets to compare have as many pictures of one size, found " + real.count() + " of "
                    + real.width() + " x " + real.height() + " and " + other.count() + " of " + other.width() + " x " + other.height());
        }
        List<Double> distances = new ArrayList<>();
        for (int level = 0; level < levels.size(); level++) {
            float[][] patches = patches(other, level);
            scale(patches, scaling.get(level));
            distances.add(SCALE * distance(levels.get(level), patches, DIRECTIONS, seed));
        }
        return distances;
    }

    /** The mean over random directions of the mean difference of the sorted projections of two equally large sets [count][D]. */
    static double distance(float[][] a, float[][] b, int directions, long seed) {
        return IntStream.range(0, directions).parallel().mapToDouble(d -> {
            double[] direction = direction(a[0].length, seed, d);
            float[] pa = projected(a, direction);
            float[] pb = projected(b, direction);
            double sum = 0;
            for (int i = 0; i < pa.length; i++) sum += Math.abs(pa[i] - pb[i]);
            return sum / pa.length;
        }).boxed().toList().stream().mapToDouble(d -> d).average().orElse(0);
    }

    private static float[] projected(float[][] descriptors, double[] direction) {
        float[] projected = new float[descriptors.length];
        int last = descriptors.length - 1;
        // four at a time, the last one again where there are fewer: one sum alone would wait for each of its additions
        for (int i = 0; i <= last; i += 4) {
            int j = Math.min(i + 1, last), m = Math.min(i + 2, last), n = Math.min(i + 3, last);
            float[] a = descriptors[i], b = descriptors[j], c = descriptors[m], d = descriptors[n];
            double sumA = 0, sumB = 0, sumC = 0, sumD = 0;
            for (int k = 0; k < direction.length; k++) {
                double along = direction[k];
                sumA += along * a[k];
                sumB += along * b[k];
                sumC += along * c[k];
                sumD += along * d[k];
            }
            projected[i] = (float) sumA;
            projected[j] = (float) sumB;
            projected[m] = (float) sumC;
            projected[n] = (float) sumD;
        }
        Arrays.sort(projected);
        return projected;
    }

    private static double[] direction(int dimensions, long seed, int number) {
        SplittableRandom random = new SplittableRandom(seed * 0x9E3779B97F4A7C15L + number);
        double[] direction = new double[dimensions];
        double squares = 0;
        for (int k = 0; k < dimensions; k++) {
            direction[k] = random.nextGaussian();
            squares += direction[k] * direction[k];
        }
        for (int k = 0; k < dimensions; k++) direction[k] /= Math.sqrt(squares);
        return direction;
    }

    /** Patches [count x PATCHES][7 x 7 x 3] from random places of a level. */
    private float[][] patches(PictureSet set, int level) {
        float[][] patches = new float[set.count() * PATCHES][];
        IntStream.range(0, set.count()).parallel().forEach(n -> {
            Laplacian.Level picture = Laplacian.of(set.width(), set.height(), set.pixels().get(n)).get(level);
            SplittableRandom random = new SplittableRandom(seed + 31L * n + level);
            for (int p = 0; p < PATCHES; p++) patches[n * PATCHES + p] = patch(picture, random);
        });
        return patches;
    }

    private static float[] patch(Laplacian.Level picture, SplittableRandom random) {
        int side = Math.min(SIDE, Math.min(picture.width(), picture.height()));
        int x = random.nextInt(picture.width() - side + 1);
        int y = random.nextInt(picture.height() - side + 1);
        float[] patch = new float[DIMENSIONS];
        for (int row = 0; row < side; row++) {
            System.arraycopy(picture.values(), ((y + row) * picture.width() + x) * 3, patch, row * SIDE * 3, side * 3);
        }
        return patch;
    }

    /** Mean and deviation of each channel: [6]. */
    private static double[] statistics(float[][] patches) {
        double[] sum = new double[3], squares = new double[3];
        for (float[] patch : patches) {
            for (int k = 0; k < DIMENSIONS; k++) {
                sum[k % 3] += patch[k];
                squares[k % 3] += (double) patch[k] * patch[k];
            }
        }
        double count = (double) patches.length * DIMENSIONS / 3;
        double[] result = new double[6];
        for (int c = 0; c < 3; c++) {
            result[c] = sum[c] / count;
            // pictures of one colour have no detail at all: any difference then counts as it is
            result[3 + c] = Math.max(1e-3, Math.sqrt(Math.max(0, squares[c] / count - result[c] * result[c])));
        }
        return result;
    }

    private static void scale(float[][] patches, double[] statistics) {
        for (float[] patch : patches) {
            for (int k = 0; k < DIMENSIONS; k++) patch[k] = (float) ((patch[k] - statistics[k % 3]) / statistics[3 + k % 3]);
        }
    }
}
