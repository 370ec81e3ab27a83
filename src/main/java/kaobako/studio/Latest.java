package kaobako.studio;

import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;

/** Holds the newest of a row of immutable snapshots: written by whoever knows it, read by whoever shows it, no one waits. Any thread. */
public final class Latest<T> {
    private final AtomicReference<T> value;

    public Latest(T first) {
        value = new AtomicReference<>(first);
    }

    /** The newest snapshot; the same object as long as nothing is new. */
    public T get() {
        return value.get();
    }

    public void set(T next) {
        value.set(next);
    }

    /** Replaces the snapshot by a function of it, which may run several times. Returns the new one. */
    public T update(UnaryOperator<T> change) {
        return value.updateAndGet(change);
    }
}
