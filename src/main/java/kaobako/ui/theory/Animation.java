package kaobako.ui.theory;

import java.awt.event.HierarchyEvent;
import javax.swing.JComponent;
import javax.swing.Timer;
import kaobako.studio.Courtesy;
import kaobako.ui.Desk;

/** Moves something 60 times a second, while it is started and its component is on the screen. Event thread. */
final class Animation {
    /** What happens in a frame. */
    interface Frame {
        /** @param seconds since the frame before, at most {@link #LONGEST}: after a pause nothing jumps */
        void advance(double seconds);
    }

    static final double LONGEST = 0.1;
    /** What is left for other events when frames come late. */
    private static final long LEAST_PAUSE_NANOS = 3_000_000;

    private final Desk desk;
    private final JComponent component;
    private final Frame frame;
    private final Timer timer = new Timer(0, e -> tick());
    private boolean started;
    private boolean running;
    private long last;
    private long due;

    Animation(Desk desk, JComponent component, Frame frame) {
        this.desk = desk;
        this.component = component;
        this.frame = frame;
        timer.setRepeats(false);
        // a timer that coalesces is deaf until its listener has returned, and would sleep for ever if it were due by then
        timer.setCoalesce(false);
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
        if (run == running) return;
        running = run;
        last = System.nanoTime();
        due = last;
        if (run) next();
        else timer.stop();
    }

    private void tick() {
        long now = System.nanoTime();
        double seconds = Math.min(LONGEST, (now - last) * 1e-9);
        last = now;
        desk.frame(() -> frame.advance(seconds));
        if (running) next();
    }

    /** A frame that came late, on a busy machine, does not delay those after it: a repeating timer would add up what it waited. */
    private void next() {
        long now = System.nanoTime();
        due = Math.max(due + Courtesy.FRAME_NANOS, now + LEAST_PAUSE_NANOS);
        timer.setInitialDelay((int) ((due - now) / 1_000_000));
        timer.start();
    }
}
