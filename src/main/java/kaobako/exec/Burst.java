package kaobako.exec;

import java.util.function.LongSupplier;
import kaobako.cl.Queue;

/**
 * Times something short that is queued: over bursts that are long enough for the clock and for a stall of the machine to weigh little.
 * How many runs that takes is found out once, by the first bursts. GPU thread only; the queue is the caller's.
 */
final class Burst {
    /** Of one burst, at least. */
    private static final double SECONDS = 0.004;
    private static final int MOST_RUNS = 1 << 14;

    private final Queue queue;
    private final Runnable run;
    private final LongSupplier nanos;
    private int times = 1;

    /** Runs it once, so that its kernels are built. */
    Burst(Queue queue, Runnable run, LongSupplier nanos) {
        this.queue = queue;
        this.run = run;
        this.nanos = nanos;
        run.run();
    }

    /** Of one run, over one burst. */
    double milliseconds() {
        while (true) {
            queue.finish();
            long start = nanos.getAsLong();
            for (int i = 0; i < times; i++) run.run();
            queue.finish();
            double seconds = (nanos.getAsLong() - start) / 1e9;
            if (seconds > SECONDS || times >= MOST_RUNS) return 1e3 * seconds / times;
            times *= 4;
        }
    }
}
