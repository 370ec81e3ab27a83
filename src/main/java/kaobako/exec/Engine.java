package kaobako.exec;

import java.util.Arrays;
import java.util.List;
import kaobako.cl.ClException;
import kaobako.cl.Device;
import kaobako.cl.Profiling;
import kaobako.cl.Queue;
import kaobako.graph.Target;

/** A device ready to run plans: its queue, its programs and what ops may know of it. Owns the queue and the programs. */
public final class Engine implements AutoCloseable {
    /** The least local memory from which the CPU family's scratch pays; below it every core would spill. */
    private static final long CPU_SCRATCH = 128 << 10;

    private final Queue queue;
    private final ProgramCache programs;
    private final Target target;
    private final List<Engine> lanes;

    private Engine(Queue queue, ProgramCache programs, Target target, List<Queue> lanes) {
        this.queue = queue;
        this.programs = programs;
        this.target = target;
        this.lanes = lanes.stream().map(lane -> new Engine(lane, programs, target.shared(lanes.size()), List.of())).toList();
    }

    /**
     * Opens a device with the kernels that suit it, or those that {@code -Dkaobako.family=cpu|gpu|plain} names.
     *
     * @param listener hears of every program that is loaded or built, on the building threads
     */
    public static Engine open(Device device, Profiling profiling, Target.Choices choices, ProgramCache.Listener listener) {
        Target target = target(device, family(device), choices);
        Queue queue = Queue.open(device, profiling);
        try {
            return new Engine(queue, new ProgramCache(queue, listener), target, queue.lanes());
        } catch (RuntimeException | Error failure) {
            queue.close();
            throw failure;
        }
    }

    /** The same with nobody to hear of builds. */
    public static Engine open(Device device, Profiling profiling, Target.Choices choices) {
        return open(device, profiling, choices, ProgramCache.Listener.NONE);
    }

    public static Engine open(Device device) {
        return open(device, Profiling.OFF, Target.Choices.STANDARD);
    }

    public Queue queue() {
        return queue;
    }

    public ProgramCache programs() {
        return programs;
    }

    public Target target() {
        return target;
    }

    /** The same queue and programs with other choices; not to be closed, and useless once this engine is. */
    public Engine with(Target other) {
        return new Engine(queue, programs, other, queue.lanes());
    }

    /** The same with the choices of this table. */
    public Engine with(Tuning tuning) {
        return with(target.with(tuning));
    }

    /**
     * Engines over the queue's {@link Queue#lanes}, in the same memory and with the same programs, each for a share of the pictures of a batch.
     * Empty for devices without lanes. Not to be closed.
     */
    public List<Engine> lanes() {
        return lanes;
    }

    /** In how many shares so many pictures are best worked on: one a lane, or a single one if they cannot be shared evenly. */
    public int sharesOf(int pictures) {
        return lanes.isEmpty() || pictures % lanes.size() != 0 ? 1 : lanes.size();
    }

    /** What each of so many shares, from {@link #sharesOf}, is planned for. Not to be closed. */
    public Engine each(int shares) {
        return shares == 1 ? this : lanes.get(0);
    }

    /** Whether a {@link SplitPlan}'s kernels may be linked: not where each is timed. {@code -Dkaobako.tape=false} says no. */
    public boolean hasTapes() {
        return target.family() == Target.Family.CPU && queue.device().coresShareMemory() && !queue.timesLaunches()
                && !"false".equals(System.getProperty("kaobako.tape"));
    }

    static Target target(Device device, Target.Family family, Target.Choices choices) {
        int width = Integer.highestOneBit(Math.max(4, Math.min(16, device.nativeVectorWidth())));
        return new Target(family, width, Math.max(1, device.computeUnits()), device.localMemory(), device.maxWorkGroup(), choices);
    }

    private static Target.Family family(Device device) {
        String forced = System.getProperty("kaobako.family");
        if (forced != null) {
            return Arrays.stream(Target.Family.values()).filter(family -> family.name().equalsIgnoreCase(forced)).findFirst()
                    .orElseThrow(() -> ClException.setting("kaobako.family must be cpu, gpu or plain, but is " + forced + "."));
        }
        if (device.isCpu() && device.localMemory() >= CPU_SCRATCH) return Target.Family.CPU;
        return Target.Family.GPU;
    }

    @Override
    public void close() {
        programs.close();
        queue.close();
    }
}
