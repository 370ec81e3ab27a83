package kaobako.cl;

import static org.lwjgl.opencl.CL10.*;
import static org.lwjgl.system.MemoryUtil.NULL;
import static org.lwjgl.system.MemoryUtil.memAddress;
import static org.lwjgl.system.MemoryUtil.memPutFloat;
import static org.lwjgl.system.MemoryUtil.memPutInt;
import static org.lwjgl.system.MemoryUtil.memPutLong;

import org.lwjgl.system.MemoryUtil;

/**
 * A kernel with its arguments. Make one for each launch of a plan, set its arguments once, launch it as often as wanted.
 * Owner: whoever asked the program for it; close before the program.
 */
public final class Kernel implements AutoCloseable {
    /** Native cells: three global sizes, three local sizes, one argument; 8 bytes each (OpenCL's size_t on 64-bit systems). */
    private static final int LOCAL = 24, ARGUMENT = 48, CELLS = 56;

    private final String program;
    private final String name;
    private final long cells;
    private long handle;

    Kernel(String program, String name, long handle) {
        this.program = program;
        this.name = name;
        this.handle = handle;
        this.cells = MemoryUtil.nmemCallocChecked(1, CELLS);
    }

    public String name() {
        return name;
    }

    /** The buffer must stay open as long as the kernel is launched. */
    public Kernel set(int index, DeviceBuffer buffer) {
        memPutLong(cells() + ARGUMENT, buffer.handle());
        return setArgument(index, 8, cells + ARGUMENT);
    }

    /** No memory, for a kernel that will not touch it. */
    public Kernel setNull(int index) {
        return setArgument(index, 8, NULL);
    }

    public Kernel set(int index, int value) {
        memPutInt(cells() + ARGUMENT, value);
        return setArgument(index, 4, cells + ARGUMENT);
    }

    public Kernel set(int index, float value) {
        memPutFloat(cells() + ARGUMENT, value);
        return setArgument(index, 4, cells + ARGUMENT);
    }

    /** Local memory of a work-group for a {@code __local} pointer argument. */
    public Kernel setLocal(int index, long bytes) {
        return setArgument(index, bytes, NULL);
    }

    private Kernel setArgument(int index, long bytes, long address) {
        int code = nclSetKernelArg(handle(), index, bytes, address);
        if (code != 0) throw new ClException(code, "clSetKernelArg(" + index + ", " + bytes + " bytes)", this);
        return this;
    }

    /** Native address of the sizes, valid until the next launch. */
    long globalSize(long[] sizes) {
        return store(sizes, cells());
    }

    long localSize(long[] sizes) {
        return store(sizes, cells() + LOCAL);
    }

    private long store(long[] sizes, long address) {
        if (sizes.length < 1 || sizes.length > 3) throw new IllegalArgumentException(this + ": 1 to 3 dimensions, not " + sizes.length);
        for (int i = 0; i < sizes.length; i++) memPutLong(address + 8L * i, sizes[i]);
        return address;
    }

    /** Not to be written to after close. */
    private long cells() {
        handle();
        return cells;
    }

    long handle() {
        if (handle == NULL) throw new IllegalStateException(this + " is closed");
        return handle;
    }

    @Override
    public void close() {
        if (handle == NULL) return;
        clReleaseKernel(handle);
        MemoryUtil.nmemFree(cells);
        handle = NULL;
    }

    @Override
    public String toString() {
        return "kernel " + name + " of " + program;
    }
}
