package kaobako.op;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import kaobako.exec.Engine;
import kaobako.graph.Shape;
import kaobako.graph.Target;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which heads these kernels take: others run in one launch, however long it is. */
class AttentionGpuTest {
    @ParameterizedTest(name = "{0} KiB, groups of {1}: {2} heads of {3}: {4} rows")
    @CsvSource({"16, 256, 12, 8, 64", "16, 32, 12, 8, 32", "16, 256, 1, 640, 32", "16, 256, 1, 672, 16", "16, 256, 1, 896, 8", "16, 256, 1, 1024, 0",
        "32, 256, 1, 1024, 32", "16, 64, 1, 896, 8", "16, 160, 1, 896, 8"})
    void takesAsManyRowsAsFitLocalMemory(int kib, int group, int heads, int depth, int rows) {
        Target target = new Target(Target.Family.GPU, 1, 16, (long) kib << 10, group, Target.Choices.STANDARD);
        Optional<AttentionGpu> launches = AttentionGpu.of(target, Shape.of(2, 6, 5, heads * depth), heads);
        assertThat(launches.map(AttentionGpu::rows).orElse(0)).isEqualTo(rows);
    }

    @Test
    void aVeryWideHeadInLittleMemoryIsRight() {
        try (Engine engine = Engines.open(Target.Family.GPU, Target.Choices.STANDARD)) {
            Target t = engine.target();
            Target small = new Target(t.family(), t.vectorWidth(), t.computeUnits(), 16 << 10, 256, t.choices());
            AttentionTest.check(engine.with(small), 1, 35, 1, 896);
        }
    }
}
