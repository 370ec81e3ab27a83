package kaobako.cl;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * What has been made so far of something that owns several things, closed last made first: at its end, and where its constructor fails
 * half-way. One thread at a time.
 */
public final class Owned implements AutoCloseable {
    private final Deque<AutoCloseable> things = new ArrayDeque<>();

    public <T extends AutoCloseable> T add(T thing) {
        things.push(thing);
        return thing;
    }

    /** Closes all. {@code failure} is what will be reported; what fails meanwhile is added to it. */
    public void closeAfter(Throwable failure) {
        while (!things.isEmpty()) {
            try {
                things.pop().close();
            } catch (Throwable another) {
                if (another != failure) failure.addSuppressed(another);
            }
        }
    }

    /** Closes all, then throws the first failure. */
    @Override
    public void close() {
        while (!things.isEmpty()) {
            try {
                things.pop().close();
            } catch (RuntimeException | Error failure) {
                closeAfter(failure);
                throw failure;
            } catch (Exception failure) {
                closeAfter(failure);
                throw new IllegalStateException(failure);
            }
        }
    }
}
