package kaobako.op;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import kaobako.exec.Engine;
import kaobako.graph.Shape;
import kaobako.graph.Target;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which heads these kernels take: what a device offers of local memory is not exceeded, which crashes the process with PoCL. */
class AttentionCpuTest {
    @ParameterizedTest(name = "{0} KiB, vectors of {1}: {2} heads of {3}: {4}")
    @CsvSource({"512, 16, 12, 8, true", "512, 16, 1, 512, true", "512, 16, 1, 1024, true", "256, 16, 1, 512, true", "256, 8, 1, 1024, true",
        "256, 16, 1, 1024, false", "64, 16, 1, 512, false"})
    void takesWhatFitsLocalMemory(int kib, int vector, int heads, int depth, boolean expected) {
        Target target = new Target(Target.Family.CPU, vector, 2, (long) kib << 10, 4096, Target.Choices.STANDARD);
        Optional<AttentionCpu> launches = AttentionCpu.of(target, Shape.of(2, 6, 5, heads * depth), heads);
        assertThat(launches.isPresent()).isEqualTo(expected);
    }

    /** With one vector of queries in a block on devices of 512 KiB. */
    @Test
    void aWideHeadIsRight() {
        try (Engine engine = Engines.open(Target.Family.CPU, Target.Choices.STANDARD)) {
            AttentionTest.check(engine, 1, 19, 1, 800);
        }
    }
}
