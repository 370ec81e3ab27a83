package kaobako.studio;

/** Work for the GPU thread in short steps. Every method is called by that thread. */
public interface Job extends AutoCloseable {
    /**
     * What was done of what there is to do.
     *
     * @param done  in units of the job's own, 0 to {@code total}
     * @param total 0 if not known yet
     * @param whole when so much is done, everything that was begun is whole, as a batch of pictures; {@code total} where that is all
     */
    record Progress(long done, long total, long whole) {
        public static final Progress UNKNOWN = new Progress(0, 0);

        public Progress(long done, long total) {
            this(done, total, total);
        }

        /** Whether there is something that has not begun and could be left out. */
        public boolean canEndEarly() {
            return whole < total;
        }

        boolean isWhole() {
            return total > 0 && done >= whole;
        }

        /** The same for one who goes no further. */
        Progress untilWhole() {
            return new Progress(done, whole);
        }
    }

    /** Does one piece of work, tens of milliseconds at most once the job is under way. False when nothing is left. */
    boolean step() throws Exception;

    Progress progress();

    /** What it is about, as a user would call it; empty for what needs no name. Any thread. */
    default String title() {
        return "";
    }

    /** Gives back what the job held, after its last step, when it failed and when it was stopped. Called once. */
    @Override
    void close();
}
