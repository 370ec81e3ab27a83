package kaobako.exec;

import java.util.List;
import kaobako.cl.DeviceBuffer;
import kaobako.cl.Kernel;
import kaobako.cl.Queue;
import kaobako.graph.KernelCall;
import kaobako.graph.Node;

/** One kernel with its arguments bound, ready to be queued again and again. Owned by its plan. */
final class Launch implements AutoCloseable {
    final Node node;
    final KernelCall call;
    /** Its part of the node's. */
    final long flops;
    /** The memory of each argument, null where it has none. */
    final List<DeviceBuffer> memory;
    private final Kernel kernel;
    private final long[] global;
    private final long[] local;

    Launch(Node node, KernelCall call, long flops, List<DeviceBuffer> memory, Kernel kernel) {
        this.node = node;
        this.call = call;
        this.flops = flops;
        this.memory = memory;
        this.kernel = kernel;
        this.global = sizes(call.range().global());
        this.local = call.range().local().isEmpty() ? null : sizes(call.range().local());
    }

    void enqueue(Queue queue) {
        queue.launch(kernel, global, local);
    }

    private static long[] sizes(List<Long> sizes) {
        return sizes.stream().mapToLong(Long::longValue).toArray();
    }

    @Override
    public void close() {
        kernel.close();
    }
}
