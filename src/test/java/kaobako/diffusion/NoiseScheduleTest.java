package kaobako.diffusion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import kaobako.store.Safetensors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class NoiseScheduleTest {
    /** 1 - alphas_cumprod near t = 0 shows the last bit, so these must agree to it. */
    @ParameterizedTest
    @CsvSource({"betas_linear, LINEAR, 1e-4, 0.02", "betas_scaled_linear, SCALED_LINEAR, 0.00085, 0.012",
        "betas_cosine, SQUAREDCOS_CAP_V2, 0, 0"})
    void tablesHaveTheBitsOfTheTraining(String folder, BetaSchedule schedule, double start, double end) {
        NoiseSchedule table = NoiseSchedule.of(schedule, start, end, 1000);
        try (Safetensors golden = Safetensors.open(Path.of("src/test/resources/golden/sched", folder, "case.safetensors"))) {
            assertThat(table.betas()).isEqualTo(golden.tensor("betas").floats());
            assertThat(table.alphasCumprod()).isEqualTo(golden.tensor("alphas_cumprod").floats());
        }
    }

    @ParameterizedTest
    @EnumSource(BetaSchedule.class)
    void betasStayBetweenZeroAndOneAndThePictureFades(BetaSchedule schedule) {
        for (int steps : new int[] {1, 2, 7, 500, 1000}) {
            NoiseSchedule table = NoiseSchedule.of(schedule, 1e-4, 0.02, steps);
            assertThat(table.size()).isEqualTo(steps);
            for (int t = 1; t < steps; t++) {
                assertThat(table.alphasCumprod(t)).isBetween(0.0, table.alphasCumprod(t - 1));
                assertThat(table.sigma(t)).isGreaterThan(table.sigma(t - 1));
            }
        }
    }

    /** Lin et al. 2023, table 1: the first timestep stays, the last has no signal at all. */
    @Test
    void rescalingReachesZeroTerminalSnr() {
        NoiseSchedule plain = NoiseSchedule.of(BetaSchedule.SCALED_LINEAR, 0.00085, 0.012, 1000);
        NoiseSchedule zero = plain.rescaledToZeroTerminalSnr();
        assertThat(zero.alphasCumprod(999)).isZero();
        assertThat(zero.beta(999)).isEqualTo(1);
        assertThat(zero.snr(999)).isZero();
        assertThat(zero.sigma(999)).isInfinite();
        assertThat(zero.alphasCumprod(0)).isCloseTo(plain.alphasCumprod(0), within(1e-7));
        // the square roots are shifted and stretched, so their differences keep their ratios
        double stretch = plain.signalScale(0) / (plain.signalScale(0) - plain.signalScale(999));
        for (int t = 100; t < 900; t += 100) {
            assertThat(zero.signalScale(t)).isCloseTo((plain.signalScale(t) - plain.signalScale(999)) * stretch, within(2e-6));
        }
        assertThat(zero.endingFinite().sigma(999)).isCloseTo(4096, within(1e-3));
    }

    @Test
    void timestepOfInvertsSigma() {
        NoiseSchedule table = NoiseSchedule.of(BetaSchedule.LINEAR, 1e-4, 0.02, 1000);
        for (int t = 0; t < 1000; t++) {
            assertThat(table.timestepOf(table.sigma(t))).isCloseTo(t, within(1e-4));
        }
        assertThat(table.timestepOf(Math.sqrt(table.sigma(500) * table.sigma(501)))).isCloseTo(500.5, within(1e-3));
        assertThat(table.timestepOf(1e-9)).isZero();
        assertThat(table.timestepOf(Double.POSITIVE_INFINITY)).isEqualTo(999);
        NoiseSchedule zero = table.rescaledToZeroTerminalSnr();
        assertThat(zero.timestepOf(Double.POSITIVE_INFINITY)).isEqualTo(999);
        assertThat(zero.timestepOf(1e9)).isEqualTo(998);
    }

    @Test
    void lambdaIsMinusLogSigma() {
        NoiseSchedule table = NoiseSchedule.of(BetaSchedule.SQUAREDCOS_CAP_V2, 0, 0, 1000);
        for (int t = 0; t < 1000; t += 37) {
            assertThat(table.lambda(t)).isCloseTo(-Math.log(table.sigma(t)), within(1e-6));
            assertThat(table.snr(t) * table.sigma(t) * table.sigma(t)).isCloseTo(1, within(1e-6));
        }
    }

    @Test
    void impossibleBetasAreRefusedByPlaceAndValue() {
        assertThatThrownBy(() -> NoiseSchedule.of(0.1f, 1.5f, 0.2f)).hasMessageContaining("timestep 1").hasMessageContaining("1.5");
        assertThatThrownBy(() -> NoiseSchedule.of(0f, 0.1f)).hasMessageContaining("timestep 0");
        assertThatThrownBy(() -> NoiseSchedule.of(0.1f, Float.NaN)).hasMessageContaining("NaN");
        assertThatThrownBy(() -> NoiseSchedule.of(BetaSchedule.LINEAR, 1e-4, 0.02, 0)).hasMessageContaining("num_train_timesteps");
    }
}
