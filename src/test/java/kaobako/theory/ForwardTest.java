package kaobako.theory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import kaobako.diffusion.BetaSchedule;
import kaobako.diffusion.NoiseSchedule;
import kaobako.diffusion.Philox;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The forward process against its closed form and against draws. */
class ForwardTest {
    private static final TwoPixelDensity RING = Example.RING.density();

    private static Forward forward(BetaSchedule schedule) {
        return new Forward(NoiseSchedule.of(schedule, 1e-4, 0.02, 1000));
    }

    @ParameterizedTest
    @EnumSource(BetaSchedule.class)
    void momentsOfDissolvedDrawsAreTheClosedForms(BetaSchedule schedule) {
        Forward forward = forward(schedule);
        TwoPixelDensity moons = Example.MOONS.density();
        int n = 40_000;
        float[] x0 = drawn(moons, n);
        float[] noise = Philox.normals(7, 0, Philox.Purpose.IMAGE_NOISE, 2 * n);
        double[] clean = moments(x0);
        for (int t : new int[] {0, 120, 500, 999}) {
            double[] found = moments(forward.noised(x0, noise, t));
            double a = Math.sqrt(forward.schedule().alphasCumprod(t));
            // E[x_t] = a E[x_0], Var[x_t] = a^2 Var[x_0] + 1 - a^2; four standard errors of a sample of n
            double variance = a * a * clean[1] + 1 - a * a;
            assertThat(found[0]).as("mean at " + t).isCloseTo(a * clean[0], within(4 * Math.sqrt(variance / (2 * n))));
            assertThat(found[1]).as("variance at " + t).isCloseTo(variance, within(4 * variance * Math.sqrt(2.0 / n)));
        }
        assertThat(forward.noised(x0, noise, -1)).isEqualTo(x0);
    }

    /** Mean and variance over both pixels. */
    private static double[] moments(float[] x) {
        double sum = 0, squares = 0;
        for (float v : x) {
            sum += v;
            squares += (double) v * v;
        }
        double mean = sum / x.length;
        return new double[] {mean, squares / x.length - mean * mean};
    }

    private static float[] drawn(TwoPixelDensity density, int n) {
        SplittableRandom random = new SplittableRandom(11);
        float[] points = new float[2 * n];
        for (int i = 0; i < points.length; i += 2) {
            TwoPixelDensity.Point p = density.draw(random);
            points[i] = (float) p.x();
            points[i + 1] = (float) p.y();
        }
        return points;
    }

    @Test
    void exactMarginalIsWhatManyDissolvedDrawsFallInto() {
        Forward forward = forward(BetaSchedule.LINEAR);
        int n = 200_000;
        float[] x0 = drawn(RING, n);
        float[] noise = Philox.normals(3, 0, Philox.Purpose.IMAGE_NOISE, 2 * n);
        for (int t : new int[] {-1, 0, 30, 300, 999}) {
            PlaneHistogram exact = forward.marginal(RING, t);
            PlaneHistogram found = PlaneHistogram.of(forward.noised(x0, noise, t));
            // the noise of so few draws itself is what is expected, and nothing else
            assertThat(exact.totalVariation(found)).as("t " + t).isCloseTo(exact.expectedNoise(n), within(0.15 * exact.expectedNoise(n)));
        }
    }

    @Test
    void marginalAtTheEndIsTheNormalDistributionAndAtTheStartTheBox() {
        PlaneHistogram end = forward(BetaSchedule.SQUAREDCOS_CAP_V2).marginal(RING, 999);
        // the middle bin is 0.1 x 0.1 at density 1 / 2 pi; four bins meet at the origin
        assertThat(end.mass(24, 24)).isCloseTo(0.01 / (2 * Math.PI), within(1e-5));
        assertThat(end.outside()).isCloseTo(1 - Math.pow(0.983605, 2), within(1e-4));
        PlaneHistogram start = forward(BetaSchedule.LINEAR).marginal(RING, -1);
        double sum = 0;
        for (int row = 14; row < 34; row++) for (int column = 14; column < 34; column++) sum += start.mass(column, row);
        assertThat(sum).isCloseTo(1, within(1e-12));
    }

    @Test
    void totalVariationOfDisjointBoxesIsOneAndOfEqualOnesZero() {
        PlaneHistogram a = PlaneHistogram.of(new float[] {0.5f, 0.5f});
        PlaneHistogram b = PlaneHistogram.of(new float[] {-0.5f, 0.5f, 9, 9, Float.NaN, 0, 0.5f, 0.5f});
        assertThat(a.totalVariation(a)).isZero();
        assertThat(a.totalVariation(b)).isEqualTo(0.75);
        assertThat(b.outside()).isEqualTo(0.5);
        assertThat(a.totalVariation(PlaneHistogram.of(new float[] {-0.5f, 0.5f}))).isEqualTo(1);
    }
}
