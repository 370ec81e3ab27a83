package kaobako.graph;

import java.util.List;
import java.util.Map;

/**
 * One launch as plain data: which kernel of which file, compiled with which macros, over which range.
 * Macros hold what the compiler should know (tile sizes, channel counts); extents that vary are arguments.
 */
public record KernelCall(String file, String kernel, Map<String, Object> defines, List<Argument> arguments, Range range) {
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
