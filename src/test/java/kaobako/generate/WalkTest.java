package kaobako.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import kaobako.diffusion.Philox;
import kaobako.diffusion.SeedMix;
import kaobako.diffusion.Slerp;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Judged by the noise itself: where it starts and ends, how long it is, how far apart neighbours are; and by the textbook's slerp. */
class WalkTest {
    private static final int COUNT = 3 * 64 * 64;
    /** Independent noises of n elements are at right angles to within 1 / sqrt(n); four of these. */
    private static final double SLACK = 4 / Math.sqrt(COUNT);

    private static Walk walk(int frames, Walk.Way way, long... seeds) {
        return new Walk(IntStream.range(0, seeds.length).mapToObj(i -> SeedMix.of(seeds[i])).toList(), frames, way, Walk.Easing.STEADY, Walk.Ends.OPEN);
    }

    @Test
    void startsAndEndsAtTheSeedsAndPassesThoseBetween() {
        List<SeedMix> mixes = walk(4, Walk.Way.SPHERE, 5, 9, 5).mixes();
        assertThat(mixes).hasSize(9);
        for (int stage : List.of(0, 3)) {
            assertThat(noise(mixes.get(0), stage)).isEqualTo(Philox.normals(5, stage, Philox.Purpose.IMAGE_NOISE, COUNT));
            assertThat(noise(mixes.get(4), stage)).isEqualTo(Philox.normals(9, stage, Philox.Purpose.IMAGE_NOISE, COUNT));
            assertThat(noise(mixes.get(8), stage)).isEqualTo(Philox.normals(5, stage, Philox.Purpose.IMAGE_NOISE, COUNT));
        }
    }

    /** Stage 0 is the initial noise, the others are the fresh noise of stochastic samplers: all of it is on the sphere. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 17, 999})
    void theSphereKeepsTheLengthOfEveryStagesNoiseAndTheStraightWayDoesNot(int stage) {
        double own = length(noise(SeedMix.of(5), stage));
        List<SeedMix> sphere = walk(8, Walk.Way.SPHERE, 5, 9).mixes();
        for (SeedMix mix : sphere) assertThat(length(noise(mix, stage)) / own).isCloseTo(1, within(SLACK));
        SeedMix middle = walk(8, Walk.Way.STRAIGHT, 5, 9).mixes().get(4);
        assertThat(length(noise(middle, stage)) / own).isCloseTo(Math.sqrt(0.5), within(SLACK));
        for (int i = 1; i < sphere.size(); i++) {
            float[] a = noise(sphere.get(i - 1), stage);
            float[] b = noise(sphere.get(i), stage);
            for (int k = 0; k < COUNT; k++) b[k] -= a[k];
            // an eighth of a right angle each
            assertThat(length(b) / own).isCloseTo(2 * Math.sin(Math.PI / 32), within(SLACK));
        }
    }

    @ParameterizedTest
    @CsvSource({"0, 0.25", "0, 0.5", "6, 0.125", "6, 0.9"})
    void isTheTextbooksSlerpOfTheNoisesThemselves(int stage, double t) {
        float[] a = noise(SeedMix.of(5), stage);
        float[] b = noise(SeedMix.of(9), stage);
        double angle = Slerp.angle(a, b);
        double wa = Math.sin((1 - t) * angle) / Math.sin(angle);
        double wb = Math.sin(t * angle) / Math.sin(angle);
        float[] found = noise(SeedMix.slerp(5, 9, t), stage);
        double squares = 0;
        for (int i = 0; i < COUNT; i++) squares += Math.pow(found[i] - (wa * a[i] + wb * b[i]), 2);
        assertThat(Math.sqrt(squares) / length(a)).isLessThan(SLACK);
    }

    @Test
    void betweenMixesTheAngleIsTheirOwn() {
        SeedMix near = SeedMix.variation(5, 7, 0.2);
        List<SeedMix> mixes = new Walk(List.of(SeedMix.of(5), near), 4, Walk.Way.SPHERE, Walk.Easing.STEADY, Walk.Ends.OPEN).mixes();
        for (int i = 0; i <= 4; i++) {
            SeedMix expected = SeedMix.variation(5, 7, 0.05 * i);
            assertThat(SeedMix.angle(mixes.get(i), expected)).isCloseTo(0, within(1e-7));
            assertThat(mixes.get(i).length()).isCloseTo(1, within(1e-12));
        }
        assertThat(mixes.get(4)).isEqualTo(near);
    }

    @Test
    void aLoopReturnsWithoutShowingASeedTwice() {
        Walk loop = new Walk(List.of(SeedMix.of(1), SeedMix.of(2), SeedMix.of(3)), 5, Walk.Way.SPHERE, Walk.Easing.STEADY, Walk.Ends.LOOP);
        assertThat(loop.mixes()).hasSize(15).hasSize(loop.count()).doesNotHaveDuplicates();
        assertThat(loop.mixes().get(14)).isEqualTo(SeedMix.slerp(3, 1, 0.8));
        // the same angle from frame to frame all around, over the seam too
        List<SeedMix> round = Stream.concat(loop.mixes().stream(), Stream.of(SeedMix.of(1))).toList();
        for (int i = 1; i < round.size(); i++) assertThat(SeedMix.angle(round.get(i - 1), round.get(i))).isCloseTo(Math.PI / 10, within(1e-9));
    }

    @ParameterizedTest
    @EnumSource(Walk.Easing.class)
    void easingGoesFromOneEndToTheOtherAndNeverBack(Walk.Easing easing) {
        assertThat(easing.share(0)).isZero();
        assertThat(easing.share(0.5)).isEqualTo(0.5);
        assertThat(easing.share(1)).isEqualTo(1);
        for (int i = 1; i <= 100; i++) assertThat(easing.share(i / 100.0)).isGreaterThan(easing.share((i - 1) / 100.0));
        double startsWith = easing.share(1e-3) / 1e-3;
        assertThat(startsWith).isCloseTo(easing == Walk.Easing.STEADY ? 1 : 0, within(0.01));
    }

    @ParameterizedTest
    @CsvSource({"1, OPEN", "7, LOOP", "8, OPEN", "24, LOOP"})
    void theOrderIsFromCoarseToFineAndHasEveryFrameOnce(int frames, Walk.Ends ends) {
        Walk walk = new Walk(List.of(SeedMix.of(1), SeedMix.of(2), SeedMix.of(3)), frames, Walk.Way.SPHERE, Walk.Easing.GENTLE, ends);
        List<Integer> order = walk.order();
        assertThat(order).containsExactlyInAnyOrderElementsOf(IntStream.range(0, walk.count()).boxed().toList());
        assertThat(order.subList(0, 3)).allMatch(walk::isKey);
        // half of the frames leave no gap longer than two
        for (int i = 0; i < walk.count() - 1 && frames == 8; i += 2) assertThat(order.indexOf(i)).isLessThan(walk.count() / 2 + 1);
    }

    @Test
    void refusesAWayToNowhere() {
        assertThatThrownBy(() -> walk(4, Walk.Way.SPHERE, 1)).hasMessageContaining("two seeds");
        assertThatThrownBy(() -> walk(0, Walk.Way.SPHERE, 1, 2)).hasMessageContaining("frames");
    }

    private static float[] noise(SeedMix mix, int stage) {
        return mix.normals(stage, Philox.Purpose.IMAGE_NOISE, COUNT);
    }

    private static double length(float[] values) {
        double squares = 0;
        for (float value : values) squares += (double) value * value;
        return Math.sqrt(squares);
    }
}
