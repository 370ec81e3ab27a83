package kaobako.cl;

import static org.lwjgl.opencl.CL10.*;
import static org.lwjgl.system.MemoryUtil.NULL;
import static org.lwjgl.system.MemoryUtil.memAddress;
import static org.lwjgl.system.MemoryUtil.memByteBuffer;

import java.nio.ByteBuffer;
import org.lwjgl.system.MemoryStack;

/**
 * Reads from the device without stopping the queue, for previews and loss rings: {@link #start}, later ask {@link #isDone}, then {@link #data}.
 * Reusable; one read at a time. Owner: whoever asked the queue for it; close before the queue.
 */
public final class Readback implements AutoCloseable {
    private final long queue;
    private final Calls calls;
    private final PinnedMemory memory;
    private long event;
    private int length;

    Readback(long context, long queue, Calls calls, long bytes) {
        this.queue = queue;
        this.calls = calls;
        this.memory = new PinnedMemory(context, queue, bytes);
    }

    /** Queues a read of {@code bytes} bytes, at most what this readback was made for, and sends it off. Drops an earlier result. */
    public void start(DeviceBuffer source, long offset, int bytes) {
        source.requireInside(offset, bytes);
        if (bytes > memory.bytes()) throw new IllegalArgumentException(bytes + " bytes asked of a readback of " + memory.bytes());
        forget();
        try (MemoryStack stack = MemoryStack.stackPush()) {
            var slot = stack.callocPointer(1);
            calls.check(nclEnqueueReadBuffer(queue, source.handle(), CL_FALSE, offset, bytes, memory.address(), 0, NULL, memAddress(slot)),
                    "clEnqueueReadBuffer");
            event = slot.get(0);
            length = bytes;
        }
        calls.check(clFlush(queue), "clFlush");
    }

    /** True once the data has arrived; false before, and when nothing was started. Never waits. Throws ClException if the read failed. */
    public boolean isDone() {
        if (event == 0) return false;
        try (MemoryStack stack = MemoryStack.stackPush()) {
            var status = stack.callocInt(1);
            calls.check(nclGetEventInfo(event, CL_EVENT_COMMAND_EXECUTION_STATUS, 4, memAddress(status), NULL), "clGetEventInfo");
            calls.check(Math.min(0, status.get(0)), "clEnqueueReadBuffer");
            return status.get(0) == CL_COMPLETE;
        }
    }

    /** The bytes, in native order, waiting for them if need be. Valid until the next {@link #start} or {@link #close}. */
    public ByteBuffer data() {
        if (event == 0) throw new IllegalStateException("Nothing was read: start() comes first");
        calls.check(clWaitForEvents(event), "clWaitForEvents");
        return memByteBuffer(memory.address(), length).asReadOnlyBuffer().order(java.nio.ByteOrder.nativeOrder());
    }

    private void forget() {
        if (event == 0) return;
        clWaitForEvents(event);
        clReleaseEvent(event);
        event = 0;
    }

    @Override
    public void close() {
        forget();
        memory.close();
    }
}
