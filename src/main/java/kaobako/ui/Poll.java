package kaobako.ui;

import java.awt.event.HierarchyEvent;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javax.swing.JComponent;
import javax.swing.Timer;

/** Shows the newest snapshot of something while a component is on the screen. Event thread. */
public final class Poll {
    /** A screen's rate for pictures that form. */
    public static final int FAST = 33;
    /** For words and numbers. */
    public static final int SLOW = 100;

    private Poll() {}

    /** Calls {@code show} now and whenever {@code newest} gives another object, asked every {@code millis} while on the screen. */
    public static <T> void of(JComponent component, int millis, Supplier<T> newest, Consumer<T> show) {
        Object[] seen = {null};
        Runnable look = () -> {
            T now = newest.get();
            if (now == seen[0]) return;
            seen[0] = now;
            show.accept(now);
        };
        Timer timer = new Timer(millis, e -> look.run());
        component.addHierarchyListener(e -> {
            if ((e.getChangeFlags() & HierarchyEvent.SHOWING_CHANGED) == 0) return;
            if (component.isShowing()) {
                look.run();
                timer.start();
            } else {
                timer.stop();
            }
        });
        look.run();
    }
}
