package kaobako.ui.walk;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PlaybackTest {
    private long now = 123;
    private final Playback playback = new Playback(() -> now);

    private void after(double seconds) {
        now += Math.round(seconds * 1e9);
    }

    @Test
    void theClockSaysWhichFrameIsOn() {
        playback.show(10, 12);
        playback.play();
        assertThat(playback.frame()).isZero();
        after(0.26);
        assertThat(playback.frame()).isEqualTo(3);
        after(0.5);
        assertThat(playback.frame()).isEqualTo(9);
        after(0.1);
        assertThat(playback.frame()).as("the first again").isZero();
        after(1000.0 / 12);
        assertThat(playback.frame()).as("a hundred rounds later").isZero();
    }

    @Test
    void pausesSeeksAndChangesItsRateWhereItIs() {
        playback.show(10, 10);
        playback.play();
        after(0.35);
        playback.pause();
        after(5);
        assertThat(playback.frame()).isEqualTo(3);
        playback.seek(7);
        assertThat(playback.frame()).isEqualTo(7);
        playback.play();
        after(0.1);
        playback.show(10, 1);
        assertThat(playback.frame()).isEqualTo(8);
        after(1);
        assertThat(playback.frame()).isEqualTo(9);
        playback.show(4, 1);
        assertThat(playback.frame()).as("of a shorter film").isEqualTo(3);
    }
}
