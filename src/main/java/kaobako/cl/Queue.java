package kaobako.cl;

import static org.lwjgl.opencl.CL10.*;
import static org.lwjgl.system.MemoryUtil.NULL;
import static org.lwjgl.system.MemoryUtil.memAddress;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import kaobako.text.Sentence;
import org.lwjgl.opencl.CL12;
import org.lwjgl.system.MemoryStack;
import org.lwjgl.system.MemoryUtil;

/**
 * A device ready to work: one context and one in-order queue. Commands run in the order of the calls; {@link #read}, {@link #finish},
 * {@link #takeProfile} and {@link #close} wait for them, {@link #write} for earlier writes of which 2 MiB are on their way. Offsets and
 * lengths are bytes. One thread at a time. Owner: whoever opened it; closes last.
 *
 * <p>On a CPU there are also {@link #lanes}: queues beside this one, in the same memory and with the same programs.
 */
public final class Queue implements AutoCloseable {
    /** Indices are ints, and loops take some steps beyond a tensor's end before they look. */
    private static final int COUNTABLE = Integer.MAX_VALUE - (1 << 20);

    private final Device device;
    private final long context;
    private final long handle;
    private final Calls calls;
    private final Staging staging;
    private final Profile profile;
    /** Whose memory and context this shares; itself but for lanes. */
    private final Queue main;
    private final List<Queue> lanes = new ArrayList<>();
    private long allocated;
    private boolean closed;

    public static Queue open(Device device) {
        return open(device, Profiling.OFF);
    }

    public static Queue open(Device device, Profiling profiling) {
        device.obstacle().ifPresent(why -> {
            throw new ClException(0, Sentence.of("cl.obstacle", "%s cannot be used. %s", device.label(), why), null);
        });
        Loader.load();
        return new Queue(device, profiling);
    }

    private Queue(Device device, Profiling profiling) {
        this.device = device;
        main = this;
        calls = new Calls(device);
        try (MemoryStack stack = MemoryStack.stackPush()) {
            var code = stack.callocInt(1);
            var properties = stack.pointers(CL_CONTEXT_PLATFORM, device.platformId(), 0);
            context = clCreateContext(properties, device.id(), null, NULL, code);
            ClException.check(code.get(0), "clCreateContext", device);
            handle = clCreateCommandQueue(context, device.id(), profiling == Profiling.ON ? CL_QUEUE_PROFILING_ENABLE : 0, code);
            if (code.get(0) != 0) clReleaseContext(context);
            ClException.check(code.get(0), "clCreateCommandQueue", device);
        }
        staging = staging();
        profile = profiling == Profiling.ON ? new Profile() : null;
    }

    /** {@code ofItsOwn}: for another thread than the main queue's. */
    private Queue(Queue main, boolean ofItsOwn) {
        this.main = main;
        device = main.device;
        context = main.context;
        calls = ofItsOwn ? new Calls(device) : main.calls;
        profile = null;
        try (MemoryStack stack = MemoryStack.stackPush()) {
            var code = stack.callocInt(1);
            handle = clCreateCommandQueue(context, device.id(), 0, code);
            ClException.check(code.get(0), "clCreateCommandQueue", device);
        }
        staging = staging();
    }

    private Staging staging() {
        try {
            return new Staging(context, handle, calls);
        } catch (RuntimeException | Error failure) {
            release();
            throw failure;
        }
    }

    private void release() {
        clReleaseCommandQueue(handle);
        if (main == this) clReleaseContext(context);
    }

    /**
     * Two queues that do not wait for each other: a core that is done with its part of one lane's launch goes on with the other lane's, where
     * otherwise it would wait for the slowest core at the end of every launch. Empty for devices that gain nothing by it, and where launches
     * are timed. They belong to this queue, which closes them.
     */
    public List<Queue> lanes() {
        if (lanes.isEmpty() && profile == null && device.gainsByLanes()) {
            lanes.add(new Queue(this, false));
            lanes.add(new Queue(this, false));
        }
        return List.copyOf(lanes);
    }

    /** One more queue in the same memory and with the same programs, which may have a thread of its own; the caller closes it. */
    public Queue beside() {
        return new Queue(main, true);
    }

    /** What is queued here from now on begins after all that was queued on {@code other}, of the same context. Does not wait. */
    public void await(Queue other) {
        try (MemoryStack stack = MemoryStack.stackPush()) {
            var event = stack.callocPointer(1);
            calls.check(CL12.nclEnqueueMarkerWithWaitList(other.handle, 0, NULL, memAddress(event)), "clEnqueueMarkerWithWaitList");
            other.flush();
            int code = CL12.nclEnqueueBarrierWithWaitList(handle, 1, memAddress(event), NULL);
            clReleaseEvent(event.get(0));
            calls.check(code, "clEnqueueBarrierWithWaitList");
        }
    }

    public Device device() {
        return device;
    }

    /** Whether it was opened with {@link Profiling#ON}. */
    public boolean timesLaunches() {
        return profile != null;
    }

    /** Bytes of the buffers that are open. */
    public long allocatedBytes() {
        return allocated;
    }

    /** Throws DeviceMemoryException for more bytes than {@link #COUNTABLE} numbers have, which kernels cannot count whatever the device's memory. */
    public void requireCountable(long bytes) {
        DeviceBuffer.requireAtMost((long) COUNTABLE * Float.BYTES, device, bytes,
                Sentence.of("cl.memory.countable", "is the most that kernels can count"));
    }

    /** New memory with undefined content. Throws DeviceMemoryException where it does not fit. */
    public DeviceBuffer allocate(long bytes) {
        if (main != this) return main.allocate(bytes);
        DeviceBuffer buffer = DeviceBuffer.allocate(this, context, bytes);
        allocated += bytes;
        return buffer;
    }

    /** New memory that is zero for what is queued here after it. The same, and nothing stays allocated where filling it fails. */
    public DeviceBuffer allocateZeros(long bytes) {
        DeviceBuffer buffer = allocate(bytes);
        try {
            fillZero(buffer, 0, bytes);
            return buffer;
        } catch (RuntimeException | Error failure) {
            buffer.close();
            throw failure;
        }
    }

    /** Host memory for reading {@code bytes} bytes at a time without stopping the queue. */
    public Readback readback(long bytes) {
        return new Readback(context, handle, calls, bytes);
    }

    /** Queues a copy of {@code data} to the device; the array may change as soon as this returns. The same holds for each {@code write}. */
    public void write(DeviceBuffer target, long offset, float[] data) {
        target.requireInside(offset, 4L * data.length);
        staging.write(target, offset, 4L * data.length, (from, address, length) ->
                MemoryUtil.memFloatBuffer(address, length / 4).put(data, (int) (from / 4), length / 4));
    }

    public void write(DeviceBuffer target, long offset, int[] data) {
        target.requireInside(offset, 4L * data.length);
        staging.write(target, offset, 4L * data.length, (from, address, length) ->
                MemoryUtil.memIntBuffer(address, length / 4).put(data, (int) (from / 4), length / 4));
    }

    public void write(DeviceBuffer target, long offset, byte[] data) {
        write(target, offset, ByteBuffer.wrap(data));
    }

    /** Writes what remains in {@code data}, bytes as they are, and leaves its position alone. */
    public void write(DeviceBuffer target, long offset, ByteBuffer data) {
        target.requireInside(offset, data.remaining());
        int start = data.position();
        staging.write(target, offset, data.remaining(), (from, address, length) ->
                MemoryUtil.memByteBuffer(address, length).put(0, data, start + (int) from, length));
    }

    /** Waits for all that was queued before, then fills {@code data}. The same holds for each {@code read}. */
    public void read(DeviceBuffer source, long offset, float[] data) {
        source.requireInside(offset, 4L * data.length);
        staging.read(source, offset, 4L * data.length, (from, address, length) ->
                MemoryUtil.memFloatBuffer(address, length / 4).get(data, (int) (from / 4), length / 4));
    }

    public void read(DeviceBuffer source, long offset, int[] data) {
        source.requireInside(offset, 4L * data.length);
        staging.read(source, offset, 4L * data.length, (from, address, length) ->
                MemoryUtil.memIntBuffer(address, length / 4).get(data, (int) (from / 4), length / 4));
    }

    public void read(DeviceBuffer source, long offset, byte[] data) {
        source.requireInside(offset, data.length);
        staging.read(source, offset, data.length, (from, address, length) ->
                MemoryUtil.memByteBuffer(address, length).get(data, (int) from, length));
    }

    /** Sets bytes to zero. Offset and length are multiples of 4. */
    public void fillZero(DeviceBuffer target, long offset, long bytes) {
        target.requireInside(offset, bytes);
        if (bytes == 0) return;
        try (MemoryStack stack = MemoryStack.stackPush()) {
            calls.check(CL12.nclEnqueueFillBuffer(handle, target.handle(), memAddress(stack.ints(0)), 4, offset, bytes, 0, NULL, NULL),
                    "clEnqueueFillBuffer");
        }
    }

    /** Copies within the device. The ranges must not overlap. */
    public void copy(DeviceBuffer source, long sourceOffset, DeviceBuffer target, long targetOffset, long bytes) {
        source.requireInside(sourceOffset, bytes);
        target.requireInside(targetOffset, bytes);
        if (bytes == 0) return;
        calls.check(nclEnqueueCopyBuffer(handle, source.handle(), target.handle(), sourceOffset, targetOffset, bytes, 0, NULL, NULL),
                "clEnqueueCopyBuffer");
    }

    /**
     * Queues one run of a kernel with the arguments that are set on it now. Allocates nothing (unless profiling).
     *
     * @param global work-items in each of 1 to 3 dimensions, multiples of {@code localOrNull}
     * @param localOrNull work-items of a work-group; null leaves it to the driver
     */
    public void launch(Kernel kernel, long[] global, long[] localOrNull) {
        long globalAddress = kernel.globalSize(global);
        long localAddress = localOrNull == null ? NULL : kernel.localSize(localOrNull);
        long event = profile == null ? NULL : profile.slot();
        calls.check(nclEnqueueNDRangeKernel(handle, kernel.handle(), global.length, NULL, globalAddress, localAddress, 0, NULL, event),
                "clEnqueueNDRangeKernel", kernel);
        if (profile != null) profile.launched(kernel.name());
    }

    /** Sends queued work to the device without waiting. */
    public void flush() {
        calls.check(clFlush(handle), "clFlush");
    }

    /** Waits until all queued work is done. */
    public void finish() {
        int code = clFinish(handle);
        // drivers finish compiling at the first launch
        FaultSignals.restore();
        calls.check(code, "clFinish");
    }

    /** Waits, and returns and forgets the times of all launches since the last call, in order. Throws IllegalStateException without profiling. */
    public List<Timing> takeProfile() {
        if (profile == null) throw new IllegalStateException("This queue was opened without Profiling.ON");
        finish();
        return profile.take();
    }

    /** For tests. */
    Calls calls() {
        return calls;
    }

    long context() {
        return context;
    }

    void released(long bytes) {
        allocated -= bytes;
    }

    /** Waits for queued work, then gives everything back. */
    @Override
    public void close() {
        if (closed) return;
        closed = true;
        lanes.forEach(Queue::close);
        clFinish(handle);
        if (profile != null) profile.close();
        staging.close();
        release();
    }
}
