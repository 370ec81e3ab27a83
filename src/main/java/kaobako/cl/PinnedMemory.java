package kaobako.cl;

import static org.lwjgl.opencl.CL10.*;
import static org.lwjgl.system.MemoryUtil.NULL;
import static org.lwjgl.system.MemoryUtil.memAddress;

import org.lwjgl.system.MemoryStack;

/** Host memory that the driver has made ready for direct transfers. Owner: a {@link Staging} or {@link Readback}. */
final class PinnedMemory implements AutoCloseable {
    private final long queue;
    private final long buffer;
    private final long address;
    private final long bytes;

    PinnedMemory(long context, long queue, long bytes) {
        this.queue = queue;
        this.bytes = bytes;
        try (MemoryStack stack = MemoryStack.stackPush()) {
            var code = stack.callocInt(1);
            buffer = nclCreateBuffer(context, CL_MEM_READ_WRITE | CL_MEM_ALLOC_HOST_PTR, bytes, NULL, memAddress(code));
            ClException.check(code.get(0), "clCreateBuffer (pinned host memory)", null);
            address = nclEnqueueMapBuffer(queue, buffer, CL_TRUE, CL_MAP_READ | CL_MAP_WRITE, 0, bytes, 0, NULL, NULL, memAddress(code));
            if (code.get(0) != 0) clReleaseMemObject(buffer);
            ClException.check(code.get(0), "clEnqueueMapBuffer (pinned host memory)", null);
        }
    }

    long address() {
        return address;
    }

    long bytes() {
        return bytes;
    }

    /** Waits until the driver has let go of the mapping. */
    @Override
    public void close() {
        nclEnqueueUnmapMemObject(queue, buffer, address, 0, NULL, NULL);
        clFinish(queue);
        clReleaseMemObject(buffer);
    }
}
