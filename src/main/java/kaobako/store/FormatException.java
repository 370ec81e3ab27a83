package kaobako.store;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * A file is not what it should be. The message is one sentence: file, thing, expectation, finding, what to do.
 * Names that come out of the file are shortened and stripped of control characters before they get here ({@link #quote}).
 */
public final class FormatException extends RuntimeException {
    /** What helps against nearly every damaged file. */
    static final String FETCH_AGAIN = "download or export the file again";
    private static final int LONGEST_QUOTE = 160;

    private final Path file;
    private final String thing;
    private final String expected;
    private final String found;
    private final String remedy;

    /**
     * @param thing what in the file is meant, such as {@code tensor 'conv_in.bias'} or {@code line 3}; empty for the whole file
     * @param remedy what the user can do, an imperative without a full stop
     */
    public FormatException(Path file, String thing, String expected, String found, String remedy) {
        this(file, thing, expected, found, remedy, null);
    }

    public FormatException(Path file, String thing, String expected, String found, String remedy, Throwable cause) {
        super("%s%s: expected %s, found %s; %s.".formatted(file, thing.isEmpty() ? "" : ", " + thing, expected, found, remedy),
                cause);
        this.file = file;
        this.thing = thing;
        this.expected = expected;
        this.found = found;
        this.remedy = remedy;
    }

    /** The operating system refused: missing, forbidden, a broken disk. */
    static FormatException unreadable(Path file, IOException e) {
        return new FormatException(file, "", "a readable file", reason(e), "check the path and its permissions", e);
    }

    /** Why an input or output failed, in words; several of Java's exceptions carry nothing but the path. */
    static String reason(IOException e) {
        if (e instanceof NoSuchFileException) return "no such file or folder";
        if (e instanceof AccessDeniedException) return "no permission";
        if (e instanceof CharacterCodingException) return "bytes that are not UTF-8";
        if (e instanceof FileSystemException f && f.getReason() != null) return f.getReason();
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }

    /** Text out of an untrusted file, fit for a message: at most about 160 characters, printable, in quotes. */
    static String quote(String untrusted) {
        return "'" + printable(untrusted) + "'";
    }

    /** {@link #quote} without the quotes. */
    static String printable(String untrusted) {
        boolean cut = untrusted.length() > LONGEST_QUOTE;
        String head = cut ? untrusted.substring(0, LONGEST_QUOTE) : untrusted;
        return head.replaceAll("[\\p{Cntrl}\\p{Cf}\\p{Cs}\\u2028\\u2029]", "?") + (cut ? "..." : "");
    }

    public Path file() {
        return file;
    }

    public String thing() {
        return thing;
    }

    public String expected() {
        return expected;
    }

    public String found() {
        return found;
    }

    public String remedy() {
        return remedy;
    }
}
