package kaobako.ui;

import java.awt.AWTEvent;
import java.awt.EventQueue;
import java.awt.Toolkit;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Times every event of the event thread while it is on. {@code cpu} is what the event itself took: on a machine whose processors are busy
 * with other programs the time on the clock says nothing about us.
 */
final class EventWatch extends EventQueue {
    /** Milliseconds. */
    record Slow(String event, long wall, long cpu) {}

    private static final long LIMIT = 100;

    private final List<Slow> slow = new CopyOnWriteArrayList<>();
    private volatile int events;

    static EventWatch start() {
        EventWatch watch = new EventWatch();
        Toolkit.getDefaultToolkit().getSystemEventQueue().push(watch);
        return watch;
    }

    /** Ends the watch; events over 100 ms. */
    List<Slow> stop() {
        pop();
        return slow;
    }

    int events() {
        return events;
    }

    @Override
    protected void dispatchEvent(AWTEvent event) {
        long cpu = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        long start = System.nanoTime();
        super.dispatchEvent(event);
        events++;
        long wall = (System.nanoTime() - start) / 1_000_000;
        if (wall > LIMIT) slow.add(new Slow(event.toString(), wall, (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - cpu) / 1_000_000));
    }
}
