package kaobako.theory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class NormalTest {
    private static final Normal BOX = new Normal(new double[] {0.3, -0.5}, new double[] {0.4, 0.1});

    @Test
    void theDensityIntegratesToOneAndIsHighestAtTheCentre() {
        double volume = 0;
        double step = 0.01;
        for (double x = -3; x < 3; x += step)
            for (double y = -3; y < 3; y += step) volume += BOX.density(x, y) * step * step;
        assertThat(volume).isCloseTo(1, within(1e-3));
        assertThat(BOX.density(0.3, -0.5)).isEqualTo(BOX.highest());
        // one sigma away in either direction is the same height: an ellipse
        assertThat(BOX.density(0.7, -0.5)).isCloseTo(BOX.density(0.3, -0.4), within(1e-12));
        assertThat(BOX.density(0.7, -0.5)).isCloseTo(BOX.highest() * Math.exp(-0.5), within(1e-12));
    }

    @Test
    void drawsHaveItsCentreAndDeviations() {
        Random random = new Random(2);
        int n = 40_000;
        double[] sum = new double[2], square = new double[2];
        double product = 0;
        for (int i = 0; i < n; i++) {
            double[] x = BOX.draw(random);
            for (int k = 0; k < 2; k++) {
                sum[k] += x[k] / n;
                square[k] += (x[k] - BOX.mu()[k]) * (x[k] - BOX.mu()[k]) / n;
            }
            product += (x[0] - 0.3) * (x[1] + 0.5) / n;
        }
        for (int k = 0; k < 2; k++) {
            assertThat(sum[k]).isCloseTo(BOX.mu()[k], within(5 * BOX.sigma()[k] / Math.sqrt(n)));
            assertThat(Math.sqrt(square[k])).isCloseTo(BOX.sigma()[k], within(5 * BOX.sigma()[k] / Math.sqrt(2.0 * n)));
        }
        assertThat(product).as("independent").isCloseTo(0, within(5 * 0.04 / Math.sqrt(n)));
    }

    @Test
    void refusesWhatIsNoNormal() {
        assertThatThrownBy(() -> new Normal(new double[] {0}, new double[] {0})).hasMessageContaining("above 0");
        assertThatThrownBy(() -> new Normal(new double[2], new double[] {1})).hasMessageContaining("found 1 and 2");
    }
}
