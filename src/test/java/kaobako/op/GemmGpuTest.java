package kaobako.op;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import kaobako.exec.Engine;
import kaobako.graph.KernelCall;
import kaobako.graph.Target;
import kaobako.graph.Target.Family;
import kaobako.op.Conv2d.Geometry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every tile that a tuner may choose gives the right numbers; the cut keeps within a device's limits. */
class GemmGpuTest {
    static IntStream tiles() {
        return IntStream.range(0, GemmGpu.TILES.size());
    }

    @ParameterizedTest
    @MethodSource("tiles")
    void everyTileMultiplies(int tile) {
        Target.Choices choices = choice -> switch (choice.name()) {
            case "tile" -> tile;
            case "parts" -> 3;
            default -> choice.standard();
        };
        try (Engine engine = Engines.open(Family.GPU, choices)) {
            LinearTest.check(engine, 1, 201, 212, 140);
            Conv2dTest.check(engine, Geometry.SAME, 3, 7, 7, 36, 40);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 24, 132})
    void launchesAreShortAndCoverTheProduct(int computeUnits) {
        Target target = new Target(Family.GPU, 1, computeUnits, 16 << 10, 256, Target.Choices.STANDARD);
        for (int[] size : List.of(new int[] {1 << 20, 128, 1152},
                new int[] {1152, 128, 1 << 20}, new int[] {64, 128, 1152}, new int[] {1, 1, 1})) {
            GemmGpu gemm = GemmGpu.of(target, "test", size[0], size[1], size[2]).orElseThrow();
            List<KernelCall> calls = gemm.launches((range, firstTile, firstPart) ->
                    Launches.call("f", "k", java.util.Map.of(), range, firstTile, firstPart));
            long groups = calls.stream().mapToLong(c -> c.range().global().get(1) * c.range().global().get(2)).sum();
            assertThat(groups).isEqualTo((long) Launches.blocks(size[0], gemm.tile().m()) * gemm.parts());
            assertThat((long) gemm.chunk() * gemm.parts()).isGreaterThanOrEqualTo(size[2])
                    .isLessThan((long) size[2] + gemm.chunk());
            for (KernelCall call : calls) {
                double flops = 2.0 * gemm.tile().m() * size[1] * gemm.chunk()
                        * call.range().global().get(1) * call.range().global().get(2);
                assertThat(flops).isLessThanOrEqualTo(5e9);
                assertThat(call.range().local().get(0)).isLessThanOrEqualTo(256);
            }
        }
    }

    @Test
    void smallDevicesTakeSmallTilesOrNone() {
        Target small = new Target(Family.GPU, 1, 4, 8 << 10, 64, Target.Choices.STANDARD);
        assertThat(GemmGpu.of(small, "test", 500, 500, 500).orElseThrow().tile().threads()).isLessThanOrEqualTo(64);
        assertThat(GemmGpu.of(new Target(Family.GPU, 1, 4, 8 << 10, 32, Target.Choices.STANDARD), "test", 9, 9, 9)).isEmpty();
        assertThat(GemmGpu.of(Target.plain(), "test", 9, 9, 9)).isEmpty();
    }
}
