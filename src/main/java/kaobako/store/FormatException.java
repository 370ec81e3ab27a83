package kaobako.store;

import java.io.IOException;
import java.nio.file.Path;
import kaobako.file.Why;
import kaobako.text.Sentence;

/**
 * A file is not what it should be. The message is one sentence: file, thing, expectation, finding, what to do.
 * Names that come out of the file are shortened and stripped of control characters before they get here ({@link #quote}).
 */
public final class FormatException extends RuntimeException implements Sentence.Told {
    /** What helps against nearly every damaged file. */
    static final String FETCH_AGAIN = "download or export the file again";
    private static final int LONGEST_QUOTE = 160;

    private final Sentence sentence;
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

    /** The same in words that have translations of their own. */
    public FormatException(Path file, String thing, Sentence expected, Sentence found, String remedy) {
        this(sentence(file, thing, expected, found, remedy), file, thing, expected.english(), found.english(), remedy, null);
    }

    public FormatException(Path file, String thing, String expected, String found, String remedy, Throwable cause) {
        this(sentence(file, thing, expected, found, remedy), file, thing, expected, found, remedy, cause);
    }

    private FormatException(Sentence sentence, Path file, String thing, String expected, String found, String remedy, Throwable cause) {
        super(sentence.english(), cause);
        this.sentence = sentence;
        this.file = file;
        this.thing = thing;
        this.expected = expected;
        this.found = found;
        this.remedy = remedy;
    }

    private static Sentence sentence(Path file, String thing, Object expected, Object found, String remedy) {
        return thing.isEmpty() ? Sentence.of("format", "%s: expected %s, found %s; %s.", file, expected, found, remedy)
                : Sentence.of("format.thing", "%s, %s: expected %s, found %s; %s.", file, thing, expected, found, remedy);
    }

    /** The operating system refused: missing, forbidden, a broken disk. */
    static FormatException unreadable(Path file, IOException e) {
        String found = Why.of(e).english();
        return new FormatException(Sentence.of("format.unreadable",
                "%s: expected a readable file, found %s; check the path and its permissions.", file, Why.of(e)),
                file, "", "a readable file", found, "check the path and its permissions", e);
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

    @Override
    public Sentence sentence() {
        return sentence;
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
