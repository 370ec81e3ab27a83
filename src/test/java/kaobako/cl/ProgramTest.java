package kaobako.cl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ProgramTest {
    private final Queue queue = Queue.open(Devices.choose(System.getProperty("kaobako.device")));

    @AfterEach
    void close() {
        queue.close();
    }

    @Test
    void aBinaryDoesWhatItsSourceDoes() {
        byte[] binary;
        try (Program program = Program.build(queue, "p.cl", "__kernel void k(__global int *x) { x[0] = VALUE; }", "-DVALUE=41")) {
            binary = program.binary();
        }
        try (Program program = Program.load(queue, "p.cl", binary, "-DVALUE=41"); Kernel kernel = program.kernel("k");
             DeviceBuffer x = queue.allocate(4)) {
            queue.launch(kernel.set(0, x), new long[] {1}, null);
            int[] back = new int[1];
            queue.read(x, 0, back);
            assertThat(back).containsExactly(41);
        }
    }

    @Test
    void mistakesNameTheCallTheCodeAndTheKernel() {
        try (Program program = Program.build(queue, "p.cl", "__kernel void k(__global int *x, int n) { x[0] = n; }", "");
             Kernel kernel = program.kernel("k"); DeviceBuffer x = queue.allocate(4)) {
            assertThatThrownBy(() -> program.kernel("other")).isInstanceOfSatisfying(ClException.class,
                    e -> assertThat(e.symbol()).isEqualTo("CL_INVALID_KERNEL_NAME")).hasMessageContaining("p.cl: other");
            assertThatThrownBy(() -> kernel.set(2, 1)).isInstanceOf(ClException.class)
                    .hasMessageContaining("kernel k of p.cl: clSetKernelArg(2").hasMessageContaining("CL_INVALID_ARG_INDEX");
            kernel.set(0, x).set(1, 1);
            assertThatThrownBy(() -> queue.launch(kernel, new long[] {1}, new long[] {1 << 30}))
                    .isInstanceOf(ClException.class).hasMessageContaining("kernel k of p.cl: clEnqueueNDRangeKernel");
            assertThatThrownBy(() -> queue.launch(kernel, new long[4], null)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void aBuildErrorNamesFileAndLine() {
        // Oclgrind's preprocessor forgets #line
        assumeThat(queue.device().platform()).isNotEqualTo("Oclgrind");
        String source = "#line 1 \"conv.cl\"\n__kernel void k(__global int *x) {\n#line 5 \"tiles.clh\"\n  x[0] = missing;\n}\n";
        assertThatThrownBy(() -> Program.build(queue, "conv.cl", source, "")).isInstanceOf(ClBuildException.class)
                .hasMessageContaining("program conv.cl").hasMessageContaining("tiles.clh:5").hasMessageContaining("missing")
                .message().doesNotContain("\n");
    }
}
