package kaobako.diffusion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class TimestepDensityTest {
    @Test
    void uniformIsEveryTimestepOnce() {
        float[] table = TimestepDensity.UNIFORM.table(7);
        assertThat(table).containsExactly(0, 1, 2, 3, 4, 5, 6);
    }

    /** The share above a timestep t of T is 1 - u with u the inverse of the rule, x / (s - (s - 1) x) at x = t / T. */
    @Test
    void strongNoiseHasTheShareThatTheRuleGivesIt() {
        for (double shift : new double[] {1, 1.7, 3, 20}) {
            float[] table = new TimestepDensity(shift).table(1000);
            for (double x : new double[] {0.1, 0.5, 0.85, 0.95}) {
                int above = 0;
                for (float t : table) above += t >= 1000 * x ? 1 : 0;
                assertThat(above / (double) table.length).as("shift %s above %s", shift, x)
                        .isCloseTo(1 - x / (shift - (shift - 1) * x), within(1e-3));
            }
        }
    }

    @Test
    void everyTimestepIsDrawnSometimes() {
        for (double shift : new double[] {1, 1.5, 3, 19.9}) {
            assertThat(new TimestepDensity(shift).table(10)).contains(0, 1, 2, 3, 4, 5, 6, 7, 8, 9).doesNotContain(10);
        }
    }

    @Test
    void otherShiftsAreRefused() {
        for (double shift : new double[] {0.9, 21, Double.NaN, Double.POSITIVE_INFINITY}) {
            assertThatThrownBy(() -> new TimestepDensity(shift)).hasMessageContaining("shift").hasMessageContaining(String.valueOf(shift));
        }
    }
}
