package kaobako.diffusion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.List;
import kaobako.store.Safetensors;
import org.junit.jupiter.api.Test;

class EmaDecayTest {
    @Test
    void agreesWithDiffusers() {
        List<EmaDecay> rules = List.of(EmaDecay.warmingUp(0.9999), EmaDecay.fixed(0.9999), EmaDecay.ratio(0.9999));
        try (Safetensors golden = Safetensors.open(Path.of("src/test/resources/golden/ops/ema_decay/case.safetensors"))) {
            for (int i = 0; i < rules.size(); i++) {
                float[] expected = golden.tensor("decay" + i).floats();
                for (int k = 1; k <= expected.length; k++) {
                    assertThat(rules.get(i).at(k)).as("%s, update %d", rules.get(i), k)
                            .isCloseTo(expected[k - 1], within(1e-7));
                }
            }
        }
    }

    @Test
    void waitsForItsFirstUpdateAndKeepsItsLimits() {
        EmaDecay late = new EmaDecay(0.5, 0.4, EmaDecay.WarmUp.RATIO, 1, 0.75, 10);
        assertThat(late.at(11)).isZero();
        assertThat(late.at(12)).isEqualTo(0.4);
        assertThat(late.at(1_000_000)).isEqualTo(0.5);
        assertThatThrownBy(() -> EmaDecay.fixed(1.1)).hasMessageContaining("1.1");
    }

    @Test
    void anAverageWorthKeepingIsKeptFromTheSecondUpdateOn() {
        EmaDecay kept = EmaDecay.warmingUp(0.9999).withMin(0.999);
        assertThat(kept.at(1)).isZero();
        assertThat(kept.at(2)).isEqualTo(0.999);
        assertThat(kept.at(100_000)).isEqualTo(EmaDecay.warmingUp(0.9999).at(100_000)).isGreaterThan(0.999);
    }
}
