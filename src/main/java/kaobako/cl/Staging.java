package kaobako.cl;

import static org.lwjgl.opencl.CL10.*;
import static org.lwjgl.system.MemoryUtil.NULL;
import static org.lwjgl.system.MemoryUtil.memAddress;

import org.lwjgl.opencl.CL12;
import org.lwjgl.system.MemoryStack;

/**
 * The way of host data to the device without waiting for it: data is copied into pinned memory and the transfer is queued.
 * The memory is a ring of two halves; a half is reused only when the transfers out of it are done, known from a marker
 * that was queued when it was left. Owner: a {@link Queue}.
 */
final class Staging implements AutoCloseable {
    private static final int HALF = 1 << 20;
    private static final int ALIGN = 64;

    /** Copies {@code length} bytes of some host data, from byte {@code offset} on, to or from native memory. */
    interface Copy {
        void run(long offset, long address, int length);
    }

    private final long queue;
    private final Calls calls;
    private final PinnedMemory memory;
    private final long[] left = new long[2];
    private int half;
    private int used;

    Staging(long context, long queue, Calls calls) {
        this.queue = queue;
        this.calls = calls;
        this.memory = new PinnedMemory(context, queue, 2L * HALF);
    }

    /** Queues the transfer; the host data may change as soon as this returns. */
    void write(DeviceBuffer target, long offset, long bytes, Copy copyIn) {
        for (long done = 0; done < bytes; ) {
            if (used == HALF) turn();
            int length = (int) Math.min(HALF - used, bytes - done);
            long address = memory.address() + (long) half * HALF + used;
            copyIn.run(done, address, length);
            calls.check(nclEnqueueWriteBuffer(queue, target.handle(), CL_FALSE, offset + done, length, address, 0, NULL, NULL),
                    "clEnqueueWriteBuffer");
            used = Math.min(HALF, (used + length + ALIGN - 1) / ALIGN * ALIGN);
            done += length;
        }
    }

    /** Waits for everything queued before. The queue is in order, so no write still needs the memory when the read fills it. */
    void read(DeviceBuffer source, long offset, long bytes, Copy copyOut) {
        for (long done = 0; done < bytes; ) {
            int length = (int) Math.min(2L * HALF, bytes - done);
            calls.check(nclEnqueueReadBuffer(queue, source.handle(), CL_TRUE, offset + done, length, memory.address(), 0, NULL, NULL),
                    "clEnqueueReadBuffer");
            copyOut.run(done, memory.address(), length);
            done += length;
        }
        FaultSignals.restore();
    }

    private void turn() {
        try (MemoryStack stack = MemoryStack.stackPush()) {
            var event = stack.callocPointer(1);
            calls.check(CL12.nclEnqueueMarkerWithWaitList(queue, 0, NULL, memAddress(event)), "clEnqueueMarkerWithWaitList");
            left[half] = event.get(0);
        }
        half = 1 - half;
        used = 0;
        if (left[half] != 0) {
            int code = clWaitForEvents(left[half]);
            clReleaseEvent(left[half]);
            left[half] = 0;
            calls.check(code, "clWaitForEvents");
        }
    }

    @Override
    public void close() {
        memory.close();
        for (long event : left) if (event != 0) clReleaseEvent(event);
    }
}
