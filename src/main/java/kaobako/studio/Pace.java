package kaobako.studio;

import java.time.Duration;
import java.util.Optional;

/**
 * How fast a job goes: a running mean over the last steps, the time it waits for other jobs included, the time it is paused left out.
 * The first step, which builds kernels, does not count. GPU thread only.
 */
final class Pace {
    private static final double WEIGHT_OF_NEW = 0.15;

    private long lastNanos;
    private long lastDone;
    private int steps;
    private double secondsPerUnit;

    /** After each step. {@code nanos} is the clock's time. */
    void stepped(long nanos, long done) {
        if (steps > 0 && done > lastDone) {
            double seconds = (nanos - lastNanos) * 1e-9 / (done - lastDone);
            secondsPerUnit = steps == 1 ? seconds : secondsPerUnit + WEIGHT_OF_NEW * (seconds - secondsPerUnit);
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
        return secondsPerUnit > 0 ? 1 / secondsPerUnit : 0;
    }

    Optional<Duration> left(Job.Progress progress) {
        if (secondsPerUnit <= 0 || progress.total() == 0) return Optional.empty();
        return Optional.of(Duration.ofMillis((long) (1000 * secondsPerUnit * (progress.total() - progress.done()))));
    }
}
