package kaobako.train.evaluate;

import java.util.ArrayList;
import java.util.List;

/** Laplacian pyramids (Burt and Adelson 1983) of pictures [H,W,3]: what each scale adds to the next coarser one. */
final class Laplacian {
    private static final float[] TAPS = {1 / 16f, 4 / 16f, 6 / 16f, 4 / 16f, 1 / 16f};
    /** The coarsest level's shorter side is at least this (Karras et al. 2018, section 5). */
    private static final int COARSEST = 16;

    /** One level; {@code values} [H,W,3]. */
    record Level(int width, int height, float[] values) {}

    private Laplacian() {}

    /** How many levels pictures of this size have. */
    static int levels(int width, int height) {
        int levels = 1;
        for (int side = Math.min(width, height); side / 2 >= COARSEST && side % 2 == 0; side /= 2) levels++;
        return levels;
    }

    /** Finest first; the last one is the coarse picture itself. */
    static List<Level> of(int width, int height, byte[] pixels) {
        float[] values = new float[pixels.length];
        for (int i = 0; i < values.length; i++) values[i] = pixels[i] & 0xFF;
        Level fine = new Level(width, height, values);
        List<Level> pyramid = new ArrayList<>();
        for (int level = levels(width, height); level > 1; level--) {
            Level coarse = halve(fine);
            pyramid.add(minus(fine, twice(coarse, fine.width, fine.height)));
            fine = coarse;
        }
        pyramid.add(fine);
        return pyramid;
    }

    /** The finer picture of a level's coarser one, for {@link #of} and for putting a picture together again. */
    static Level twice(Level coarse, int width, int height) {
        float[] spread = new float[width * height * 3];
        for (int y = 0; y < coarse.height; y++) {
            for (int x = 0; x < coarse.width; x++) {
                for (int c = 0; c < 3; c++) spread[(2 * y * width + 2 * x) * 3 + c] = 4 * coarse.values[(y * coarse.width + x) * 3 + c];
            }
        }
        return blur(new Level(width, height, spread));
    }

    private static Level halve(Level fine) {
        Level blurred = blur(fine);
        int width = (fine.width + 1) / 2;
        int height = (fine.height + 1) / 2;
        float[] values = new float[width * height * 3];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                System.arraycopy(blurred.values, (2 * y * fine.width + 2 * x) * 3, values, (y * width + x) * 3, 3);
            }
        }
        return new Level(width, height, values);
    }

    private static Level blur(Level in) {
        return along(along(in, 0, 1), 1, 0);
    }

    /** One pass of the separable filter; the picture is mirrored at its edges. */
    private static Level along(Level in, int dy, int dx) {
        float[] out = new float[in.values.length];
        for (int y = 0; y < in.height; y++) {
            for (int x = 0; x < in.width; x++) {
                for (int tap = -2; tap <= 2; tap++) {
                    int from = (mirrored(y + dy * tap, in.height) * in.width + mirrored(x + dx * tap, in.width)) * 3;
                    int to = (y * in.width + x) * 3;
                    for (int c = 0; c < 3; c++) out[to + c] += TAPS[tap + 2] * in.values[from + c];
                }
            }
        }
        return new Level(in.width, in.height, out);
    }

    private static int mirrored(int i, int size) {
        if (size == 1) return 0;
        int period = 2 * (size - 1);
        int place = Math.floorMod(i, period);
        return place < size ? place : period - place;
    }

    private static Level minus(Level a, Level b) {
        float[] values = new float[a.values.length];
        for (int i = 0; i < values.length; i++) values[i] = a.values[i] - b.values[i];
        return new Level(a.width, a.height, values);
    }
}
