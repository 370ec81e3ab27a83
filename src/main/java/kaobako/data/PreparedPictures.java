package kaobako.data;

import java.awt.image.BufferedImage;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * Pictures of one size as 8-bit sRGB, each [H, W, 3] with channels fastest: on the heap, or in a memory-mapped file when there
 * are many.
 * Immutable and safe on any thread until closed. One owner: the {@link ImageFolder} it came with, or whoever called {@link #of}.
 */
public final class PreparedPictures implements AutoCloseable {
    private final int width;
    private final int height;
    private final int count;
    private final int perChunk;
    private final String contentHash;
    // closing only forgets the chunks: Java 17 unmaps a file when the last reference is gone, no reader is ever cut off
    private volatile List<ByteBuffer> chunks;

    PreparedPictures(int width, int height, int count, List<ByteBuffer> chunks, int perChunk, String contentHash) {
        this.width = width;
        this.height = height;
        this.count = count;
        this.chunks = List.copyOf(chunks);
        this.perChunk = perChunk;
        this.contentHash = contentHash;
    }

    /** Pictures that are in memory already, each height x width x 3 bytes; they are copied. */
    public static PreparedPictures of(int width, int height, List<byte[]> pictures) {
        PictureSink.Memory sink = new PictureSink.Memory(width, height);
        ContentHash hash = new ContentHash(width, height);
        for (byte[] pixels : pictures) {
            if (pixels.length != width * height * 3) {
                throw new IllegalArgumentException("a picture of " + width + " x " + height + " has " + width * height * 3
                    + " bytes, found " + pixels.length);
            }
            sink.add(pixels);
            hash.add(ContentHash.of(pixels));
        }
        return sink.finish(new FolderReport(List.of(), List.of(), List.of()), hash.hex());
    }

    public int width() {
        return width;
    }

    public int height() {
        return height;
    }

    /** How many pictures there are. */
    public int count() {
        return count;
    }

    /** Bytes of one picture: height x width x 3. */
    public int pictureBytes() {
        return width * height * 3;
    }

    /** SHA-256, in hex, of width, height and each picture's own SHA-256 in order: what a model card calls the data's hash. */
    public String contentHash() {
        return contentHash;
    }

    /** Appends picture {@code index} to {@code target} at its position. */
    public void copy(int index, ByteBuffer target) {
        List<ByteBuffer> open = chunks;
        if (open == null) throw new IllegalStateException("the prepared pictures are closed");
        if (index < 0 || index >= count) throw new IndexOutOfBoundsException("picture " + index + " of " + count);
        target.put(open.get(index / perChunk).slice(index % perChunk * pictureBytes(), pictureBytes()));
    }

    /** A copy of picture {@code index}, [H, W, 3]. */
    public byte[] pixels(int index) {
        byte[] pixels = new byte[pictureBytes()];
        copy(index, ByteBuffer.wrap(pixels));
        return pixels;
    }

    /** Picture {@code index} to look at. */
    public BufferedImage image(int index) {
        return Pictures.ofBytes(pixels(index), 0, width, height);
    }

    @Override
    public void close() {
        chunks = null;
    }
}
