package kaobako.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.ShortBuffer;
import org.junit.jupiter.api.Test;

class ChimeTest {
    @Test
    void isShortQuietAndWithoutAClick() {
        ShortBuffer samples = ByteBuffer.wrap(Chime.samples()).order(ByteOrder.LITTLE_ENDIAN).asShortBuffer();
        assertThat(samples.remaining() / 44_100.0).isBetween(0.3, 1.0);
        int loudest = 0;
        int jump = 0;
        for (int i = 1; i < samples.remaining(); i++) {
            loudest = Math.max(loudest, Math.abs(samples.get(i)));
            jump = Math.max(jump, Math.abs(samples.get(i) - samples.get(i - 1)));
        }
        assertThat(loudest / 32768.0).as("of full scale").isBetween(0.05, 0.3);
        // a sine of 880 Hz moves by 2 pi 880 / 44100 of its height a sample, two notes by less than the double
        assertThat(jump).isLessThan((int) (2 * 0.126 * loudest) + 2);
        assertThat(samples.get(0)).isZero();
        assertThat(Math.abs(samples.get(samples.remaining() - 1))).isLessThan((short) 10);
    }
}
