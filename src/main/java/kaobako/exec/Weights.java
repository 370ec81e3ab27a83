package kaobako.exec;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import kaobako.cl.DeviceBuffer;
import kaobako.cl.Queue;
import kaobako.graph.Shape;
import kaobako.graph.Value;

/**
 * All parameters of a network in one flat buffer per bank, so that an optimiser's step is one launch. Each weight starts where
 * a slice of a buffer may start; the gaps are zero and stay zero. Weights are found by name, so several graphs can share them.
 * Owner: whoever made it; close after the plans that use it. GPU thread only.
 */
public final class Weights implements AutoCloseable {
    /** What is kept per parameter. Banks are allocated on first use, zero. */
    public enum Bank { PARAMETERS, GRADIENTS, FIRST_MOMENT, SECOND_MOMENT, EMA }

    private record Place(Shape shape, long offset) {}

    private final Queue queue;
    private final Map<String, Place> places = new LinkedHashMap<>();
    private final int count;
    private final Map<Bank, DeviceBuffer> banks = new EnumMap<>(Bank.class);
    private final Map<Bank, Map<String, DeviceBuffer>> slices = new EnumMap<>(Bank.class);
    private final Map<Bank, Value> flat = new EnumMap<>(Bank.class);
    private long version;

    public Weights(Queue queue, List<Value> weights) {
        this.queue = queue;
        long align = queue.device().baseAlignBytes() / Float.BYTES;
        long end = 0;
        for (Value weight : weights) {
            places.put(weight.name(), new Place(weight.shape(), end));
            end = (end + weight.shape().count() + align - 1) / align * align;
        }
        count = Math.toIntExact(Math.max(end, 1));
    }

    /** A bank as one tensor [count], for ops that update all parameters at once. */
    public Value flat(Bank bank) {
        return flat.computeIfAbsent(bank, b -> new Value(b.name(), Value.Role.STATE, Value.Type.F32, Shape.of(count)));
    }

    /** One weight of a bank, in the order of its shape; throws IllegalArgumentException for an unknown name or another count. */
    public void write(Bank bank, String name, float[] values) {
        Place place = place(name);
        if (values.length != place.shape.count()) {
            throw new IllegalArgumentException(name + " has " + place.shape.count() + " numbers, not " + values.length);
        }
        queue.write(buffer(bank), place.offset * Float.BYTES, values);
        changed();
    }

    /** The same read back, which waits for what is queued. */
    public float[] read(Bank bank, String name) {
        Place place = place(name);
        float[] values = new float[Math.toIntExact(place.shape.count())];
        queue.read(buffer(bank), place.offset * Float.BYTES, values);
        return values;
    }

    /** The whole bank, gaps included: what a checkpoint keeps. */
    public float[] read(Bank bank) {
        float[] values = new float[count];
        queue.read(buffer(bank), 0, values);
        return values;
    }

    /** The whole bank as {@link #read(Bank)} gives it. */
    public void write(Bank bank, float[] values) {
        if (values.length != count) throw new IllegalArgumentException(bank + " has " + count + " numbers, not " + values.length);
        queue.write(buffer(bank), 0, values);
        changed();
    }

    /** To be told after a bank that plans read was changed on the device: they then derive again what depends on it. */
    public void changed() {
        version++;
    }

    long version() {
        return version;
    }

    public List<String> names() {
        return List.copyOf(places.keySet());
    }

    /** Device memory of the banks in use. */
    public long bytes() {
        return banks.values().stream().mapToLong(DeviceBuffer::bytes).sum();
    }

    /** A bank's memory, for plans that are not over these weights. */
    public DeviceBuffer buffer(Bank bank) {
        return banks.computeIfAbsent(bank, b -> queue.allocateZeros((long) count * Float.BYTES));
    }

    DeviceBuffer slice(Bank bank, String name) {
        return slices.computeIfAbsent(bank, b -> new HashMap<>()).computeIfAbsent(name, n -> {
            Place place = place(n);
            return buffer(bank).slice(place.offset * Float.BYTES, place.shape.count() * Float.BYTES);
        });
    }

    /** The bank that a flat value stands for, or null. */
    Bank bankOf(Value value) {
        return flat.entrySet().stream().filter(e -> e.getValue() == value).map(Map.Entry::getKey).findAny().orElse(null);
    }

    private Place place(String name) {
        Place place = places.get(name);
        if (place == null) throw new IllegalArgumentException("no weight of the name " + name);
        return place;
    }

    @Override
    public void close() {
        slices.values().forEach(map -> map.values().forEach(DeviceBuffer::close));
        banks.values().forEach(DeviceBuffer::close);
    }
}
