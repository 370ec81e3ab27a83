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
        Exception another = closeAll();
        if (another != null) failure.addSuppressed(another);
    }

    /** Closes all, then throws the first failure. */
    @Override
    public void close() {
        Exception failure = closeAll();
        if (failure instanceof RuntimeException unchecked) throw unchecked;
        if (failure != null) throw new IllegalStateException(failure);
    }

    private Exception closeAll() {
        Exception first = null;
        while (!things.isEmpty()) {
            try {
                things.pop().close();
            } catch (Exception e) {
                if (first == null) first = e;
                else first.addSuppressed(e);
            }
        }
        return first;
    }
}
