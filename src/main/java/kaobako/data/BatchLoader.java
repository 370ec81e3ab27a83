package kaobako.data;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;

/**
 * Packs shuffled pictures into batches on a thread of its own, a few batches ahead, in buffers that are used again and again.
 * The batch at a position depends on (pictures, seed, position, size) only, so a run that is resumed there sees the same
 * pictures.
 * Batches cross the ends of epochs. One consumer; the owner closes it before the pictures.
 */
public final class BatchLoader implements AutoCloseable {
    private final PreparedPictures pictures;
    private final Shuffle shuffle;
    private final int size;
    private final Thread thread = new Thread(this::load, "batches");

    // guarded by this
    private final ArrayDeque<ByteBuffer> free = new ArrayDeque<>();
    private final ArrayDeque<Batch> ready = new ArrayDeque<>();
    private long position;
    private long generation;
    private boolean filling;
    private boolean closed;
    private Throwable failure;

    /**
     * Starts loading at position 0.
     *
     * @param size  pictures a batch
     * @param ahead batches that wait ready, at least 1; one more is in the consumer's hands
     */
    public BatchLoader(PreparedPictures pictures, int size, long seed, int ahead) {
        if (size < 1 || ahead < 1) {
            throw new IllegalArgumentException("size and ahead must be at least 1, found " + size + " and " + ahead);
        }
        this.pictures = pictures;
        this.size = size;
        shuffle = new Shuffle(seed, pictures.count());
        int bytes = Math.multiplyExact(size, pictures.pictureBytes());
        for (int i = 0; i <= ahead; i++) free.add(ByteBuffer.allocateDirect(bytes));
        thread.setDaemon(true);
        thread.start();
    }

    /**
     * The next batch, waiting for it where needed.
     *
     * @throws IllegalStateException when loading failed (the cause says why), the loader is closed, or all batches are still open
     */
    public synchronized Batch next() throws InterruptedException {
        while (ready.isEmpty()) {
            if (closed) throw new IllegalStateException("the batch loader is closed");
            if (failure != null) {
                throw new IllegalStateException("Loading the training pictures failed: " + failure.getMessage(), failure);
            }
            if (free.isEmpty() && !filling) {
                throw new IllegalStateException("every batch is still open: close one before taking the next");
            }
            wait();
        }
        return ready.remove();
    }

    /** Goes on at this place of the endless sequence: step times pictures a step, for a resume. */
    public synchronized void seek(long pictureIndex) {
        if (pictureIndex < 0) throw new IllegalArgumentException("a position is 0 or more, found " + pictureIndex);
        position = pictureIndex;
        generation++;
        while (!ready.isEmpty()) ready.remove().close();
        notifyAll();
    }

    /** Ends the thread and waits for it. */
    @Override
    public void close() {
        synchronized (this) {
            closed = true;
            ready.clear();
            notifyAll();
        }
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) Thread.currentThread().interrupt();
    }

    synchronized void recycle(ByteBuffer buffer) {
        free.add(buffer);
        notifyAll();
    }

    private void load() {
        try {
            while (loadOne()) { }
        } catch (Throwable e) {   // a vanished disk under a mapped file is an InternalError
            synchronized (this) {
                failure = e;
                filling = false;
                notifyAll();
            }
        }
    }

    private boolean loadOne() throws InterruptedException {
        ByteBuffer buffer;
        long from, started;
        synchronized (this) {
            while (free.isEmpty() && !closed) wait();
            if (closed) return false;
            buffer = free.remove();
            from = position;
            started = generation;
            position += size;
            filling = true;
        }
        buffer.clear();
        for (int i = 0; i < size; i++) pictures.copy(shuffle.index(from + i), buffer);
        buffer.flip();
        synchronized (this) {
            filling = false;
            if (started == generation) ready.add(new Batch(this, buffer, from, size));
            else free.add(buffer);
            notifyAll();
        }
        return true;
    }
}
