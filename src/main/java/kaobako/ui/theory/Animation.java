package kaobako.ui.theory;

import java.awt.event.HierarchyEvent;
import javax.swing.JComponent;
import javax.swing.Timer;

/** Moves something 60 times a second, while it is started and its component is on the screen. Event thread. */
final class Animation {
    /** What happens in a frame. */
    interface Frame {
        /** @param seconds since the frame before, at most {@link #LONGEST}: after a pause nothing jumps */
        void advance(double seconds);
    }

    static final double LONGEST = 0.1;
    /** The nearest whole number of milliseconds that is not slower than 60 frames. */
    private static final int MILLIS = 16;

    private final JComponent component;
    private final Timer timer;
    private boolean started;
    private long last;

    Animation(JComponent component, Frame frame) {
        this.component = component;
        timer = new Timer(MILLIS, e -> {
            long now = System.nanoTime();
            double seconds = Math.min(LONGEST, (now - last) * 1e-9);
            last = now;
            frame.advance(seconds);
        });
        component.addHierarchyListener(e -> {
            if ((e.getChangeFlags() & HierarchyEvent.SHOWING_CHANGED) != 0) follow();
        });
    }

    void start() {
        started = true;
        follow();
    }

    void stop() {
        started = false;
        follow();
    }

    boolean isStarted() {
        return started;
    }

    private void follow() {
        boolean run = started && component.isShowing();
        if (run == timer.isRunning()) return;
        last = System.nanoTime();
        if (run) timer.start();
        else timer.stop();
    }
}
