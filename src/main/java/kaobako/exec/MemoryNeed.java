package kaobako.exec;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import kaobako.graph.Graph;
import kaobako.graph.Value;

/**
 * The device memory that a plan would own, found without a device's help: for choosing a batch before anything is allocated.
 *
 * @param bytes   all buffers together, small tables left out
 * @param largest the largest single buffer, which devices limit too
 */
public record MemoryNeed(long bytes, long largest) {
    /** Of the plan that {@link Plan#compile} would make of the same arguments. Throws as it does. */
    public static MemoryNeed of(Engine engine, Graph graph, Set<Value> outputs, Plan.Options options) {
        Schedule schedule = Plan.schedule(engine, graph, outputs, options);
        List<SlotPlan.Lifetime> lifetimes = schedule.lifetimes(options.bound().keySet());
        long bytes = 0;
        long largest = 0;
        List<Long> slots = options.reuse() == Plan.Reuse.SLOTS ? SlotPlan.of(lifetimes).slotBytes()
                : lifetimes.stream().flatMap(l -> l.values().stream()).map(Value::bytes).toList();
        for (long slot : slots) {
            bytes += slot;
            largest = Math.max(largest, slot);
        }
        for (Value value : outside(schedule)) {
            if (options.bound().containsKey(value)) continue;
            bytes += value.bytes();
            largest = Math.max(largest, value.bytes());
        }
        return new MemoryNeed(bytes, largest);
    }

    /** Inputs, states and what outlives a run. */
    private static Set<Value> outside(Schedule schedule) {
        Set<Value> values = new HashSet<>();
        for (List<Schedule.Entry> entries : List.of(schedule.prepared(), schedule.steps())) {
            for (Schedule.Entry entry : entries) {
                for (List<Value> touched : List.of(entry.reads(), entry.writes())) {
                    for (Value value : touched) {
                        boolean kept = schedule.kept().contains(value) && Schedule.withinRun(value);
                        if (kept || value.role() == Value.Role.INPUT || value.role() == Value.Role.STATE) values.add(value);
                    }
                }
            }
        }
        return values;
    }
}
