package kaobako.graph;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** One argument of a kernel, in the kernel's order. */
public sealed interface Argument {
    /** A tensor that the kernel reads. */
    record Read(Value value) implements Argument {}

    /**
     * A tensor that the kernel writes whole.
     *
     * @param over an input of the node, of the same size, whose memory it may take if nobody needs that later: whoever writes an element
     *     has read the same one of {@code over} before, and nobody else reads it
     */
    record Write(Value value, Optional<Value> over) implements Argument {}

    /** A tensor that the kernel reads and changes in place. */
    record Update(Value value) implements Argument {}

    /** Local memory, in bytes. */
    record Local(long bytes) implements Argument {}

    /** A small read-only table, uploaded once when the plan is made. */
    record Table(float[] values) implements Argument {}

    record Int(int value) implements Argument {}

    record Float(float value) implements Argument {}

    /** Any mixture: arguments pass through, an {@link Integer} becomes an {@link Int}, a {@link java.lang.Float} a {@link Float}. */
    static List<Argument> list(Object... arguments) {
        return Stream.of(arguments).map(Argument::of).toList();
    }

    private static Argument of(Object argument) {
        if (argument instanceof Argument a) return a;
        if (argument instanceof Integer i) return new Int(i);
        if (argument instanceof java.lang.Float f) return new Float(f);
        throw new IllegalArgumentException("no kernel argument: " + argument);
    }
}
