package kaobako.op;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import kaobako.graph.Argument;
import kaobako.graph.Argument.Read;
import kaobako.graph.Argument.Update;
import kaobako.graph.Argument.Write;
import kaobako.graph.KernelCall;
import kaobako.graph.KernelCall.Range;
import kaobako.graph.Node;
import kaobako.graph.Target;
import kaobako.graph.Value;

/** Short forms in which ops spell their launches. */
final class Launches {
    /** Floating-point operations of one launch at most: 50 ms of a GPU that does 100 G of them a second, the slowest worth supporting. */
    static final double LAUNCH_FLOPS = 5e9;
    /** Bytes of partial sums: many cores must not take a multiple of the memory that they save time with. */
    private static final long LARGEST_SUMS = 64L << 20;
    /** Small enough for every device that is not refused, a whole number of every vector. */
    private static final int GROUP = 64;

    private Launches() {}

    /** One work-item per element, in groups of 64; the kernel checks its bound. */
    static Range each(long count) {
        return Range.of(count).inGroupsOf(GROUP);
    }

    /** This many work-groups of one work-item, which is one core's share. */
    static Range ones(long... groups) {
        long[] one = new long[groups.length];
        Arrays.fill(one, 1);
        return Range.of(groups).inGroupsOf(one);
    }

    /** Blocks of {@code size} that cover {@code count}. */
    static int blocks(int count, int size) {
        return (count + size - 1) / size;
    }

    static KernelCall call(String file, String kernel, Map<String, Object> defines, Range range, Object... arguments) {
        return new KernelCall(file, kernel, defines, Argument.list(arguments), range, 1);
    }

    /** Of a joined value the first part. */
    static Read read(Value value) {
        return new Read(value.parts().get(0));
    }

    /** The second part of a joined value; else the value once more, for kernels that will not read it. */
    static Read readRest(Value value) {
        return new Read(value.parts().get(value.parts().size() - 1));
    }

    /** Whether none but the first of a node's inputs is joined; it may stand in for absent ones. */
    static boolean onlyFirstJoined(Node node) {
        return node.inputs().stream().allMatch(value -> value == node.input(0) || value.parts().size() == 1);
    }

    /** Channels of what {@link #read} gives. */
    static int firstChannels(Value value) {
        return value.parts().get(0).shape().channels();
    }

    static Write write(Value value) {
        return new Write(value, Optional.empty());
    }

    static Update update(Value value) {
        return new Update(value);
    }

    /** The node's result, whether it is fresh or changed in place. */
    static Argument result(Value value) {
        return result(value, null);
    }

    /** The same of a kernel that may leave a fresh result in the memory of its argument {@code overOrNull}: {@link Write#over}. */
    static Argument result(Value value, Value overOrNull) {
        boolean fresh = value.role() == Value.Role.RESULT || value.role() == Value.Role.SCRATCH;
        return fresh ? new Write(value, Optional.ofNullable(overOrNull)) : update(value);
    }

    static int count(Value value) {
        return Math.toIntExact(value.shape().count());
    }

    static void require(boolean condition, String op, List<Value> inputs, String expected) {
        if (!condition) throw new IllegalArgumentException(op + " expects " + expected + ", found " + inputs);
    }

    /** In how many parts a sum is made where so many would suit the cores: all together take no more than 64 MiB. */
    static int parts(int wanted, long bytesOfOne) {
        return (int) Math.max(1, Math.min(wanted, LARGEST_SUMS / bytesOfOne));
    }

    /** Rows of a work-item that only moves them: a few items a core. */
    static int rowsPerItem(Target target, int rows) {
        return blocks(rows, 8 * target.computeUnits());
    }
}
