package kaobako.exec;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import kaobako.graph.Value;

/**
 * Which values share memory: whole buffers ("slots"), each large enough for its largest value. Two values may share a slot
 * when no launch needs both. Largest first, into the first slot that is free: within a few per cent of the peak of what lives.
 */
record SlotPlan(Map<Value, Integer> slotOf, List<Long> slotBytes) {
    /**
     * From the launch that first writes a value to the last that touches it, both included.
     *
     * @param values that one, and those of its size that are written over it in turn: the last launch is that of the last of them
     */
    record Lifetime(List<Value> values, int first, int last) {
        long bytes() {
            return values.get(0).bytes();
        }

        boolean overlaps(Lifetime other) {
            return first <= other.last && other.first <= last;
        }
    }

    static SlotPlan of(List<Lifetime> lifetimes) {
        Map<Value, Integer> slotOf = new HashMap<>();
        List<List<Lifetime>> tenants = new ArrayList<>();
        List<Long> bytes = new ArrayList<>();
        List<Lifetime> largestFirst = new ArrayList<>(lifetimes);
        largestFirst.sort(Comparator.comparingLong(Lifetime::bytes).reversed().thenComparing(Lifetime::first));
        for (Lifetime lifetime : largestFirst) {
            int slot = 0;
            while (slot < tenants.size() && tenants.get(slot).stream().anyMatch(lifetime::overlaps)) slot++;
            if (slot == tenants.size()) {
                tenants.add(new ArrayList<>());
                bytes.add(lifetime.bytes());
            }
            tenants.get(slot).add(lifetime);
            for (Value value : lifetime.values()) slotOf.put(value, slot);
        }
        return new SlotPlan(slotOf, bytes);
    }

    long bytes() {
        return slotBytes.stream().mapToLong(Long::longValue).sum();
    }
}
