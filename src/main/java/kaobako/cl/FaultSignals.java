package kaobako.cl;

import org.lwjgl.system.JNI;
import org.lwjgl.system.MemoryUtil;

/**
 * Keeps Java's handlers of memory faults, which Java needs while all is well: compiled code is stopped, for instance for the garbage collector,
 * by letting it read a page that is not there. PoCL compiles with LLVM, which puts handlers of its own in their place when it first writes a
 * file. The first fault then takes those away again, but a fault of a second thread within that moment ends the process.
 *
 * <p>LLVM installs its handlers once. Taking Java's back after a build is therefore enough: only the first build of a process is exposed.
 * On systems other than Linux this does nothing.
 */
final class FaultSignals {
    /** SIGBUS and SIGSEGV. */
    private static final int[] SIGNALS = {7, 11};
    /** More than any system's struct sigaction, which is only carried about. */
    private static final int BYTES = 512;
    private static final long SIGACTION = Status.system() == Status.System.LINUX ? CLibrary.function("sigaction") : 0;
    /** Java's handlers; for as long as the process lives. */
    private static final long[] KEPT = kept();

    private FaultSignals() {}

    /** Remembers the handlers there are: to be called before the OpenCL library is loaded. */
    static void keep() {
        // the class is initialised by being used
    }

    /** Puts back the handlers that were remembered. Any thread. */
    static void restore() {
        for (int i = 0; i < KEPT.length; i++) JNI.invokePPI(SIGNALS[i], KEPT[i], MemoryUtil.NULL, SIGACTION);
    }

    private static long[] kept() {
        if (SIGACTION == 0) return new long[0];
        long[] handlers = new long[SIGNALS.length];
        for (int i = 0; i < handlers.length; i++) {
            handlers[i] = MemoryUtil.nmemCalloc(1, BYTES);
            JNI.invokePPI(SIGNALS[i], MemoryUtil.NULL, handlers[i], SIGACTION);
        }
        return handlers;
    }
}
