package kaobako.train;

/**
 * When a run ends by itself; with both limits the earlier counts, without any it runs until it is stopped.
 *
 * @param steps   complete steps in all, those before a resume included; 0 for no limit
 * @param minutes of work since the run was started or resumed, pauses left out; 0 for no limit
 */
public record Budget(long steps, double minutes) {
    public static final Budget UNLIMITED = new Budget(0, 0);

    public Budget {
        if (steps < 0 || steps > Integer.MAX_VALUE) throw new IllegalArgumentException("steps must be 1 to 2147483647, but is " + steps);
        if (!(minutes >= 0 && minutes < 1e9)) {
            throw new IllegalArgumentException("minutes must be above 0 and below 1e9, but is " + minutes);
        }
    }

    public static Budget steps(long steps) {
        return new Budget(steps, 0);
    }

    public static Budget minutes(double minutes) {
        return new Budget(0, minutes);
    }

    boolean isSpent(long step, double seconds) {
        return steps > 0 && step >= steps || minutes > 0 && seconds >= 60 * minutes;
    }

    /** Seconds of work left at this pace; NaN without a limit. */
    double secondsLeft(long step, double seconds, double secondsPerStep) {
        double bySteps = steps > 0 ? Math.max(0, steps - step) * secondsPerStep : Double.POSITIVE_INFINITY;
        double byMinutes = minutes > 0 ? Math.max(0, 60 * minutes - seconds) : Double.POSITIVE_INFINITY;
        // not yet known is not unlimited
        double least = steps > 0 && minutes == 0 ? bySteps : Double.isNaN(bySteps) ? byMinutes : Math.min(bySteps, byMinutes);
        return Double.isInfinite(least) ? Double.NaN : least;
    }
}
