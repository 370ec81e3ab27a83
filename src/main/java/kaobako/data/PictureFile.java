package kaobako.data;

import java.awt.image.BufferedImage;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Semaphore;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import kaobako.file.Why;
import kaobako.text.Sentence;

/**
 * One picture file of any supported format, read without trusting it: the format comes from its content, the dimensions from
 * its header before anything is decoded, and whatever a decoder throws becomes a {@link RefusedException} with a reason.
 */
public final class PictureFile {
    private static final long LARGEST_FILE = 256L << 20;
    private static final int LONGEST_SIDE = 32_768;
    private static final long SUBSAMPLED_ABOVE = 16_000_000;
    private static final int MEBIBYTE = 1 << 20;

    // MiB that all decoders together may hold: a third of the heap, so that many threads may meet many large pictures
    private static final int BUDGET = (int) Math.max(64, Runtime.getRuntime().maxMemory() / 3 / MEBIBYTE);
    private static final Semaphore MEMORY = new Semaphore(BUDGET, true);

    private PictureFile() {}

    /** An upright, opaque picture, and what should be known about it ("" for nothing). */
    record Decoded(BufferedImage picture, String remark) {}

    /** What {@link #read} may take: see {@link ImageFolderOptions}; no side beyond {@code useful} is needed. */
    record Limits(int minimumSide, long maximumPixels, int background, int useful) {
        static Limits of(ImageFolderOptions o) {
            return new Limits(o.minimumSide(), o.maximumPixels(), o.background(), 16 * Math.max(o.width(), o.height()));
        }
    }

    /** The upright picture in {@code file} as TYPE_INT_RGB, over white. Any thread. */
    public static BufferedImage read(Path file) throws RefusedException {
        return read(file, new Limits(1, 100_000_000, 0xFFFFFF, LONGEST_SIDE)).picture();
    }

    static Decoded read(Path file, Limits limits) throws RefusedException {
        byte[] start, bytes;
        PictureFormat format;
        try {
            try (InputStream in = Files.newInputStream(file)) {
                start = in.readNBytes(PictureFormat.MAGIC_BYTES);
            }
            if (start.length == 0) throw new RefusedException(Reason.EMPTY, Sentence.of("refused.empty", "The file is empty."));
            format = format(start);
            if (Files.size(file) > LARGEST_FILE) {
                throw new RefusedException(Reason.TOO_LARGE, Sentence.of("refused.bytes", "The file has %s MiB, at most %s are read.",
                    Files.size(file) / MEBIBYTE, LARGEST_FILE / MEBIBYTE));
            }
            bytes = Files.readAllBytes(file);
        } catch (RefusedException e) {
            throw e;
        } catch (IOException | SecurityException e) {
            throw new RefusedException(Reason.UNREADABLE, Sentence.of("refused.read", "The file cannot be read: %s.", why(e)), e);
        }
        return decode(format, bytes, limits);
    }

    private static PictureFormat format(byte[] start) throws RefusedException {
        var format = PictureFormat.of(start);
        if (format.isPresent()) return format.get();
        var other = PictureFormat.unsupported(start);
        if (other.isPresent()) {
            throw new RefusedException(Reason.UNSUPPORTED, Sentence.of("refused.format",
                "It is a picture of the %s format: save it as PNG or JPEG.", other.get()));
        }
        throw new RefusedException(Reason.NOT_AN_IMAGE, Sentence.of("refused.picture",
            "It is not a picture, whatever its name: its first bytes belong to no picture format."));
    }

    private static Decoded decode(PictureFormat format, byte[] bytes, Limits limits) throws RefusedException {
        ImageReader reader = reader(format);
        try (FileBytes in = new FileBytes(bytes)) {
            reader.setInput(in, false, true);
            int width = reader.getWidth(0), height = reader.getHeight(0);
            check(width, height, limits);
            if (!format.complete(bytes)) {
                throw new RefusedException(Reason.TRUNCATED, cut(format));
            }
            int step = step(width, height, limits);
            BufferedImage picture = withMemory(reader, width, height, step, limits.background());
            return new Decoded(Orientation.of(format, bytes).upright(picture), remark(format, reader));
        } catch (RefusedException e) {
            throw e;
        } catch (IOException | RuntimeException | StackOverflowError e) {
            throw damaged(format, bytes, e);
        } catch (OutOfMemoryError e) {
            throw new RefusedException(Reason.TOO_LARGE, Sentence.of("refused.memory", "There is not memory enough to decode it."), e);
        } finally {
            reader.dispose();
        }
    }

    private static void check(int width, int height, Limits limits) throws RefusedException {
        if (width < 1 || height < 1) {
            throw new RefusedException(Reason.UNREADABLE, Sentence.of("refused.header", "Its header says %s x %s pixels.", width, height));
        }
        if (width > LONGEST_SIDE || height > LONGEST_SIDE || (long) width * height > limits.maximumPixels()) {
            throw new RefusedException(Reason.TOO_LARGE, Sentence.of("refused.pixels",
                "It claims %s x %s pixels; at most %s a side and %s million in all are decoded.", width, height, LONGEST_SIDE,
                Math.max(1, limits.maximumPixels() / 1_000_000)));
        }
        if (Math.min(width, height) < limits.minimumSide()) {
            throw new RefusedException(Reason.TOO_SMALL, Sentence.of("refused.small",
                "It has %s x %s pixels, at least %s a side are needed.", width, height, limits.minimumSide()));
        }
    }

    /** Only every n-th pixel of huge pictures is decoded, as long as far more remain than are wanted. */
    private static int step(int width, int height, Limits limits) {
        return (long) width * height <= SUBSAMPLED_ABOVE ? 1 : Math.max(1, Math.min(width, height) / limits.useful());
    }

    private static BufferedImage withMemory(ImageReader reader, int width, int height, int step, int background)
            throws IOException {
        // decoded (up to 8 bytes a pixel), flattened and turned (4 each)
        int permits = (int) Math.min(BUDGET, 1 + (long) (width / step) * (height / step) * 16 / MEBIBYTE);
        MEMORY.acquireUninterruptibly(permits);
        try {
            ImageReadParam param = reader.getDefaultReadParam();
            if (step > 1) param.setSourceSubsampling(step, step, 0, 0);
            return Flatten.over(reader.read(0, param), background);
        } finally {
            MEMORY.release(permits);
        }
    }

    private static String remark(PictureFormat format, ImageReader reader) {
        if (format != PictureFormat.GIF && format != PictureFormat.WEBP) return "";
        try {
            int frames = reader.getNumImages(true);
            return frames > 1 ? "It is animated: only the first of its " + frames + " frames is used." : "";
        } catch (IOException | RuntimeException e) {
            return "It is animated and damaged after its first frame, which is used.";
        }
    }

    private static RefusedException damaged(PictureFormat format, byte[] bytes, Throwable e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof EOFException || !format.complete(bytes)) {
                return new RefusedException(Reason.TRUNCATED, cut(format), e);
            }
        }
        return new RefusedException(Reason.UNREADABLE, Sentence.of("refused.damaged", "It starts as a %s picture but is damaged: %s.",
            String.valueOf(format), why(e)), e);
    }

    private static Sentence cut(PictureFormat format) {
        return Sentence.of("refused.cut", "The %s file ends before its picture does.", String.valueOf(format));
    }

    /** TwelveMonkeys' reader where there is one: it reads CMYK, and is stricter with damaged files. */
    private static ImageReader reader(PictureFormat format) throws RefusedException {
        List<ImageReader> readers = new ArrayList<>();
        for (Iterator<ImageReader> i = ImageIO.getImageReadersByFormatName(format.name()); i.hasNext();) readers.add(i.next());
        return readers.stream().filter(r -> r.getClass().getName().startsWith("com.twelvemonkeys.")).findFirst()
            .or(() -> readers.stream().findFirst())
            .orElseThrow(() -> new RefusedException(Reason.UNSUPPORTED, Sentence.of("refused.reader", "No reader for %s is installed.",
                String.valueOf(format))));
    }

    /** What went wrong, in a few words of one line and without the file's path. */
    static Sentence why(Throwable e) {
        Sentence said = e instanceof IOException io ? Why.of(io)
            : Sentence.english(e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage());
        if (!said.key().isEmpty()) return said;
        String line = said.english().lines().findFirst().orElse("").strip();
        return Sentence.english(line.endsWith(".") ? line.substring(0, line.length() - 1) : line);
    }
}
