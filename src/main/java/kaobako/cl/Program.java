package kaobako.cl;

import static org.lwjgl.opencl.CL10.*;
import static org.lwjgl.system.MemoryUtil.NULL;
import static org.lwjgl.system.MemoryUtil.memAddress;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.lwjgl.PointerBuffer;
import org.lwjgl.opencl.CL12;
import org.lwjgl.system.MemoryStack;
import org.lwjgl.system.MemoryUtil;

/**
 * A built OpenCL program. Owner: whoever built it; close after its kernels and before the queue.
 * Building is allowed on any thread, several at once on the same queue.
 */
public final class Program implements AutoCloseable {
    private final Queue queue;
    private final String name;
    private long handle;

    private Program(Queue queue, String name, long handle) {
        this.queue = queue;
        this.name = name;
        this.handle = handle;
    }

    /**
     * Compiles OpenCL C.
     *
     * @param name    how errors call it, usually the kernel file
     * @param options compiler options, for instance "-cl-std=CL1.2 -DTILE=8"
     * @throws ClBuildException with the compiler's log
     */
    public static Program build(Queue queue, String name, String source, String options) {
        try (MemoryStack stack = MemoryStack.stackPush()) {
            var code = stack.callocInt(1);
            long handle = clCreateProgramWithSource(queue.context(), source, code);
            ClException.check(code.get(0), "clCreateProgramWithSource", name);
            return compiled(queue, name, handle, options);
        }
    }

    /** Takes what {@link #binary()} gave on the same device and driver. Throws ClException where the driver refuses it: then build from source. */
    public static Program load(Queue queue, String name, byte[] binary, String options) {
        ByteBuffer data = MemoryUtil.memAlloc(binary.length).put(0, binary);
        try (MemoryStack stack = MemoryStack.stackPush()) {
            var code = stack.callocInt(1);
            var status = stack.callocInt(1);
            long handle = nclCreateProgramWithBinary(queue.context(), 1, memAddress(stack.pointers(queue.device().id())),
                    memAddress(stack.pointers(binary.length)), memAddress(stack.pointers(memAddress(data))),
                    memAddress(status), memAddress(code));
            ClException.check(code.get(0), "clCreateProgramWithBinary", name);
            if (status.get(0) != 0) clReleaseProgram(handle);
            ClException.check(status.get(0), "clCreateProgramWithBinary", name);
            return compiled(queue, name, handle, options);
        } finally {
            MemoryUtil.memFree(data);
        }
    }

    /**
     * Compiles texts one by one and links them; static functions of the same name do not meet.
     *
     * @param options of each text
     * @throws ClBuildException with the compiler's log of the text that does not compile, or the linker's
     * @throws CancellationException if this thread is interrupted meanwhile
     */
    public static Program link(Queue queue, String name, List<String> sources, List<String> options) {
        List<Long> objects = new ArrayList<>();
        try (MemoryStack stack = MemoryStack.stackPush()) {
            var code = stack.callocInt(1);
            PointerBuffer device = stack.pointers(queue.device().id());
            PointerBuffer compiled = PointerBuffer.allocateDirect(sources.size());
            for (int i = 0; i < sources.size(); i++) {
                if (Thread.interrupted()) throw new CancellationException(name);
                long object = clCreateProgramWithSource(queue.context(), sources.get(i), code);
                ClException.check(code.get(0), "clCreateProgramWithSource", name);
                objects.add(object);
                compiled.put(i, object);
                int built = CL12.clCompileProgram(object, device, options.get(i), null, null, null, NULL);
                if (built != 0) throw new ClBuildException(built, name, queue.device(), options.get(i), log(object, queue.device().id()));
            }
            long handle = CL12.clLinkProgram(queue.context(), device, "", compiled, null, NULL, code);
            if (code.get(0) == 0) return new Program(queue, name, handle);
            String log = handle == NULL ? "" : log(handle, queue.device().id());
            if (handle != NULL) clReleaseProgram(handle);
            throw new ClBuildException(code.get(0), name, queue.device(), "", log);
        } finally {
            objects.forEach(org.lwjgl.opencl.CL10::clReleaseProgram);
            FaultSignals.restore();
        }
    }

    private static Program compiled(Queue queue, String name, long handle, String options) {
        int code = clBuildProgram(handle, queue.device().id(), options, null, NULL);
        FaultSignals.restore();
        if (code == 0) return new Program(queue, name, handle);
        String log = log(handle, queue.device().id());
        clReleaseProgram(handle);
        throw new ClBuildException(code, name, queue.device(), options, log);
    }

    private static String log(long handle, long device) {
        try (MemoryStack stack = MemoryStack.stackPush()) {
            PointerBuffer size = stack.callocPointer(1);
            if (clGetProgramBuildInfo(handle, device, CL_PROGRAM_BUILD_LOG, (ByteBuffer) null, size) != 0) return "";
            ByteBuffer text = MemoryUtil.memCalloc((int) size.get(0) + 1);
            try {
                clGetProgramBuildInfo(handle, device, CL_PROGRAM_BUILD_LOG, text, null);
                return MemoryUtil.memUTF8Safe(memAddress(text));
            } finally {
                MemoryUtil.memFree(text);
            }
        }
    }

    /** A new kernel object with no arguments set. Throws ClException where the program has no kernel of this name. */
    public Kernel kernel(String kernel) {
        try (MemoryStack stack = MemoryStack.stackPush()) {
            var code = stack.callocInt(1);
            long kernelHandle = clCreateKernel(handle(), kernel, code);
            ClException.check(code.get(0), "clCreateKernel", name + ": " + kernel);
            return new Kernel(name, kernel, kernelHandle);
        }
    }

    /** The driver's own form of this program, empty where it has none. Most complete after kernels were made and run once. */
    public byte[] binary() {
        try (MemoryStack stack = MemoryStack.stackPush()) {
            PointerBuffer size = stack.callocPointer(1);
            ClException.check(nclGetProgramInfo(handle(), CL_PROGRAM_BINARY_SIZES, 8, memAddress(size), NULL), "clGetProgramInfo", name);
            if (size.get(0) == 0) return new byte[0];
            ByteBuffer data = MemoryUtil.memAlloc((int) size.get(0));
            try {
                ClException.check(nclGetProgramInfo(handle(), CL_PROGRAM_BINARIES, 8, memAddress(stack.pointers(memAddress(data))), NULL),
                        "clGetProgramInfo", name);
                byte[] bytes = new byte[data.capacity()];
                data.get(0, bytes);
                return bytes;
            } finally {
                MemoryUtil.memFree(data);
            }
        }
    }

    private long handle() {
        if (handle == NULL) throw new IllegalStateException("Program " + name + " is closed");
        return handle;
    }

    @Override
    public void close() {
        if (handle == NULL) return;
        clReleaseProgram(handle);
        handle = NULL;
    }
}
