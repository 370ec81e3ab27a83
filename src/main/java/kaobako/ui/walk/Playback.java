package kaobako.ui.walk;

import java.util.function.LongSupplier;

/** Which frame is on: by the clock, so that a slow screen leaves frames out instead of showing them late. After the last comes the first. */
final class Playback {
    private final LongSupplier nanos;
    private int count = 1;
    private int rate = 1;
    private boolean playing;
    /** In frames, at the time {@code since}. */
    private double position;
    private long since;

    /** @param nanos the clock */
    Playback(LongSupplier nanos) {
        this.nanos = nanos;
        since = nanos.getAsLong();
    }

    /** Of another film, or at another speed; goes on from where it is. */
    void show(int frames, int framesPerSecond) {
        settle();
        count = Math.max(1, frames);
        rate = framesPerSecond;
        position = Math.min(position, count - 1e-6);
    }

    void play() {
        settle();
        playing = true;
    }

    void pause() {
        position = frame();
        playing = false;
    }

    boolean isPlaying() {
        return playing;
    }

    void seek(int frame) {
        since = nanos.getAsLong();
        position = frame;
    }

    int frame() {
        return Math.min(count - 1, (int) now());
    }

    private void settle() {
        position = now();
        since = nanos.getAsLong();
    }

    private double now() {
        double at = playing ? position + (nanos.getAsLong() - since) * 1e-9 * rate : position;
        return at % count;
    }
}
