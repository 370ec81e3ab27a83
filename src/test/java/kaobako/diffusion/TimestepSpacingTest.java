package kaobako.diffusion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TimestepSpacingTest {
    /** Lin et al. 2023, table 2, T = 1000 and 10 steps (there counted from 1). */
    @Test
    void theListsOfThePaper() {
        assertThat(TimestepSpacing.LEADING.ancestral(1000, 10, 0))
                .containsExactly(900, 800, 700, 600, 500, 400, 300, 200, 100, 0);
        assertThat(TimestepSpacing.LINSPACE.ancestral(1000, 10, 0))
                .containsExactly(999, 888, 777, 666, 555, 444, 333, 222, 111, 0);
        assertThat(TimestepSpacing.TRAILING.ancestral(1000, 10, 0))
                .containsExactly(999, 899, 799, 699, 599, 499, 399, 299, 199, 99);
    }

    /** numpy.linspace(0, 999, 3).round() is 0, 500, 999: 499.5 goes to the even neighbour. */
    @Test
    void halvesGoToTheEvenNeighbour() {
        assertThat(TimestepSpacing.LINSPACE.ancestral(1000, 3, 0)).containsExactly(999, 500, 0);
        assertThat(TimestepSpacing.LINSPACE.ancestral(998, 3, 0)).containsExactly(997, 498, 0);
        assertThat(TimestepSpacing.TRAILING.ancestral(5, 2, 0)).containsExactly(4, 1);
    }

    @Test
    void multistepListsLeaveRoomForTheEnd() {
        assertThat(TimestepSpacing.LINSPACE.multistep(1000, 1000, 4, 0)).containsExactly(999, 749, 500, 250);
        assertThat(TimestepSpacing.LEADING.multistep(1000, 1000, 4, 1)).containsExactly(801, 601, 401, 201);
        assertThat(TimestepSpacing.TRAILING.multistep(1000, 1000, 4, 0)).containsExactly(999, 749, 499, 249);
        assertThat(TimestepSpacing.TRAILING.multistep(900, 1000, 4, 0)).containsExactly(899, 649, 399, 149);
    }

    @ParameterizedTest
    @EnumSource(value = TimestepSpacing.class, mode = EnumSource.Mode.EXCLUDE, names = {"KARRAS", "EXPONENTIAL"})
    void everyCountGivesThatManyFallingTimesteps(TimestepSpacing spacing) {
        for (int trained : new int[] {1, 10, 500, 1000}) {
            for (int steps = 1; steps <= trained; steps++) {
                int[] list = spacing.ancestral(trained, steps, 0);
                assertThat(list).as("%d of %d", steps, trained).hasSize(steps);
                assertThat(list[0]).isLessThan(trained);
                assertThat(list[steps - 1]).isNotNegative();
                for (int i = 1; i < steps; i++) {
                    assertThat(list[i]).isLessThan(list[i - 1]);
                }
            }
        }
    }

    /** Karras et al. 2022, equation 5, and numpy.geomspace(100, 0.01, 5). */
    @Test
    void sigmasAreSpacedByTheirPowerOrTheirLogarithm() {
        assertThat(TimestepSpacing.EXPONENTIAL.sigmas(100, 0.01, 5)).containsExactly(new double[] {100, 10, 1, 0.1, 0.01}, within(1e-12));
        double[] karras = TimestepSpacing.KARRAS.sigmas(80, 0.002, 3);
        double middle = Math.pow((Math.pow(80, 1 / 7.0) + Math.pow(0.002, 1 / 7.0)) / 2, 7);
        assertThat(karras).containsExactly(new double[] {80, middle, 0.002}, within(1e-12));
        assertThat(TimestepSpacing.EXPONENTIAL.sigmas(100, 0.01, 1)).containsExactly(100);
    }
}
