package kaobako.cl;

import static org.lwjgl.opencl.CL10.CL_MEM_READ_WRITE;
import static org.lwjgl.opencl.CL10.clReleaseMemObject;
import static org.lwjgl.opencl.CL10.nclCreateBuffer;
import static org.lwjgl.opencl.CL11.CL_BUFFER_CREATE_TYPE_REGION;
import static org.lwjgl.opencl.CL11.nclCreateSubBuffer;
import static org.lwjgl.system.MemoryUtil.NULL;

import kaobako.text.Sentence;
import org.lwjgl.system.MemoryStack;

/** Memory on a device, not initialised. Owner: whoever allocated it; close before the queue. Slices: close before their parent. */
public final class DeviceBuffer implements AutoCloseable {
    private final Queue queue;
    private final long bytes;
    private final long reserved;
    private long handle;

    /** {@code reserved}: bytes to give back to the queue's account on close; 0 for slices. */
    private DeviceBuffer(Queue queue, long handle, long bytes, long reserved) {
        this.queue = queue;
        this.handle = handle;
        this.bytes = bytes;
        this.reserved = reserved;
    }

    static DeviceBuffer allocate(Queue queue, long context, long bytes) {
        if (bytes <= 0) throw new IllegalArgumentException("A device buffer needs at least 1 byte, not " + bytes);
        Device device = queue.device();
        requireAtMost(device.maxAllocation(), device, bytes, Sentence.of("cl.memory.largest", "is the largest buffer of this device"));
        long free = device.globalMemory() - queue.allocatedBytes();
        if (bytes > free) throw new DeviceMemoryException(-4, device, bytes, free, Sentence.of("cl.memory.left", "left of its memory"));
        try (MemoryStack stack = MemoryStack.stackPush()) {
            var code = stack.callocInt(1);
            long handle = nclCreateBuffer(context, CL_MEM_READ_WRITE, bytes, NULL, org.lwjgl.system.MemoryUtil.memAddress(code));
            if (code.get(0) == -4 || code.get(0) == -6)
                throw new DeviceMemoryException(code.get(0), device, bytes, free,
                        Sentence.of("cl.memory.refused", "left of its memory (the driver refused)"));
            ClException.check(code.get(0), "clCreateBuffer", device);
            return new DeviceBuffer(queue, handle, bytes, bytes);
        }
    }

    /** {@code why}: what the limit is, after its number. */
    static void requireAtMost(long limit, Device device, long bytes, Sentence why) {
        if (bytes > limit) throw new DeviceMemoryException(-61, device, bytes, limit, why);
    }

    public long bytes() {
        return bytes;
    }

    /** A view of a part, sharing memory. {@code offset} must be a multiple of {@link Device#baseAlignBytes()}; slices of slices are not allowed. */
    public DeviceBuffer slice(long offset, long length) {
        int align = queue.device().baseAlignBytes();
        if (offset < 0 || length <= 0 || offset > bytes - length || offset % align != 0)
            throw new IllegalArgumentException("Slice [" + offset + ", +" + length + ") of a buffer of " + bytes
                    + " bytes: expected inside it and starting at a multiple of " + align);
        if (reserved == 0) throw new IllegalStateException("A slice cannot be sliced: slice the buffer it came from");
        try (MemoryStack stack = MemoryStack.stackPush()) {
            var code = stack.callocInt(1);
            var region = stack.pointers(offset, length);
            long slice = nclCreateSubBuffer(handle(), CL_MEM_READ_WRITE, CL_BUFFER_CREATE_TYPE_REGION,
                    region.address(), org.lwjgl.system.MemoryUtil.memAddress(code));
            ClException.check(code.get(0), "clCreateSubBuffer", queue.device());
            return new DeviceBuffer(queue, slice, length, 0);
        }
    }

    /** The cl_mem. Throws IllegalStateException after close. */
    long handle() {
        if (handle == NULL) throw new IllegalStateException("This device buffer of " + bytes + " bytes is closed");
        return handle;
    }

    void requireInside(long offset, long length) {
        if (offset < 0 || length < 0 || offset > bytes - length)
            throw new IndexOutOfBoundsException("Bytes [" + offset + ", +" + length + ") of a device buffer of " + bytes + " bytes");
    }

    @Override
    public void close() {
        if (handle == NULL) return;
        clReleaseMemObject(handle);
        handle = NULL;
        queue.released(reserved);
    }
}
