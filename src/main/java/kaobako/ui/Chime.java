package kaobako.ui;

import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioSystem;
import javax.sound.sampled.LineUnavailableException;
import javax.sound.sampled.SourceDataLine;

/** Two soft notes for the end of something long; nothing where there is no sound. Waits until they are over: io thread. */
final class Chime {
    private static final int RATE = 44_100;
    /** E5 and A5, Hz. */
    private static final double[] NOTES = {659.25, 880};
    private static final double SECONDS = 0.45;
    private static final double OVERLAP = 0.16;
    /** Of full scale: quiet. */
    private static final double LOUDNESS = 0.12;

    private Chime() {}

    static void play() {
        byte[] samples = samples();
        AudioFormat format = new AudioFormat(RATE, Short.SIZE, 1, true, false);
        try (SourceDataLine line = AudioSystem.getSourceDataLine(format)) {
            line.open(format);
            line.start();
            line.write(samples, 0, samples.length);
            line.drain();
        } catch (LineUnavailableException | IllegalArgumentException | SecurityException silent) {
            // the toast says it too
        }
    }

    /** 16 bits, one channel, little-endian: sines that fade away, the second over the end of the first. */
    static byte[] samples() {
        int length = (int) (RATE * (SECONDS + OVERLAP * (NOTES.length - 1)));
        byte[] samples = new byte[2 * length];
        for (int i = 0; i < length; i++) {
            double sum = 0;
            for (int n = 0; n < NOTES.length; n++) {
                double t = i / (double) RATE - n * OVERLAP;
                // swells within 10 ms, so that it does not click, and is gone at the end
                if (t >= 0 && t < SECONDS) sum += Math.sin(2 * Math.PI * NOTES[n] * t) * Math.min(1, t / 0.01) * Math.pow(1 - t / SECONDS, 2);
            }
            int value = (int) (sum * LOUDNESS * Short.MAX_VALUE);
            samples[2 * i] = (byte) value;
            samples[2 * i + 1] = (byte) (value >> 8);
        }
        return samples;
    }
}
