package kaobako.graph;

import java.util.List;

/** A named tensor of a graph: where it comes from and how large it is, never its numbers. Compared by identity. */
public final class Value {
    /** Who owns the memory and when it may change. */
    public enum Role {
        /** Set from outside between runs. */
        INPUT,
        /** A learned parameter; changes only between runs. */
        WEIGHT,
        /** The gradient of a weight: nodes add to it, the optimiser clears it. */
        GRADIENT,
        /** Lives outside and is read and written in place (optimiser moments, sampler state). */
        STATE,
        /** Written by one node, read by later ones. */
        RESULT,
        /** Working memory of one node's launches. */
        SCRATCH
    }

    /** What an element is. */
    public enum Type {
        F32(4), I32(4), U8(1);

        public final int bytes;

        Type(int bytes) {
            this.bytes = bytes;
        }
    }

    private final String name;
    private final Role role;
    private final Type type;
    private final Shape shape;
    private final List<Value> parts;

    public Value(String name, Role role, Type type, Shape shape) {
        this(name, role, type, shape, List.of());
    }

    private Value(String name, Role role, Type type, Shape shape, List<Value> parts) {
        this.name = name;
        this.role = role;
        this.type = type;
        this.shape = shape;
        this.parts = List.copyOf(parts);
    }

    /** {@code whole} without memory of its own: its channels lie in the parts, one after another. */
    public static Value joined(Value whole, List<Value> parts) {
        return new Value(whole.name, whole.role, whole.type, whole.shape, parts);
    }

    /** Working memory for an op's own launches: written before it is read, free for others afterwards. */
    public static Value scratch(String name, int... extents) {
        return new Value(name, Role.SCRATCH, Type.F32, Shape.of(extents));
    }

    public String name() {
        return name;
    }

    public Role role() {
        return role;
    }

    public Type type() {
        return type;
    }

    public Shape shape() {
        return shape;
    }

    /** The values whose memory holds its numbers: itself, or what it is {@link #joined} from. */
    public List<Value> parts() {
        return parts.isEmpty() ? List.of(this) : parts;
    }

    public long bytes() {
        return Math.multiplyExact(shape.count(), (long) type.bytes);
    }

    @Override
    public String toString() {
        return name + " " + role.name().toLowerCase(java.util.Locale.ROOT) + " " + shape;
    }
}
