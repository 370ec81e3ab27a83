package kaobako.graph;

import java.util.List;
import java.util.Map;

/**
 * One launch as plain data: which kernel of which file, compiled with which macros, over which range.
 * Macros hold what the compiler should know (tile sizes, channel counts); extents that vary are arguments.
 *
 * @param work its part of the node's FLOPs, beside the other calls of the node; 0 if it only prepares for them or gathers what they left
 */
public record KernelCall(String file, String kernel, Map<String, Object> defines, List<Argument> arguments, Range range, long work) {
    /** The same call as one that prepares or gathers: none of the node's FLOPs are its own. */
    public KernelCall aside() {
        return with(0);
    }

    /** The same call with this much of the node's work, in units that the other calls of the node share. */
    public KernelCall with(long value) {
        return new KernelCall(file, kernel, defines, arguments, range, value);
    }

    /** Global and local work size, one entry per dimension; {@code local} empty leaves the choice to the driver. */
    public record Range(List<Long> global, List<Long> local) {
        public static Range of(long... global) {
            return new Range(boxed(global), List.of());
        }

        /** The same range in work-groups of this size; global sizes are rounded up to it, kernels must check bounds. */
        public Range inGroupsOf(long... local) {
            long[] padded = new long[global.size()];
            for (int i = 0; i < padded.length; i++) padded[i] = (global.get(i) + local[i] - 1) / local[i] * local[i];
            return new Range(boxed(padded), boxed(local));
        }

        private static List<Long> boxed(long[] sizes) {
            return java.util.Arrays.stream(sizes).boxed().toList();
        }
    }
}
