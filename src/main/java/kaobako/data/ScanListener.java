package kaobako.data;

/** Follows a scan and can end it; called on the scanning thread, after every file. */
@FunctionalInterface
public interface ScanListener {
    ScanListener NONE = (done, total, refused) -> { };

    /** {@code done} of {@code total} files looked at, {@code refused} of them so far not usable. */
    void progress(int done, int total, int refused);

    /** True ends the scan within one file, with a {@link java.util.concurrent.CancellationException}. */
    default boolean cancelled() {
        return false;
    }
}
