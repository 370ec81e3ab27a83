package kaobako.cl;

import java.util.List;
import kaobako.text.Sentence;
import org.lwjgl.opencl.CL;
import org.lwjgl.system.Configuration;
import org.lwjgl.system.JNI;
import org.lwjgl.system.MemoryStack;

/**
 * Loads the OpenCL library, once a process.
 *
 * <p>Before the library is touched, {@code POCL_AFFINITY=1} goes into the process environment (a value that is set already stays):
 * PoCL reads it with {@code getenv} when it starts its worker threads, and pinned workers run short kernels up to twice as fast.
 * Java's own environment cannot be changed from Java, hence {@code setenv} of the C library.
 */
final class Loader {
    private Loader() {}

    /** Throws ClException with code 0 where no library is found. Any thread, any number of times. */
    static void load() {
        if (Once.FAILURE != null) throw new ClException(0, Once.FAILURE.sentence(), Once.FAILURE);
    }

    /** Initialised by the JVM under its class lock at first use, so the library is loaded once. */
    private static final class Once {
        static final ClException FAILURE = attempt();
    }

    private static ClException attempt() {
        try {
            Configuration.OPENCL_EXPLICIT_INIT.set(true);
            FaultSignals.keep();
            pinPoclWorkers();
            loadFirst(candidates());
            return null;
        } catch (UnsatisfiedLinkError e) {
            return new ClException(0, Sentence.of("cl.loader", "The OpenCL library was not found: %s", Status.loaderAdvice()), e);
        }
    }

    /** Debian and others ship {@code libOpenCL.so} only with the developer files, so the versioned name comes first on Linux. */
    private static List<String> candidates() {
        String chosen = Configuration.OPENCL_LIBRARY_NAME.get();
        if (chosen != null) return List.of(chosen);
        return switch (Status.system()) {
            case LINUX -> List.of("libOpenCL.so.1", "libOpenCL.so");
            case WINDOWS -> List.of("OpenCL");
            case MAC -> List.of("/System/Library/Frameworks/OpenCL.framework/Versions/Current/OpenCL");
        };
    }

    private static void loadFirst(List<String> names) {
        UnsatisfiedLinkError last = null;
        for (String name : names) {
            try {
                CL.create(name);
                return;
            } catch (UnsatisfiedLinkError e) {
                last = e;
            }
        }
        throw last;
    }

    private static void pinPoclWorkers() {
        long setenv = CLibrary.function("setenv");
        if (setenv == 0) return;
        try (MemoryStack stack = MemoryStack.stackPush()) {
            int keep = 0;
            JNI.invokePPI(org.lwjgl.system.MemoryUtil.memAddress(stack.UTF8("POCL_AFFINITY")),
                    org.lwjgl.system.MemoryUtil.memAddress(stack.UTF8("1")), keep, setenv);
        }
    }
}
