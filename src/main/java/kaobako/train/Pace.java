package kaobako.train;

import java.util.ArrayDeque;
import java.util.Deque;

/** How fast steps come, over the last {@value #WINDOW}: in seconds of work, so that a pause does not count. Not thread-safe. */
final class Pace {
    /** Steps of the timing probe. */
    static final int PROBE = 20;
    private static final int WINDOW = 100;

    private final Deque<Double> ends = new ArrayDeque<>();

    /** A step was done after this much work. */
    void add(double seconds) {
        ends.add(seconds);
        if (ends.size() > WINDOW + 1) ends.remove();
    }

    /** NaN before the second step. The first one is not counted: it waits for everything to be set up. */
    double secondsPerStep() {
        return ends.size() < 2 ? Double.NaN : (ends.getLast() - ends.getFirst()) / (ends.size() - 1);
    }

    /** True once, when the probe is over. */
    boolean probed() {
        return ends.size() == PROBE + 1;
    }
}
