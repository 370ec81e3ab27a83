package kaobako.train;

import java.nio.FloatBuffer;
import java.util.List;
import java.util.Map;
import kaobako.cl.DeviceBuffer;
import kaobako.cl.Queue;
import kaobako.cl.Readback;
import kaobako.graph.Graph;
import kaobako.graph.Shape;
import kaobako.graph.Value;
import kaobako.op.Clock;
import kaobako.op.Keep;

/**
 * What micro-batches leave behind on the device, a row each, and its way to the host without stopping the queue. A row: the loss
 * of each picture, its timestep, the gradients' norm (only right in a step's last row). At most {@value #ROWS} rows are on their
 * way at a time, which is also how far the host may run ahead of the device. Owner: a {@link Trainer}. GPU thread only.
 */
final class ReportRing implements AutoCloseable {
    static final int ROWS = 2;

    private final Queue queue;
    private final int pictures;
    private final Value ring;
    private final Value clock;
    private final Map<Value, DeviceBuffer> bound;
    private final List<Readback> readbacks;

    ReportRing(Queue queue, int pictures) {
        this.queue = queue;
        this.pictures = pictures;
        ring = new Graph().state("reports", Value.Type.F32, Shape.of(ROWS, width()));
        clock = Clock.input(new Graph());
        bound = Map.of(ring, queue.allocate(ring.bytes()), clock, queue.allocate(clock.bytes()));
        queue.fillZero(bound.get(ring), 0, ring.bytes());
        readbacks = List.of(queue.readback(rowBytes()), queue.readback(rowBytes()));
    }

    /** Appends nodes that put losses and timesteps [N] into the ring. */
    void keep(Graph graph, Value losses, Value timesteps) {
        graph.update(new Keep(0), ring, losses, clock);
        graph.update(new Keep(pictures), ring, timesteps, clock);
    }

    int normColumn() {
        return 2 * pictures;
    }

    Value ring() {
        return ring;
    }

    Value clock() {
        return clock;
    }

    /** The memory of ring and clock, for plans that use them. */
    Map<Value, DeviceBuffer> bound() {
        return bound;
    }

    /** Tells the plans run from now on where the run is. */
    void set(Clock now) {
        queue.write(bound.get(clock), 0, now.toInts());
    }

    /** Queues the transfer of a row that the plans queued so far fill. */
    void fetch(int row) {
        readbacks.get(row).start(bound.get(ring), (long) row * rowBytes(), rowBytes());
    }

    boolean arrived(int row) {
        return readbacks.get(row).isDone();
    }

    /** The row fetched last; waits for it where needed. Valid until the row is fetched again. */
    FloatBuffer read(int row) {
        return readbacks.get(row).data().asFloatBuffer();
    }

    private int width() {
        return 2 * pictures + 1;
    }

    private int rowBytes() {
        return width() * Float.BYTES;
    }

    @Override
    public void close() {
        readbacks.forEach(Readback::close);
        bound.values().forEach(DeviceBuffer::close);
    }
}
