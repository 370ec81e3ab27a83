package kaobako.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import kaobako.unet.UNetConfig;
import org.junit.jupiter.api.Test;

class NetworkSizeTest {
    @Test
    void theMediumOneFor64PixelsIsTheStandardNetwork() {
        assertThat(NetworkSize.MEDIUM.network(64)).isEqualTo(TrainConfig.standard().network());
        // the count of the benchmark network, as PyTorch gives it
        assertThat(NetworkSize.MEDIUM.parameters(64)).isEqualTo(5_533_091);
    }

    @Test
    void allOfThemCanBeDescribed() {
        for (NetworkSize size : NetworkSize.values()) {
            for (int side : NetworkSize.SIDES) {
                UNetConfig config = UNetConfig.of(size.network(side));
                assertThat(config.sampleWidth()).isEqualTo(side);
                assertThat(side / config.divisor()).as("the innermost level of %s for %s", size, side).isEqualTo(8);
                assertThat(TrainConfig.standard().withNetwork(size.network(side)).unet()).isEqualTo(config);
            }
        }
    }

    @Test
    void anOddSideIsRefused() {
        assertThatThrownBy(() -> NetworkSize.SMALL.network(48)).hasMessageContaining("48");
    }
}
