package kaobako.diffusion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class LossWeightTest {
    private static final NoiseSchedule COSINE = NoiseSchedule.of(BetaSchedule.SQUAREDCOS_CAP_V2, 0, 0, 1000);

    /** Hang et al. 2023, section 3.4: min(snr, g), min(snr, g) / snr, min(snr, g) / (snr + 1). */
    @Test
    void minSnrInEachPredictionsUnits() {
        LossWeight five = LossWeight.minSnr(5);
        assertThat(five.weight(20, Prediction.SAMPLE)).isEqualTo(5);
        assertThat(five.weight(20, Prediction.EPSILON)).isEqualTo(0.25);
        assertThat(five.weight(20, Prediction.V_PREDICTION)).isCloseTo(5 / 21.0, within(1e-15));
        assertThat(five.weight(0.5, Prediction.EPSILON)).isEqualTo(1);
        assertThat(five.weight(0, Prediction.EPSILON)).isEqualTo(1);
        assertThat(five.weight(0, Prediction.V_PREDICTION)).isZero();
    }

    /** One error in x0 must cost the same whatever the network predicts: its output errs by d(out)/d(x0). */
    @Test
    void everyPredictionWeighsAnErrorInX0Alike() {
        for (LossWeight rule : new LossWeight[] {LossWeight.minSnr(5), LossWeight.softMinSnr(4)}) {
            for (double snr : new double[] {1e-3, 0.1, 1, 4.9, 5.1, 300}) {
                double acp = snr / (1 + snr);
                double ofSample = rule.weight(snr, Prediction.SAMPLE);
                // x fixed: eps = (x - a x0) / s and v = a eps - s x0, so d eps = -a/s d x0 and d v = -(1/s) d x0
                assertThat(rule.weight(snr, Prediction.EPSILON) * acp / (1 - acp)).isCloseTo(ofSample, within(1e-9 * ofSample));
                assertThat(rule.weight(snr, Prediction.V_PREDICTION) / (1 - acp)).isCloseTo(ofSample, within(1e-9 * ofSample));
            }
        }
    }

    @Test
    void tablesCoverEveryTimestepWithFiniteWeights() {
        NoiseSchedule zero = COSINE.rescaledToZeroTerminalSnr();
        for (Prediction prediction : Prediction.values()) {
            for (float weight : LossWeight.minSnr(5).table(zero, prediction)) {
                assertThat(weight).isFinite().isBetween(0f, 5f);
            }
            assertThat(LossWeight.uniform().table(COSINE, prediction)).hasSize(1000).containsOnly(1f);
        }
        assertThatThrownBy(() -> LossWeight.minSnr(0)).hasMessageContaining("gamma");
    }
}
