package kaobako.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Collections;
import java.util.List;
import kaobako.diffusion.SeedMix;
import org.junit.jupiter.api.Test;

/** Judged by angles: bilinear in them, and never off the sphere. */
class SeedMapTest {
    private static final List<SeedMix> CORNERS = List.of(SeedMix.of(1), SeedMix.of(2), SeedMix.of(3), SeedMix.of(4));
    private static final SeedMap MAP = new SeedMap(CORNERS);

    @Test
    void cornersAreTheCornersThemselves() {
        for (int level : List.of(0, 3, SeedMap.FINEST)) {
            int end = 1 << level;
            assertThat(List.of(MAP.at(new SeedMap.Point(level, 0, 0)), MAP.at(new SeedMap.Point(level, end, 0)),
                    MAP.at(new SeedMap.Point(level, 0, end)), MAP.at(new SeedMap.Point(level, end, end)))).isEqualTo(CORNERS);
        }
    }

    @Test
    void everyPointIsOnTheSphereAndNeighboursAreEvenlyApartAlongAnEdge() {
        for (int j = 0; j <= 8; j++) {
            for (int i = 0; i <= 8; i++) assertThat(MAP.at(new SeedMap.Point(3, i, j)).length()).isCloseTo(1, within(1e-12));
            double step = SeedMix.angle(MAP.at(new SeedMap.Point(3, j, 0)), MAP.at(new SeedMap.Point(3, Math.min(8, j + 1), 0)));
            assertThat(step).isCloseTo(j == 8 ? 0 : Math.PI / 16, within(1e-7));
        }
        SeedMix middle = MAP.at(new SeedMap.Point(1, 1, 1));
        assertThat(middle.parts()).hasSize(4).allMatch(p -> Math.abs(p.weight() - 0.5) < 1e-12);
    }

    @Test
    void aFinerGridHasTheCoarserOnesPointsToTheBit() {
        for (int i = 0; i <= 4; i++) for (int j = 0; j <= 4; j++) {
            SeedMap.Point coarse = new SeedMap.Point(2, i, j);
            SeedMap.Point fine = coarse.at(7);
            assertThat(MAP.at(fine)).isEqualTo(MAP.at(coarse));
            assertThat(fine.at(2)).isEqualTo(coarse);
            assertThat(fine.coarsest()).isLessThanOrEqualTo(2);
        }
        assertThat(new SeedMap.Point(5, 3, 8).coarsest()).isEqualTo(5);
        assertThat(new SeedMap.Point(5, 4, 8).coarsest()).isEqualTo(3);
        assertThat(new SeedMap.Point(5, 0, 0).coarsest()).isZero();
        assertThat(new SeedMap.Point(3, 5, 2).at(1)).isEqualTo(new SeedMap.Point(1, 1, 1));
    }

    @Test
    void cornersMayBeBlendsButNotOfTooMany() {
        SeedMix blend = MAP.at(new SeedMap.Point(2, 1, 2));
        SeedMap of = new SeedMap(List.of(blend, SeedMix.of(9), SeedMix.variation(1, 7, 0.2), SeedMix.of(3)));
        assertThat(of.at(new SeedMap.Point(0, 0, 0))).isEqualTo(blend);
        assertThat(of.at(new SeedMap.Point(3, 3, 5)).length()).isCloseTo(1, within(1e-12));
        SeedMix five = new SeedMix(Collections.nCopies(5, new SeedMix.Part(1, 0.4)));
        assertThatThrownBy(() -> new SeedMap(List.of(five, five, five, five))).hasMessageContaining("at most 4");
        assertThatThrownBy(() -> new SeedMap(CORNERS.subList(0, 3))).hasMessageContaining("four corners");
    }
}
