package kaobako.exec;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import kaobako.cl.DeviceBuffer;
import kaobako.cl.Kernel;
import kaobako.cl.Queue;
import kaobako.graph.Argument;
import kaobako.graph.Graph;
import kaobako.graph.KernelCall;
import kaobako.graph.Value;

/**
 * A graph made ready: a flat list of launches whose arguments are bound. {@link #run} queues them and returns; it allocates
 * nothing, sets nothing and waits for nothing. Owns its buffers and kernels; the engine, the weights and bound buffers belong to
 * the caller and must outlive it. GPU thread only.
 */
public final class Plan implements AutoCloseable {
    /** How results share memory. */
    public enum Reuse {
        /** Values that never live together share a buffer. */
        SLOTS,
        /** Every value has a buffer of its own and can be read after a run: for tests. */
        NONE
    }

    /** When launches that depend on weights alone are run. */
    public enum Hoist {
        /** Once after each change of the weights; their results are kept: for drawing. */
        WEIGHTS,
        /**
         * With every run, just before they are read; their results share memory: for training, where weights change with every step. Lanes
         * each derive their own: that takes a core less time than fetching from memory what no cache holds.
         */
        NONE
    }

    private final Engine engine;
    private final Schedule schedule;
    private final Weights weights;
    private final Weights gradients;
    private final Weights.Bank bank;
    private final Map<Value, DeviceBuffer> buffers = new HashMap<>();
    private final List<DeviceBuffer> owned = new ArrayList<>();
    private final Map<Value, Integer> slotOf;
    private final List<Launch> prepared = new ArrayList<>();
    private final List<Launch> steps = new ArrayList<>();
    private long preparedVersion = -1;

    /** What {@link #compile} is asked for beyond the graph. */
    public record Options(Reuse reuse, Hoist hoist, Weights.Bank bank, Map<Value, DeviceBuffer> bound) {
        public static final Options DRAW = new Options(Reuse.SLOTS, Hoist.WEIGHTS, Weights.Bank.PARAMETERS, Map.of());
        public static final Options TRAIN = new Options(Reuse.SLOTS, Hoist.NONE, Weights.Bank.PARAMETERS, Map.of());

        public Options with(Reuse reuse) {
            return new Options(reuse, hoist, bank, bound);
        }

        public Options with(Weights.Bank bank) {
            return new Options(reuse, hoist, bank, bound);
        }

        /** Uses buffers of the caller for these values. */
        public Options with(Map<Value, DeviceBuffer> bound) {
            return new Options(reuse, hoist, bank, bound);
        }
    }

    /**
     * Builds the launches that compute {@code outputs} and all in-place updates of the graph.
     *
     * @throws kaobako.cl.DeviceMemoryException if the device has too little memory
     */
    public static Plan compile(Engine engine, Graph graph, Weights weights, Set<Value> outputs, Options options) {
        return new Plan(engine, schedule(engine, graph, outputs, options), weights, weights, options, null);
    }

    /** The order of the launches; throws as {@link #compile} where a value is too large. */
    static Schedule schedule(Engine engine, Graph graph, Set<Value> outputs, Options options) {
        graph.nodes().forEach(node -> engine.queue().requireCountable(node.output().bytes()));
        return Schedule.of(graph, outputs, engine.target(), options.hoist());
    }

    /**
     * The same launches once more on another lane of the device, with memory of their own but for what is derived from weights alone: run
     * this plan first after each change of the weights. Gradients go to {@code gradients}.
     */
    Plan twin(Engine lane, Weights gradients, Options options) {
        return new Plan(lane, schedule, weights, gradients, options, this);
    }

    private Plan(Engine engine, Schedule schedule, Weights weights, Weights gradients, Options options, Plan firstOrNull) {
        this.engine = engine;
        this.schedule = schedule;
        this.weights = weights;
        this.gradients = gradients;
        this.bank = options.bank();
        buffers.putAll(options.bound());
        if (firstOrNull != null) {
            schedule.prepared().forEach(entry -> entry.writes().forEach(value -> buffers.put(value, firstOrNull.memory(value))));
        }
        try {
            if (options.reuse() == Reuse.SLOTS) {
                SlotPlan slots = SlotPlan.of(schedule.lifetimes(buffers.keySet()));
                List<DeviceBuffer> memory = slots.slotBytes().stream().map(this::allocate).toList();
                slots.slotOf().forEach((value, slot) -> buffers.put(value, memory.get(slot)));
                slotOf = slots.slotOf();
            } else {
                slotOf = Map.of();
            }
            List<Schedule.Entry> all = new ArrayList<>(schedule.prepared());
            all.addAll(schedule.steps());
            engine.programs().prepare(all.stream().map(entry -> program(entry.call())).distinct().toList());
            if (firstOrNull == null) schedule.prepared().forEach(entry -> prepared.add(bind(entry)));
            schedule.steps().forEach(entry -> steps.add(bind(entry)));
        } catch (RuntimeException | Error failure) {
            close();
            throw failure;
        }
    }

    /** Queues one run, deriving first what depends on weights that have changed. */
    public void run() {
        prepare();
        for (int i = 0; i < steps.size(); i++) steps.get(i).enqueue(queue());
    }

    /** Queues what depends on weights alone, where those have changed. */
    void prepare() {
        if (weights == null || preparedVersion == weights.version()) return;
        for (Launch launch : prepared) launch.enqueue(queue());
        preparedVersion = weights.version();
    }

    /**
     * All numbers of an input, [N,H,W,C] in this order; copied before it returns.
     *
     * @throws IllegalArgumentException if there are more or fewer, or if the value shares its memory
     */
    public void write(Value input, float[] values) {
        requireAll(input, values.length);
        queue().write(buffer(input), 0, values);
    }

    /** The same of whole numbers. */
    public void write(Value input, int[] values) {
        requireAll(input, values.length);
        queue().write(buffer(input), 0, values);
    }

    /** What is left out would be read as whatever lies in the memory. */
    private static void requireAll(Value input, int count) {
        if (count != input.shape().count()) {
            throw new IllegalArgumentException(input + " takes " + input.shape().count() + " numbers, not " + count);
        }
    }

    /** Waits for queued runs and reads an output; with {@link Reuse#NONE} any value. */
    public float[] read(Value value) {
        float[] values = new float[Math.toIntExact(value.shape().count())];
        queue().read(buffer(value), 0, values);
        return values;
    }

    /** The memory of an input or output, to be shared with another plan or read back without waiting. */
    public DeviceBuffer buffer(Value value) {
        DeviceBuffer buffer = buffers.get(value);
        if (buffer == null) throw new IllegalArgumentException(value + " is not part of this plan, or was not kept");
        if (slotOf.containsKey(value)) throw new IllegalArgumentException(value + " shares its memory: ask for it as an output");
        return buffer;
    }

    /** Bytes of device memory that this plan owns: inputs, outputs, slots, what is derived from weights. */
    public long bytes() {
        return owned.stream().mapToLong(DeviceBuffer::bytes).sum();
    }

    /** Multiply-adds times two of one run, counted as the textbook algorithms do. */
    public long flops() {
        return steps.stream().mapToLong(launch -> launch.flops).sum();
    }

    public int launches() {
        return steps.size();
    }

    /** The launch table; see {@link Listing}. */
    public Listing listing() {
        return Listing.of(this);
    }

    List<Launch> prepared() {
        return prepared;
    }

    List<Launch> steps() {
        return steps;
    }

    Integer slot(Value value) {
        return slotOf.get(value);
    }

    Queue queue() {
        return engine.queue();
    }

    private Launch bind(Schedule.Entry entry) {
        ProgramCache.Build program = program(entry.call());
        Kernel kernel = engine.programs().program(program.file(), program.defines()).kernel(entry.call().kernel());
        try {
            List<DeviceBuffer> memory = new ArrayList<>();
            for (Argument argument : entry.call().arguments()) {
                memory.add(memory(argument));
                bind(kernel, memory.size() - 1, argument, memory.get(memory.size() - 1));
            }
            return new Launch(entry.node(), entry.call(), entry.flops(), memory, kernel);
        } catch (RuntimeException | Error failure) {
            kernel.close();
            throw failure;
        }
    }

    private static ProgramCache.Build program(KernelCall call) {
        return new ProgramCache.Build(call.file(), call.defines());
    }

    private static void bind(Kernel kernel, int index, Argument argument, DeviceBuffer memoryOrNull) {
        if (argument instanceof Argument.Local local) kernel.setLocal(index, local.bytes());
        else if (argument instanceof Argument.Int number) kernel.set(index, number.value());
        else if (argument instanceof Argument.Float number) kernel.set(index, number.value());
        else kernel.set(index, memoryOrNull);
    }

    /** Null for an argument that is no memory. */
    private DeviceBuffer memory(Argument argument) {
        if (argument instanceof Argument.Read read) return memory(read.value());
        if (argument instanceof Argument.Write write) return memory(write.value());
        if (argument instanceof Argument.Update update) return memory(update.value());
        return argument instanceof Argument.Table table ? uploaded(table.values()) : null;
    }

    private DeviceBuffer memory(Value value) {
        DeviceBuffer known = buffers.get(value);
        if (known != null) return known;
        DeviceBuffer buffer = switch (value.role()) {
            case WEIGHT -> weights.slice(bank, value.name());
            case GRADIENT -> gradients.slice(Weights.Bank.GRADIENTS, value.name().substring(1));
            case STATE -> state(value);
            case INPUT, RESULT, SCRATCH -> allocate(value.bytes());
        };
        buffers.put(value, buffer);
        return buffer;
    }

    private DeviceBuffer state(Value value) {
        Weights.Bank which = weights == null ? null : weights.bankOf(value);
        if (which != null) return weights.buffer(which);
        DeviceBuffer buffer = queue().allocateZeros(value.bytes());
        owned.add(buffer);
        return buffer;
    }

    private DeviceBuffer uploaded(float[] table) {
        DeviceBuffer buffer = allocate((long) table.length * Float.BYTES);
        queue().write(buffer, 0, table);
        return buffer;
    }

    private DeviceBuffer allocate(long bytes) {
        DeviceBuffer buffer = queue().allocate(bytes);
        owned.add(buffer);
        return buffer;
    }

    @Override
    public void close() {
        prepared.forEach(Launch::close);
        steps.forEach(Launch::close);
        owned.forEach(DeviceBuffer::close);
        owned.clear();
    }
}
