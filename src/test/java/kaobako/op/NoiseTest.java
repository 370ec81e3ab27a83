package kaobako.op;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import kaobako.diffusion.Philox;
import kaobako.diffusion.SeedMix;
import kaobako.diffusion.Stage;
import kaobako.exec.SharedEngine;
import kaobako.graph.Shape;
import kaobako.graph.Value;
import org.junit.jupiter.api.Test;

/** The device's noise against the same counters in Java, whose integers are exact and whose normals are computed in double. */
class NoiseTest {
    private static final int ELEMENTS = 5 * 7 * 3;
    /** log, cospi and sinpi of a device within a few ulp, times a radius of at most 6.8. */
    private static final double DEVICE = 4e-6;

    @Test
    void isTheNoiseOfTheSeedsWhateverTheBatch() {
        List<SeedMix> mixes = List.of(SeedMix.of(42), SeedMix.slerp(-7, 1L << 40, 0.3), SeedMix.bilinear(1, 2, 3, 4, 0.2, 0.9));
        for (int stage : new int[] {0, 1, 999}) {
            float[] together = noise(mixes, stage, 1);
            for (int n = 0; n < mixes.size(); n++) {
                float[] expected = mixes.get(n).normals(stage, Philox.Purpose.IMAGE_NOISE, ELEMENTS);
                float[] alone = noise(List.of(mixes.get(n)), stage, 1);
                for (int i = 0; i < ELEMENTS; i++) {
                    assertThat((double) alone[i]).isCloseTo(expected[i], org.assertj.core.data.Offset.offset(DEVICE));
                    assertThat(together[n * ELEMENTS + i]).isEqualTo(alone[i]);
                }
            }
        }
    }

    @Test
    void drawsNothingForAStageWithoutNoise() {
        assertThat(noise(List.of(SeedMix.of(42)), 3, 0)).containsOnly(0f);
    }

    private static float[] noise(List<SeedMix> mixes, int stage, float factor) {
        int[] seeds = new int[mixes.size() * Noise.PARTS * 2];
        float[] weights = new float[mixes.size() * Noise.PARTS];
        for (int n = 0; n < mixes.size(); n++) {
            int k = n * Noise.PARTS;
            for (SeedMix.Part part : mixes.get(n).parts()) {
                seeds[2 * k] = (int) part.seed();
                seeds[2 * k + 1] = (int) (part.seed() >>> 32);
                weights[k++] = (float) part.weight();
            }
        }
        float[] row = new float[Stage.FLOATS];
        row[13] = factor;
        row[19] = stage;
        OpRun run = new OpRun();
        Value z = run.graph.update(new Noise(Shape.of(mixes.size(), ELEMENTS)),
                run.state("z", new float[mixes.size() * ELEMENTS], mixes.size(), ELEMENTS),
                run.integers("seeds", seeds, mixes.size(), Noise.PARTS, 2), run.input("weights", weights, mixes.size(), Noise.PARTS),
                run.input("row", row, Stage.FLOATS));
        return run.run(SharedEngine.get(), z).get(0);
    }
}
