package kaobako.studio;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import kaobako.train.TimingProbe;
import org.junit.jupiter.api.Test;

class LearnCostsTest {
    @Test
    void saysWhatARecipeTakesOfADeviceAndOfItsPictures() {
        LearnCosts.Cost cost = new LearnCosts.Cost(Optional.of(new TimingProbe.Result(0.5, 16, 600, 1_000_000)), Optional.empty());
        assertThat(cost.seconds(1000)).isEqualTo(500);
        assertThat(cost.isTight(800)).as("exactly three quarters").isFalse();
        assertThat(cost.isTight(799)).isTrue();
        assertThat(cost.passes(1000, 320)).hasValue(50);
        assertThat(cost.passes(1000, 0)).as("an empty folder").isPresent();
    }

    @Test
    void whatIsNotMeasuredIsNotGuessed() {
        assertThat(LearnCosts.Cost.UNKNOWN.seconds(10)).isNaN();
        assertThat(LearnCosts.Cost.UNKNOWN.isTight(1)).isFalse();
        assertThat(LearnCosts.Cost.UNKNOWN.passes(10, 10)).isEmpty();
    }
}
