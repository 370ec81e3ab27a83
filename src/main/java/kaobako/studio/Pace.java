package kaobako.studio;

import java.time.Duration;
import java.util.Optional;

/**
 * How fast a job goes: a running mean over the last steps, the time it waits for other jobs included, the time it is paused left out.
 * The first step, which builds kernels, and the second, which may be queued and not waited for, do not count. GPU thread only.
 */
final class Pace {
    private static final double WEIGHT_OF_NEW = 0.15;
    private static final int FIRST = 2;
    /** Before so much was measured nothing is said. */
    private static final double ENOUGH_SECONDS = 0.3;

    private long lastNanos;
    private long lastDone;
    private int steps;
    private double secondsPerUnit;
    private double measuredSeconds;

    /** After each step. {@code nanos} is the clock's time. */
    void stepped(long nanos, long done) {
        if (steps >= FIRST && done > lastDone) {
            double seconds = (nanos - lastNanos) * 1e-9;
            double weight = Math.max(WEIGHT_OF_NEW, 1.0 / (steps - FIRST + 1));
            secondsPerUnit += weight * (seconds / (done - lastDone) - secondsPerUnit);
            measuredSeconds += seconds;
        }
        if (steps == 0 || done > lastDone) {
            steps++;
            lastNanos = nanos;
            lastDone = done;
        }
    }

    /** After a pause: the next step is measured from here. */
    void resumed(long nanos) {
        lastNanos = nanos;
    }

    double perSecond() {
        return isKnown() ? 1 / secondsPerUnit : 0;
    }

    Optional<Duration> left(Job.Progress progress) {
        if (!isKnown() || progress.total() == 0) return Optional.empty();
        return Optional.of(Duration.ofMillis((long) (1000 * secondsPerUnit * (progress.total() - progress.done()))));
    }

    private boolean isKnown() {
        return secondsPerUnit > 0 && measuredSeconds >= ENOUGH_SECONDS;
    }
}
