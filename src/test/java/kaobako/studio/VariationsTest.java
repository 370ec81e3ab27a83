package kaobako.studio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import kaobako.diffusion.SeedMix;
import org.junit.jupiter.api.Test;

class VariationsTest {
    @Test
    void theFirstIsThePictureItselfAndTheOthersDiffer() {
        List<SeedMix> all = Variations.of(SeedMix.of(42), 9, 0.2);
        assertThat(all.get(0)).isEqualTo(SeedMix.of(42));
        assertThat(all).doesNotHaveDuplicates().isEqualTo(Variations.of(SeedMix.of(42), 9, 0.2));
    }

    @Test
    void everyStepStaysOnTheSphereAndTurnsByItsStrength() {
        for (SeedMix centre : List.of(SeedMix.of(7), SeedMix.slerp(1, 2, 0.3), SeedMix.bilinear(1, 2, 3, 4, 0.4, 0.6))) {
            for (SeedMix mix : Variations.of(centre, 5, 0.25).subList(1, 5)) {
                assertThat(mix.parts().stream().mapToDouble(p -> p.weight() * p.weight()).sum()).isCloseTo(1, within(1e-12));
                double towards = mix.parts().get(mix.parts().size() - 1).weight();
                assertThat(towards).isCloseTo(Math.sin(Math.PI / 8), within(1e-12));
            }
        }
    }
}
