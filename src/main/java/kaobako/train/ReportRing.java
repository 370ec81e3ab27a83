package kaobako.train;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.HashMap;
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
    private final List<Share> shares = new ArrayList<>();

    /** The memory of one share, and its way back. */
    private record Share(Map<Value, DeviceBuffer> bound, List<Readback> readbacks) {}

    /** @param pictures in each share of a micro-batch */
    ReportRing(Queue queue, int pictures, int shares) {
        this.queue = queue;
        this.pictures = pictures;
        ring = new Graph().state("reports", Value.Type.F32, Shape.of(ROWS, width()));
        clock = Clock.input(new Graph());
        try {
            for (int i = 0; i < shares; i++) addShare();
        } catch (RuntimeException | Error failure) {
            close();
            throw failure;
        }
    }

    /** Is closed with what it has, should there be no more. */
    private void addShare() {
        Share share = new Share(new HashMap<>(), new ArrayList<>());
        shares.add(share);
        share.bound.put(ring, queue.allocateZeros(ring.bytes()));
        share.bound.put(clock, queue.allocate(clock.bytes()));
        for (int row = 0; row < ROWS; row++) share.readbacks.add(queue.readback(rowBytes()));
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

    /** The memory of ring and clock, for a share's plan; the norm is kept in share 0. */
    Map<Value, DeviceBuffer> bound(int share) {
        return shares.get(share).bound;
    }

    int shares() {
        return shares.size();
    }

    /** Tells the plans run from now on where the run is; the clock is that of share 0. */
    void set(Clock now) {
        for (int i = 0; i < shares.size(); i++) queue.write(shares.get(i).bound.get(clock), 0, now.after(i * pictures).toInts());
    }

    /** Queues the transfer of a row that the plans queued so far fill. */
    void fetch(int row) {
        shares.forEach(share -> share.readbacks.get(row).start(share.bound.get(ring), (long) row * rowBytes(), rowBytes()));
    }

    /** The row of a share fetched last; waits for it where needed. Valid until the row is fetched again. */
    FloatBuffer read(int share, int row) {
        return shares.get(share).readbacks.get(row).data().asFloatBuffer();
    }

    private int width() {
        return 2 * pictures + 1;
    }

    private int rowBytes() {
        return width() * Float.BYTES;
    }

    @Override
    public void close() {
        for (Share share : shares) {
            share.readbacks.forEach(Readback::close);
            share.bound.values().forEach(DeviceBuffer::close);
        }
    }
}
