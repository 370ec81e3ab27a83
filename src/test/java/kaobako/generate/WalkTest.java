package kaobako.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import kaobako.diffusion.Philox;
import kaobako.diffusion.SeedMix;
import org.junit.jupiter.api.Test;

/** Judged by the noise itself: where it starts and ends, how long it is, how far apart neighbours are. */
class WalkTest {
    private static final int COUNT = 3 * 64 * 64;

    @Test
    void startsAndEndsAtTheSeedsAndPassesThoseBetween() {
        List<SeedMix> mixes = new Walk(List.of(5L, 9L, 5L), 4, Walk.Way.SPHERE).mixes();
        assertThat(mixes).hasSize(9);
        assertThat(noise(mixes.get(0))).isEqualTo(noise(SeedMix.of(5)));
        assertThat(noise(mixes.get(4))).isEqualTo(noise(SeedMix.of(9)));
        assertThat(noise(mixes.get(8))).isEqualTo(noise(SeedMix.of(5)));
    }

    @Test
    void theSphereKeepsTheNoisesLengthAndTheStraightWayDoesNot() {
        double own = length(noise(SeedMix.of(5)));
        List<SeedMix> sphere = new Walk(List.of(5L, 9L), 8, Walk.Way.SPHERE).mixes();
        for (SeedMix mix : sphere) assertThat(length(noise(mix)) / own).isCloseTo(1, within(0.03));
        SeedMix middle = new Walk(List.of(5L, 9L), 8, Walk.Way.STRAIGHT).mixes().get(4);
        assertThat(length(noise(middle)) / own).isCloseTo(Math.sqrt(0.5), within(0.03));
        for (int i = 1; i < sphere.size(); i++) {
            float[] a = noise(sphere.get(i - 1));
            float[] b = noise(sphere.get(i));
            for (int k = 0; k < COUNT; k++) b[k] -= a[k];
            // an eighth of a right angle each
            assertThat(length(b) / own).isCloseTo(2 * Math.sin(Math.PI / 32), within(0.01));
        }
    }

    @Test
    void refusesAWayToNowhere() {
        assertThatThrownBy(() -> new Walk(List.of(1L), 4, Walk.Way.SPHERE)).hasMessageContaining("two seeds");
        assertThatThrownBy(() -> new Walk(List.of(1L, 2L), 0, Walk.Way.SPHERE)).hasMessageContaining("frames");
    }

    private static float[] noise(SeedMix mix) {
        return mix.normals(3, Philox.Purpose.IMAGE_NOISE, COUNT);
    }

    private static double length(float[] values) {
        double squares = 0;
        for (float value : values) squares += (double) value * value;
        return Math.sqrt(squares);
    }
}
