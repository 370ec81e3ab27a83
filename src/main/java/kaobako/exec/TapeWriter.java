package kaobako.exec;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;
import kaobako.cl.DeviceBuffer;
import kaobako.graph.Argument;

/** Writes the tables of a {@link Tape}, lane after lane; {@code tape_cpu.cl} says what they hold. */
final class TapeWriter {
    /** Most work-groups of a chunk: the first of a launch are large, since neighbours share rows, the last ones small. */
    private static final int LARGEST = 64;
    /** The same of work-items that are many and small, and the fewest. */
    private static final int LARGEST_ITEMS = 1 << 14;
    private static final int FEWEST_ITEMS = 1 << 10;
    /** Where an argument in local memory may begin (floats). */
    private static final int ALIGNMENT = 32;

    private final List<Task> tasks;
    private final int cores;
    private final ToLongFunction<DeviceBuffer> address;
    private final List<Integer> ops = new ArrayList<>();
    private final List<Integer> chunks = new ArrayList<>();
    private final List<Integer> lanes = new ArrayList<>();
    private final List<Long> arguments = new ArrayList<>();

    /** {@code tasks}: what the tape's program can do, by kind; {@code address}: where a buffer lies. */
    TapeWriter(List<Task> tasks, int cores, ToLongFunction<DeviceBuffer> address) {
        this.tasks = tasks;
        this.cores = cores;
        this.address = address;
    }

    /** What a program must be able to do for these launches, in an order that depends on nothing else. */
    static List<Task> tasks(List<List<Launch>> lanes) {
        return lanes.stream().flatMap(List::stream).map(launch -> Task.of(launch.call)).distinct()
                .sorted(Comparator.comparing(Task::toString)).toList();
    }

    /** Local memory that a core needs for these launches. */
    static long scratchBytes(List<List<Launch>> lanes) {
        return Float.BYTES * lanes.stream().flatMap(List::stream).map(TapeWriter::scratch).mapToLong(places -> places.get(places.size() - 1)).max().orElse(1);
    }

    /** Where each argument in local memory begins, and where the last one ends (floats). */
    private static List<Long> scratch(Launch launch) {
        List<Long> places = new ArrayList<>();
        long end = 0;
        for (Argument argument : launch.call.arguments()) {
            if (!(argument instanceof Argument.Local local)) continue;
            places.add((end + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT);
            end = places.get(places.size() - 1) + local.bytes() / Float.BYTES;
        }
        places.add(Math.max(1, end));
        return places;
    }

    /** Launches that follow each other. */
    void lane(List<Launch> launches) {
        lanes.add(chunks.size() / 4);
        int before = -1;
        for (Launch launch : launches) {
            int op = operations();
            int groups = groups(launch);
            ops.addAll(List.of(tasks.indexOf(Task.of(launch.call)), arguments.size(), groups, before));
            arguments(launch);
            chunks(op, groups, Task.isSmall(launch.call.range()));
            before = op;
        }
        lanes.add(chunks.size() / 4);
    }

    int operations() {
        return ops.size() / 4;
    }

    int[] ops() {
        return ints(ops);
    }

    int[] chunks() {
        return ints(chunks);
    }

    int[] lanes() {
        return ints(lanes);
    }

    /** The halves of each, the lower one first. */
    int[] arguments() {
        return arguments.stream().flatMapToInt(word -> IntStream.of(word.intValue(), (int) (word >>> 32))).toArray();
    }

    private static int groups(Launch launch) {
        return Math.toIntExact(launch.call.range().global().stream().reduce(1L, Math::multiplyExact));
    }

    private void arguments(Launch launch) {
        List<Long> extents = launch.call.range().global();
        for (int d = 0; d < Task.EXTENTS; d++) arguments.add(d < extents.size() ? extents.get(d) : 1);
        Iterator<Long> scratch = scratch(launch).iterator();
        int index = 0;
        for (Argument argument : launch.call.arguments()) {
            DeviceBuffer memory = launch.memory.get(index++);
            if (argument instanceof Argument.Int number) arguments.add((long) number.value());
            else if (argument instanceof Argument.Float number) arguments.add((long) Float.floatToRawIntBits(number.value()));
            else if (argument instanceof Argument.Local) arguments.add(scratch.next());
            else arguments.add(address.applyAsLong(memory));
        }
    }

    /** Each takes a core's share of what is left. */
    private void chunks(int op, int groups, boolean small) {
        int begin = 0;
        while (begin < groups) {
            int share = (groups - begin + cores - 1) / cores;
            int size = Math.min(groups - begin, small ? Math.max(FEWEST_ITEMS, Math.min(LARGEST_ITEMS, share)) : Math.min(LARGEST, share));
            chunks.addAll(List.of(op, begin, begin + size, 0));
            begin += size;
        }
    }

    private static int[] ints(List<Integer> numbers) {
        return numbers.stream().mapToInt(i -> i).toArray();
    }
}
