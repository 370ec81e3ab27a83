package kaobako.theory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.LongStream;
import kaobako.diffusion.Philox;
import kaobako.diffusion.SeedMix;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShellTest {
    private static final int AVATAR = 64 * 64 * 3;

    @ParameterizedTest
    @CsvSource({"1, 1", "2, 1", "3, 0.5", "12288, 1", "12288, 2"})
    void theDensityIntegratesToOneAndGivesMeanAndDeviation(int dimensions, double sigma) {
        Shell shell = new Shell(dimensions, sigma);
        double from = Math.max(0, shell.radius() - 10 * sigma);
        int n = 40_000;
        double step = (shell.radius() + 10 * sigma - from) / n;
        double area = 0, mean = 0, square = 0;
        for (int i = 0; i < n; i++) {
            double r = from + (i + 0.5) * step;
            double p = shell.density(r) * step;
            area += p;
            mean += p * r;
            square += p * r * r;
        }
        assertThat(area).isCloseTo(1, within(1e-6));
        assertThat(shell.mean()).isCloseTo(mean, within(1e-5 * shell.radius()));
        assertThat(Math.sqrt(square)).isCloseTo(shell.radius(), within(1e-5 * shell.radius()));
        assertThat(shell.deviation()).isCloseTo(Math.sqrt(square - mean * mean), within(2e-3 * sigma));
    }

    @Test
    void twoAndThreeDimensionsAreTheTextbooks() {
        for (double r : new double[] {0.2, 1, 2.5}) {
            assertThat(new Shell(2, 1).density(r)).as("Rayleigh").isCloseTo(r * Math.exp(-r * r / 2), within(1e-12));
            assertThat(new Shell(3, 1).density(r)).as("Maxwell").isCloseTo(Math.sqrt(2 / Math.PI) * r * r * Math.exp(-r * r / 2), within(1e-12));
        }
        assertThat(new Shell(2, 1).mean()).isCloseTo(Math.sqrt(Math.PI / 2), within(1e-12));
    }

    @Test
    void realSeedsLieInTheThinShell() {
        Shell shell = new Shell(AVATAR, 1);
        assertThat(shell.radius()).isCloseTo(110.9, within(0.05));
        double[] norms = LongStream.range(0, 400)
                .mapToDouble(seed -> Shell.norm(Philox.normals(seed, 0, Philox.Purpose.IMAGE_NOISE, AVATAR))).toArray();
        double mean = java.util.Arrays.stream(norms).average().orElseThrow();
        double deviation = Math.sqrt(java.util.Arrays.stream(norms).map(n -> (n - mean) * (n - mean)).sum() / (norms.length - 1));
        assertThat(mean).isCloseTo(shell.mean(), within(4 * shell.deviation() / Math.sqrt(norms.length)));
        assertThat(deviation).isCloseTo(shell.deviation(), within(4 * shell.deviation() / Math.sqrt(2.0 * norms.length)));
        assertThat(java.util.Arrays.stream(norms).map(n -> Math.abs(n - shell.radius())).max().orElseThrow()).isLessThan(4);
    }

    @Test
    void halfWayTheStraightBlendOfTwoSeedsHasLostItsLengthAndTheArcHasNot() {
        double root = new Shell(AVATAR, 1).radius();
        for (long seed = 0; seed < 40; seed += 2) {
            // two seeds are almost at right angles: their cosine is within 4 / sqrt(d), of which a half goes to the length
            double tolerance = 2 / Math.sqrt(AVATAR) + 4 / Math.sqrt(2.0 * AVATAR);
            assertThat(length(SeedMix.straight(seed, seed + 1, 0.5)) / root).isCloseTo(Math.sqrt(0.5), within(tolerance));
            assertThat(length(SeedMix.slerp(seed, seed + 1, 0.5)) / root).isCloseTo(1, within(tolerance));
        }
    }

    private static double length(SeedMix mix) {
        return Shell.norm(mix.normals(0, Philox.Purpose.IMAGE_NOISE, AVATAR));
    }

    @Test
    void refusesNoDimensions() {
        assertThatThrownBy(() -> new Shell(0, 1)).hasMessageContaining("found 0");
        assertThatThrownBy(() -> new Shell(1, 0)).hasMessageContaining("sigma above 0");
    }
}
