package kaobako.train;

/**
 * What happens how often during a run.
 *
 * @param checkpointMinutes between checkpoints; 0 after every step
 * @param samplesMinutes    at least between two sheets of samples; later ones wait a tenth of the time so far, and ten times what a sheet takes;
 *                          a new run has one after its first step, to compare with
 * @param kept              checkpoints on the disk; older ones are deleted
 */
public record Rhythm(double checkpointMinutes, double samplesMinutes, int kept) {
    public static final Rhythm STANDARD = new Rhythm(3, 1, 3);

    public Rhythm {
        if (!(checkpointMinutes >= 0) || !(samplesMinutes > 0) || kept < 1) {
            throw new IllegalArgumentException("checkpointMinutes must be at least 0, samplesMinutes above 0, kept at least 1, found "
                    + checkpointMinutes + ", " + samplesMinutes + " and " + kept);
        }
    }
}
