package kaobako.ui.part;

import java.awt.image.BufferedImage;
import java.util.function.IntFunction;

/**
 * An animated view as frames, to be saved.
 *
 * @param name   of the file, without its ending
 * @param frames how many
 * @param millis that each is shown
 * @param frame  paints frame 0, 1, ..; asked in order, on the event thread, one frame an event
 */
public record Motion(String name, int frames, int millis, IntFunction<BufferedImage> frame) {
    public Motion {
        if (frames < 1 || millis < 10) throw new IllegalArgumentException("a motion has 1 frame or more of 10 ms or more, found " + frames
                + " of " + millis + " ms");
    }
}
