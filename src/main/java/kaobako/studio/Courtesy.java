package kaobako.studio;

import java.util.function.LongSupplier;

/**
 * Leaves processor time to what moves on the screen: a CPU device takes every core, and frames would come late. The window says when a
 * frame begins and when it is painted; while frames come, work that can wait does in each gap what fits, and rests until the next is
 * painted. Owned by the {@link Laboratory}; any thread.
 */
public final class Courtesy {
    /** Of 60 frames a second. */
    public static final long FRAME_NANOS = 1_000_000_000 / 60;
    /** After the last frame; then nothing moves any more. Nor does work rest for longer. */
    private static final long MOVING_NANOS = 4 * FRAME_NANOS;

    private final LongSupplier nanos;
    private long began;
    private boolean painting;
    private long frames;

    Courtesy(LongSupplier nanos) {
        this.nanos = nanos;
        began = nanos.getAsLong() - MOVING_NANOS;
    }

    /** A frame of something that moves begins. */
    public synchronized void begin() {
        began = nanos.getAsLong();
        painting = true;
    }

    /** The frame is painted. */
    public synchronized void painted() {
        painting = false;
        frames++;
        notifyAll();
    }

    /** Whether work of {@code expected} nanoseconds, begun now, would delay a frame. */
    synchronized boolean isInTheWay(long expected) {
        long since = nanos.getAsLong() - began;
        return since < MOVING_NANOS && (painting || since + expected > FRAME_NANOS);
    }

    /** Rests, if such work would be in the way, until the next frame is painted; then it goes on, however long it takes. */
    synchronized void makeWay(long expected) {
        long now = frames;
        long until = nanos.getAsLong() + MOVING_NANOS;
        while (frames == now && isInTheWay(expected) && nanos.getAsLong() < until) {
            try {
                wait(1);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }
}
