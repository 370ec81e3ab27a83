package kaobako.cl;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.lwjgl.system.JNI;
import org.lwjgl.system.MemoryStack;
import org.lwjgl.system.MemoryUtil;

/** Whether Java still hears of memory faults after a driver's compiler has run, judged by what the C library says. */
@EnabledOnOs(OS.LINUX)
class FaultSignalsTest {
    private static final int SIGSEGV = 11;

    @Test
    void javasHandlerIsBackAfterABuild() {
        try (Queue queue = Queue.open(Devices.choose(null))) {
            // other tests may have launched kernels last, without waiting for them
            FaultSignals.restore();
            long java = handler();
            assertThat(java).isNotZero();
            // never built before, so that no cache spares the compiler
            String source = "__kernel void fresh(__global float *y) { y[get_global_id(0)] = " + System.nanoTime() + "; }";
            try (Program program = Program.build(queue, "fresh", source, ""); Kernel kernel = program.kernel("fresh");
                    DeviceBuffer y = queue.allocate(64)) {
                assertThat(handler()).isEqualTo(java);
                kernel.set(0, y);
                queue.launch(kernel, new long[] {16}, null);
                queue.finish();
                assertThat(handler()).isEqualTo(java);
            }
        }
    }

    /** The first word of a struct sigaction. */
    private static long handler() {
        long sigaction = CLibrary.function("sigaction");
        try (MemoryStack stack = MemoryStack.stackPush()) {
            var found = stack.calloc(512);
            JNI.invokePPI(SIGSEGV, MemoryUtil.NULL, MemoryUtil.memAddress(found), sigaction);
            return found.getLong(0);
        }
    }
}
