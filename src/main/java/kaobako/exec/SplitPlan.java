package kaobako.exec;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntFunction;
import kaobako.cl.DeviceMemoryException;
import kaobako.cl.Program;
import kaobako.cl.Queue;
import kaobako.graph.Graph;
import kaobako.graph.Value;

/**
 * A plan for pictures that do not depend on each other, once for each lane of the device ({@link Engine#lanes}) with an equal share of them,
 * or just once. The shares run side by side: all begin after what was queued on the engine before, and what is queued on the engine later
 * begins after all of them. Where the device allows it they run on a {@link Tape} as soon as its program is there, with the same results.
 * Gradients of the first share go to the weights' own bank, of the others to {@link #gradients}. Owns its plans. GPU
 * thread only.
 */
public final class SplitPlan implements AutoCloseable {
    private final Engine engine;
    private final Queue queue;
    private final List<Plan> shares = new ArrayList<>();
    private final List<Weights> gradients = new ArrayList<>();
    /** Of the tape; empty where there will be none, null until a run could be on one. */
    private Optional<LinkedProgram> linked;
    private Tape tape;
    private boolean hasRun;

    /**
     * Builds the launches of every share.
     *
     * @param graph   of the pictures of one share
     * @param count   of shares, from {@link Engine#sharesOf}
     * @param options of share 0, 1, ...: each its own memory
     * @throws kaobako.cl.DeviceMemoryException if the device has too little memory
     */
    public static SplitPlan compile(Engine engine, Graph graph, int count, Weights weights, Set<Value> outputs, IntFunction<Plan.Options> options) {
        return new SplitPlan(engine, graph, count, weights, outputs, options);
    }

    private SplitPlan(Engine engine, Graph graph, int count, Weights weights, Set<Value> outputs, IntFunction<Plan.Options> options) {
        this.engine = engine;
        queue = engine.queue();
        try {
            shares.add(Plan.compile(engine.each(count), graph, weights, outputs, options.apply(0)));
            boolean learns = graph.nodes().stream().anyMatch(node -> node.output().role() == Value.Role.GRADIENT);
            for (int i = 1; i < count; i++) {
                if (learns) gradients.add(new Weights(queue, graph.weights()));
                shares.add(shares.get(0).twin(engine.lanes().get(i), learns ? gradients.get(i - 1) : weights, options.apply(i)));
            }
        } catch (RuntimeException | Error failure) {
            close();
            throw failure;
        }
    }

    /** Has now what would make later runs faster, which may take as long as building kernels does: for what is timed or tuned. */
    public void settle() {
        linked().flatMap(LinkedProgram::now).ifPresent(this::useTape);
    }

    /** Queues one run of all shares. In the first run the others wait for share 0, with which drivers finish building the kernels of all. */
    public void run() {
        if (tape == null) linked().flatMap(LinkedProgram::ifReady).ifPresent(this::useTape);
        if (tape == null) runLaunches();
        else runTape();
    }

    private Optional<LinkedProgram> linked() {
        if (linked == null) {
            boolean fits = engine.hasTapes() && TapeWriter.scratchBytes(steps()) <= queue.device().localMemory();
            linked = fits ? Optional.of(engine.programs().tape(TapeWriter.tasks(steps()))) : Optional.empty();
        }
        return linked;
    }

    private void useTape(Program program) {
        if (tape != null) return;
        try {
            tape = new Tape(queue, program, steps());
        } catch (DeviceMemoryException noRoomForTables) {
            linked = Optional.empty();
        }
    }

    private List<List<Launch>> steps() {
        return shares.stream().map(Plan::steps).toList();
    }

    private void runTape() {
        List<Queue> others = shares.stream().map(Plan::queue).filter(other -> other != queue).toList();
        if (!others.isEmpty()) others.get(0).await(queue);
        shares.get(0).prepare();
        others.forEach(queue::await);
        tape.enqueue();
        others.forEach(other -> other.await(queue));
    }

    /** The same, but never on a tape: for what is too short-lived to be linked. */
    void runLaunches() {
        Plan first = shares.get(0);
        if (shares.size() == 1) {
            first.run();
            return;
        }
        List<Plan> others = shares.subList(1, shares.size());
        first.queue().await(queue);
        if (hasRun) first.prepare();
        else first.run();
        others.forEach(share -> share.queue().await(first.queue()));
        if (hasRun) first.run();
        first.queue().flush();
        for (Plan share : others) {
            share.run();
            share.queue().flush();
        }
        shares.forEach(share -> queue.await(share.queue()));
        hasRun = true;
    }

    /** The plans of the shares, for what they are given and what they leave. */
    public List<Plan> shares() {
        return List.copyOf(shares);
    }

    /** Where the gradients of share 1, 2, ... are summed: their gradient banks; empty for a plan without gradients. */
    public List<Weights> gradients() {
        return List.copyOf(gradients);
    }

    /** Bytes of device memory that the shares and their gradients take. */
    public long bytes() {
        return shares.stream().mapToLong(Plan::bytes).sum() + gradients.stream().mapToLong(Weights::bytes).sum();
    }

    /** Multiply-adds times two of one run. */
    public long flops() {
        return shares.stream().mapToLong(Plan::flops).sum();
    }

    @Override
    public void close() {
        if (tape != null) tape.close();
        shares.forEach(Plan::close);
        gradients.forEach(Weights::close);
    }
}
