package kaobako.data;

import java.nio.ByteBuffer;

/**
 * Pictures for one micro-batch. Whoever took it from {@link BatchLoader#next} closes it when its bytes are on the device;
 * then the buffer is filled again.
 */
public final class Batch implements AutoCloseable {
    private final BatchLoader loader;
    private final ByteBuffer buffer;
    private final long position;
    private final int size;
    private boolean closed;

    Batch(BatchLoader loader, ByteBuffer buffer, long position, int size) {
        this.loader = loader;
        this.buffer = buffer;
        this.position = position;
        this.size = size;
    }

    /** Direct and read-only, [N, H, W, 3] 8-bit sRGB from position 0 to its limit. */
    public ByteBuffer pixels() {
        if (closed) throw new IllegalStateException("the batch is closed");
        return buffer.asReadOnlyBuffer();
    }

    /** The place of the first picture in the endless sequence; the next batch starts {@link #size} further. */
    public long position() {
        return position;
    }

    /** N. */
    public int size() {
        return size;
    }

    @Override
    public void close() {
        if (closed) return;
        closed = true;
        loader.recycle(buffer);
    }
}
