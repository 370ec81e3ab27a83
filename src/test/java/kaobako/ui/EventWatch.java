package kaobako.ui;

import java.awt.AWTEvent;
import java.awt.EventQueue;
import java.awt.Toolkit;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Times every event of the event thread by the clock while it is on: work, waiting for locks, files and the display. Taken off is only what
 * the machine did not give: the time in the queue of a busy processor, as Linux counts it, and of the time in which the thread was blocked
 * the share that a thread which does nothing but wake up every few milliseconds lost too.
 */
final class EventWatch extends EventQueue {
    /** Milliseconds: by the clock, in the queue of a processor, by which a thread at rest was late, and of work. */
    record Slow(String event, long wall, long queued, long late, long cpu) {
        /** What the user would wait for on a machine that has a processor to spare. */
        long own() {
            long blocked = Math.max(0, wall - queued - cpu);
            double lost = Math.min(1, late / (double) Math.max(1, wall));
            return cpu + Math.round(blocked * (1 - lost));
        }
    }

    private static final Path SCHEDULED = Path.of("/proc/thread-self/schedstat");

    private static final long LIMIT = 100;
    private static final long MILLI = 1_000_000;
    /** Milliseconds. */
    private static final long TICK = 4;

    private final List<Slow> slow = new CopyOnWriteArrayList<>();
    private final Thread metronome = new Thread(this::tick, "metronome");
    private volatile long late;
    private volatile int events;

    static EventWatch start() {
        EventWatch watch = new EventWatch();
        watch.metronome.setDaemon(true);
        watch.metronome.start();
        Toolkit.getDefaultToolkit().getSystemEventQueue().push(watch);
        return watch;
    }

    /** Ends the watch; events over 100 ms. */
    List<Slow> stop() {
        pop();
        metronome.interrupt();
        return slow;
    }

    int events() {
        return events;
    }

    @Override
    protected void dispatchEvent(AWTEvent event) {
        long cpu = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        long queued = queuedNanos();
        long lateBefore = late;
        long start = System.nanoTime();
        super.dispatchEvent(event);
        events++;
        long wall = (System.nanoTime() - start) / MILLI;
        if (wall <= LIMIT) return;
        long own = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - cpu;
        long inQueue = queuedNanos() - queued;
        rest();
        slow.add(new Slow(event.toString(), wall, inQueue / MILLI, (late - lateBefore) / MILLI, own / MILLI));
    }

    /** Until the metronome has told of the time that is over. */
    private static void rest() {
        try {
            Thread.sleep(2 * TICK);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void tick() {
        long last = System.nanoTime();
        while (!Thread.interrupted()) {
            try {
                Thread.sleep(TICK);
            } catch (InterruptedException over) {
                return;
            }
            long now = System.nanoTime();
            late += Math.max(0, now - last - (TICK + 1) * MILLI);
            last = now;
        }
    }

    /** Since the thread began; 0 where the system does not say. */
    private static long queuedNanos() {
        try {
            return Long.parseLong(Files.readString(SCHEDULED).split(" ")[1]);
        } catch (IOException | RuntimeException notLinux) {
            return 0;
        }
    }
}
