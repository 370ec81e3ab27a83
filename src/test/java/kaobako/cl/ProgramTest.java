package kaobako.cl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.util.List;
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
    void textsThatAreLinkedKeepTheirStaticFunctionsAndMacrosToThemselves() {
        // Oclgrind links no programs
        assumeThat(queue.device().platform()).isNotEqualTo("Oclgrind");
        String part = "static int helper(int x) { return x * FACTOR; } void NAME(__global int *x) { x[0] = helper(x[0]); }";
        String caller = "void a(__global int *x); void b(__global int *x); __kernel void k(__global int *x) { a(x); b(x); }";
        try (Program program = Program.link(queue, "linked", List.of(part, part, caller), List.of("-DNAME=a -DFACTOR=3", "-DNAME=b -DFACTOR=7", ""));
             Kernel kernel = program.kernel("k"); DeviceBuffer x = queue.allocate(4)) {
            queue.write(x, 0, new int[] {2});
            queue.launch(kernel.set(0, x), new long[] {1}, null);
            int[] back = new int[1];
            queue.read(x, 0, back);
            assertThat(back).containsExactly(42);
        }
    }

    @Test
    void theTextThatDoesNotCompileIsNamed() {
        assumeThat(queue.device().platform()).isNotEqualTo("Oclgrind");
        String wrong = "#line 3 \"wrong.cl\"\nvoid a(__global int *x) { x[0] = missing; }";
        assertThatThrownBy(() -> Program.link(queue, "linked", List.of("void b() {}", wrong), List.of("", ""))).isInstanceOf(ClBuildException.class)
                .hasMessageContaining("wrong.cl:3").hasMessageContaining("missing");
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
