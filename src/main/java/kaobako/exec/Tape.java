package kaobako.exec;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import kaobako.cl.DeviceBuffer;
import kaobako.cl.Kernel;
import kaobako.cl.Program;
import kaobako.cl.Queue;

/**
 * The launches of one plan, or of several that do not depend on each other, as few: launches of {@code tape_cpu.cl}, whose work-items are
 * cores that take pieces of work until there are none left. Its results are those of the launches, bit for bit. For kernels of the CPU
 * family on a device whose {@link kaobako.cl.Device#coresShareMemory cores share memory}. Owns its tables; the launches and their memory are the
 * caller's and must outlive it. GPU thread only.
 */
final class Tape implements AutoCloseable {
    static final String FILE = "tape_cpu.cl";
    private static final String KERNEL = "tape";
    /** Ints that a counter has to itself: a cache line. */
    private static final int LINE = 16;
    /**
     * Operations of a lane that cores share before they rest. A core that never rests is interrupted for milliseconds by whatever else runs
     * on it, while the others wait for its piece: with a busy loop on one of two cores, one launch for all took 1.28 of the time of the
     * launches, one for each 16 takes 1.01; on idle cores they take 0.84 and 0.87. Cores with lanes of their own do not wait.
     */
    private static final int OPERATIONS = 16;
    private static final long[] ALONE = {1};

    private final Queue queue;
    private final List<DeviceBuffer> owned = new ArrayList<>();
    private final int rounds;
    private final int lanesInRound;
    private final DeviceBuffer counters;
    private final DeviceBuffer done;
    private final Kernel kernel;
    private final long[] cores;

    /** On every core. */
    Tape(Queue queue, Program program, List<List<Launch>> lanes) {
        this(queue, program, lanes, Math.min(queue.device().computeUnits(), Runtime.getRuntime().availableProcessors()));
    }

    /** {@code lanes}: the launches of each plan; {@code program}: of their {@link TapeWriter#tasks}. Waits for what is queued. */
    Tape(Queue queue, Program program, List<List<Launch>> lanes, int cores) {
        this.queue = queue;
        this.cores = new long[] {cores};
        kernel = program.kernel(KERNEL);
        try {
            int most = lanes.stream().mapToInt(List::size).max().orElseThrow();
            int operations = cores > lanes.size() ? OPERATIONS : most;
            lanesInRound = lanes.size();
            rounds = (most + operations - 1) / operations;
            List<List<Launch>> chains = IntStream.range(0, rounds).boxed()
                    .flatMap(round -> lanes.stream().map(lane -> part(lane, round * operations, operations))).toList();
            TapeWriter tables = new TapeWriter(TapeWriter.tasks(lanes), cores, addresses(program, lanes)::get);
            chains.forEach(tables::lane);
            counters = allocate((long) LINE * Integer.BYTES * chains.size());
            done = allocate((long) LINE * Integer.BYTES * tables.operations());
            kernel.set(0, table(tables.ops())).set(1, table(tables.chunks())).set(2, table(tables.lanes())).set(3, table(tables.arguments()))
                    .set(4, counters).set(5, done).setLocal(6, TapeWriter.scratchBytes(lanes)).set(8, lanesInRound);
        } catch (RuntimeException | Error failure) {
            close();
            throw failure;
        }
    }

    /** Has the driver finish a program, which it does with the first launch; any thread. */
    static void finish(Queue queue, Program program) {
        try (Queue beside = queue.beside(); Kernel kernel = program.kernel(KERNEL)) {
            for (int table = 0; table < 6; table++) kernel.setNull(table);
            beside.launch(kernel.setLocal(6, Integer.BYTES).set(7, 0).set(8, 0), ALONE, ALONE);
            beside.finish();
        }
    }

    /** Queues one run of all launches. */
    void enqueue() {
        queue.fillZero(counters, 0, counters.bytes());
        queue.fillZero(done, 0, done.bytes());
        for (int round = 0; round < rounds; round++) queue.launch(kernel.set(7, round * lanesInRound), cores, ALONE);
    }

    private static List<Launch> part(List<Launch> lane, int begin, int count) {
        return lane.subList(Math.min(begin, lane.size()), Math.min(begin + count, lane.size()));
    }

    private Map<DeviceBuffer, Long> addresses(Program program, List<List<Launch>> lanes) {
        List<DeviceBuffer> buffers = lanes.stream().flatMap(List::stream).flatMap(launch -> launch.memory.stream()).filter(Objects::nonNull)
                .distinct().toList();
        Map<DeviceBuffer, Long> addresses = new IdentityHashMap<>();
        int[] halves = new int[2 * buffers.size()];
        try (DeviceBuffer found = queue.allocate((long) halves.length * Integer.BYTES); Kernel address = program.kernel("tape_address")) {
            for (int i = 0; i < buffers.size(); i++) queue.launch(address.set(0, buffers.get(i)).set(1, found).set(2, i), ALONE, ALONE);
            queue.read(found, 0, halves);
        }
        for (int i = 0; i < buffers.size(); i++) addresses.put(buffers.get(i), Integer.toUnsignedLong(halves[2 * i]) | (long) halves[2 * i + 1] << 32);
        return addresses;
    }

    private DeviceBuffer table(int[] numbers) {
        DeviceBuffer table = allocate((long) numbers.length * Integer.BYTES);
        queue.write(table, 0, numbers);
        return table;
    }

    private DeviceBuffer allocate(long bytes) {
        DeviceBuffer buffer = queue.allocate(bytes);
        owned.add(buffer);
        return buffer;
    }

    @Override
    public void close() {
        kernel.close();
        owned.forEach(DeviceBuffer::close);
        owned.clear();
    }
}
