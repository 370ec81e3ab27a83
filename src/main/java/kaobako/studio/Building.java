package kaobako.studio;

/**
 * A kernel that is being built, or read back from the cache.
 *
 * @param file  of the kernel
 * @param index 1 to {@code count}
 * @param count of those that are wanted at once
 */
public record Building(String file, int index, int count) {
    /** The file's name without its ending. */
    public String kernel() {
        return file.replaceFirst("\\.[^.]*$", "");
    }
}
