package kaobako.diffusion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Collections;
import java.util.List;
import kaobako.diffusion.Philox.Purpose;
import kaobako.diffusion.SeedMix.Part;
import org.junit.jupiter.api.Test;

class SeedMixTest {
    @Test
    void oneSeedIsItsOwnNoise() {
        assertThat(SeedMix.of(7).normals(2, Purpose.IMAGE_NOISE, 99)).isEqualTo(Philox.normals(7, 2, Purpose.IMAGE_NOISE, 99));
    }

    @Test
    void sphericalMixesHaveUnitWeights() {
        for (double t = 0; t <= 1; t += 0.1) {
            assertThat(squares(SeedMix.slerp(1, 2, t))).isCloseTo(1, within(1e-12));
            assertThat(squares(SeedMix.bilinear(1, 2, 3, 4, t, 0.3))).isCloseTo(1, within(1e-12));
            // neighbouring cells of a walk may share corners
            assertThat(squares(SeedMix.bilinear(1, 1, 3, 4, t, 0.3))).isCloseTo(1, within(1e-12));
            assertThat(SeedMix.slerp(5, 5, t).parts()).hasSize(1);
            assertThat(SeedMix.slerp(5, 5, t).parts().get(0).weight()).isCloseTo(1, within(1e-12));
        }
    }

    @Test
    void endsAndCornersAreTheSeeds() {
        assertThat(SeedMix.slerp(1, 2, 0)).isEqualTo(SeedMix.of(1));
        assertThat(SeedMix.slerp(1, 2, 1).parts()).extracting(Part::seed).containsExactly(2L);
        assertThat(SeedMix.bilinear(1, 2, 3, 4, 1, 0).parts()).extracting(Part::seed).containsExactly(2L);
        assertThat(SeedMix.bilinear(1, 2, 3, 4, 0, 1).parts()).extracting(Part::seed).containsExactly(3L);
        assertThat(SeedMix.variation(1, 9, 0)).isEqualTo(SeedMix.of(1));
        assertThat(SeedMix.straight(1, 2, 0.5).parts()).containsExactly(new Part(1, 0.5), new Part(2, 0.5));
    }

    @Test
    void betweenMixesTheEndsAreTheMixes() {
        SeedMix a = SeedMix.variation(1, 2, 0.3);
        SeedMix b = SeedMix.bilinear(1, 3, 4, 5, 0.4, 0.7);
        assertThat(SeedMix.angle(SeedMix.slerp(a, b, 0), a)).isCloseTo(0, within(1e-7));
        assertThat(SeedMix.angle(SeedMix.slerp(a, b, 1), b)).isCloseTo(0, within(1e-7));
        for (double t = 0; t <= 1; t += 0.125) {
            SeedMix mix = SeedMix.slerp(a, b, t);
            assertThat(squares(mix)).isCloseTo(1, within(1e-12));
            assertThat(SeedMix.angle(a, mix)).isCloseTo(t * SeedMix.angle(a, b), within(1e-7));
        }
        assertThat(SeedMix.bilinear(a, b, b, a, 0, 0).parts()).hasSize(2);
        assertThatThrownBy(() -> SeedMix.slerp(SeedMix.of(1), new SeedMix(List.of(new Part(1, -1))), 0.5)).hasMessageContaining("opposite");
    }

    @Test
    void noiseIsTheWeightedSum() {
        float[] one = Philox.normals(1, 4, Purpose.IMAGE_NOISE, 10);
        float[] two = Philox.normals(2, 4, Purpose.IMAGE_NOISE, 10);
        float[] mixed = new SeedMix(List.of(new Part(1, 0.6), new Part(2, -0.8))).normals(4, Purpose.IMAGE_NOISE, 10);
        for (int i = 0; i < 10; i++) {
            assertThat(mixed[i]).isEqualTo((float) (0.6 * one[i] - 0.8 * two[i]));
        }
    }

    @Test
    void tooManyOrNoSeedsAreRefused() {
        Part part = new Part(1, 1);
        assertThatThrownBy(() -> new SeedMix(List.of())).hasMessageContaining("1 to 16");
        assertThatThrownBy(() -> new SeedMix(Collections.nCopies(17, part))).hasMessageContaining("1 to 16");
        assertThatThrownBy(() -> new SeedMix(List.of(new Part(1, Double.NaN)))).hasMessageContaining("finite");
    }

    private static double squares(SeedMix mix) {
        return mix.parts().stream().mapToDouble(part -> part.weight() * part.weight()).sum();
    }
}
