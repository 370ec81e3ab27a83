package kaobako.data.practice;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import kaobako.data.PngFile;
import kaobako.data.ScanListener;

/** Pictures to practise on, the project's own. Picture i depends on (seed, i) only. Any thread. */
public final class PracticePictures {
    /** Seeds below are for training; this one is kept for measuring a model and never trained on. */
    public static final long HELD_OUT_SEED = 1000;

    private PracticePictures() {}

    /**
     * A head, size x size, TYPE_INT_RGB; 10 to 30 ms.
     *
     * @param size a divisor of 256: the canvas is averaged in whole squares
     */
    public static BufferedImage draw(long seed, long index, int size) {
        check(size);
        BufferedImage canvas = new BufferedImage(Brush.SIDE, Brush.SIDE, BufferedImage.TYPE_INT_RGB);
        try (Brush brush = new Brush(canvas, seed * 0x9E3779B97F4A7C15L + index * 0xBF58476D1CE4E5B9L)) {
            Portrait.draw(brush);
        }
        return shrink(canvas, size);
    }

    /**
     * Writes pictures 0..count-1 as 000000.png, 000001.png, ... into {@code folder}, drawing on several threads; the listener is
     * called on them.
     *
     * @throws CancellationException when the listener cancels; the pictures written so far are whole
     */
    public static void write(Path folder, long seed, int count, int size, ScanListener listener) throws IOException {
        check(size);
        AtomicInteger done = new AtomicInteger();
        try {
            IntStream.range(0, count).parallel().forEach(i -> {
                if (listener.cancelled()) throw new CancellationException("writing practice pictures was cancelled");
                writeOne(folder.resolve(String.format("%06d.png", i)), draw(seed, i, size));
                listener.progress(done.incrementAndGet(), count, 0);
            });
        } catch (UncheckedIOException e) {
            throw new IOException("The practice pictures could not be written to " + folder + ": " + e.getCause().getMessage(),
                e.getCause());
        }
    }

    private static void writeOne(Path file, BufferedImage picture) {
        try {
            PngFile.write(file, picture, Map.of());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whole-number averages of squares, rounded down. */
    private static BufferedImage shrink(BufferedImage canvas, int size) {
        int side = Brush.SIDE, f = side / size;
        int[] pixels = canvas.getRGB(0, 0, side, side, null, 0, side);
        BufferedImage out = new BufferedImage(size, size, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < size; y++) {
            for (int x = 0; x < size; x++) {
                int red = 0, green = 0, blue = 0;
                for (int k = 0; k < f * f; k++) {
                    int pixel = pixels[(y * f + k / f) * side + x * f + k % f];
                    red += pixel >> 16 & 0xFF;
                    green += pixel >> 8 & 0xFF;
                    blue += pixel & 0xFF;
                }
                out.setRGB(x, y, red / (f * f) << 16 | green / (f * f) << 8 | blue / (f * f));
            }
        }
        return out;
    }

    private static void check(int size) {
        if (size < 1 || size > Brush.SIDE || Brush.SIDE % size != 0) {
            throw new IllegalArgumentException("a practice picture's size divides " + Brush.SIDE + ": 32, 64, 128 or 256, found "
                + size);
        }
    }
}
