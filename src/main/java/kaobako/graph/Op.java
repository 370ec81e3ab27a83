package kaobako.graph;

import java.util.List;

/**
 * What a node computes: an immutable record of the op's attributes. Everything fused is spelled in the record.
 * Weight gradients accumulate into {@link Value.Role#GRADIENT} values, activation gradients are written.
 */
public interface Op {
    /** The result's shape. Throws {@link IllegalArgumentException} naming the inputs that do not fit. */
    Shape infer(List<Value> inputs);

    /** Adds the vector-Jacobian products of {@code node} for the inputs that {@code gradients} wants, given {@code dy}. */
    default void differentiate(Gradients gradients, Node node, Value dy) {
        throw new UnsupportedOperationException(name() + " has no gradient");
    }

    /**
     * Whether {@link #differentiate} computes {@code node}'s result once more and hands it to {@link Gradients#recomputed}, so that it need
     * not be kept for those whose gradients read it.
     */
    default boolean recomputes(Node node, Gradients gradients) {
        return false;
    }

    /** The kernel launches that compute {@code node} on a device of this kind, in order. */
    List<KernelCall> calls(Node node, Target target);

    /** Multiply-adds times two of the textbook algorithm; 0 for memory-bound ops. */
    default long flops(Node node) {
        return 0;
    }

    /** Whether its images come in 2x2 blocks of equal pixels, and of a gradient's blocks only the sums mean anything. */
    default boolean inBlocks() {
        return false;
    }

    /** Whether the result is its inputs, joined along their channels. */
    default boolean joins() {
        return false;
    }

    /**
     * Whether the launches on such a device read those of {@code node}'s inputs that are {@link Value#joined} from their two parts. An op
     * that says so gets such inputs wherever it can, and must read both. One without launches gets them too, and need not say so.
     */
    default boolean readsParts(Node node, Target target) {
        return false;
    }

    default String name() {
        return getClass().getSimpleName();
    }
}
