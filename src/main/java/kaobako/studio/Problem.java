package kaobako.studio;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import kaobako.cl.ClBuildException;
import kaobako.cl.ClException;
import kaobako.file.Why;
import kaobako.text.Sentence;

/**
 * What the user sees when something failed; decided here, once.
 *
 * @param said    what happened and what to do about it
 * @param details for a bug report; empty for the other kinds
 */
public record Problem(Kind kind, Sentence said, String details) {
    public enum Kind {
        /** The user can do something about it, and the sentence says what. */
        FIXABLE,
        /** Only a developer can. */
        BUG,
        /** The user stopped it. */
        CANCELLED
    }

    /** OpenCL's failures that a driver, a device or its memory cause; the others are our mistakes. */
    private static final Set<Integer> OUTSIDE = Set.of(0, -1, -2, -3, -4, -5, -6, -14, -16, -34, -36, -61, -1001, -9999);

    public static Problem of(Throwable thrown) {
        Throwable cause = unwrapped(thrown);
        if (cause instanceof CancellationException || cause instanceof InterruptedException) {
            return new Problem(Kind.CANCELLED, Sentence.of("stopped", "Stopped."), "");
        }
        if (cause instanceof ClBuildException build) return bug(cause, build.sentence(), build.log());
        if (isMistake(cause)) return bug(cause, mistake(cause), "");
        // a run that was stopped by a mistake of ours still says what is safe
        if (cause instanceof Sentence.Told told && isMistake(cause.getCause())) return bug(cause, told.sentence(), "");
        if (cause instanceof Sentence.Told told) return fixable(told.sentence());
        if (cause instanceof IOException io) return fixable(sentence(io));
        if (cause instanceof OutOfMemoryError) {
            return fixable(Sentence.of("memory", "The program ran out of memory (%d MiB): lower the batch or the picture size,"
                    + " or start Java with a larger -Xmx.", Runtime.getRuntime().maxMemory() / (1 << 20)));
        }
        return bug(cause, mistake(cause), "");
    }

    /** What was said, in English. */
    public String sentence() {
        return said.english();
    }

    private static boolean isMistake(Throwable thrownOrNull) {
        return thrownOrNull instanceof ClException cl && !OUTSIDE.contains(cl.code());
    }

    private static Problem fixable(Sentence sentence) {
        // what stands behind a colon elsewhere ends without a full stop
        Sentence whole = sentence.english().endsWith(".") ? sentence : Sentence.of("whole", "%s.", sentence);
        return new Problem(Kind.FIXABLE, whole, "");
    }

    private static Sentence mistake(Throwable cause) {
        return Sentence.of("bug", "Something went wrong that should not have: %s", String.valueOf(cause));
    }

    private static Problem bug(Throwable cause, Sentence sentence, String log) {
        StringWriter trace = new StringWriter();
        cause.printStackTrace(new PrintWriter(trace));
        return new Problem(Kind.BUG, sentence, Version.APP + ", Java " + System.getProperty("java.version") + ", "
                + System.getProperty("os.name") + " " + System.getProperty("os.arch") + "\n" + trace + log);
    }

    private static Throwable unwrapped(Throwable thrown) {
        boolean wrapper = thrown instanceof CompletionException || thrown instanceof ExecutionException
                || thrown instanceof UncheckedIOException;
        return wrapper && thrown.getCause() != null ? unwrapped(thrown.getCause()) : thrown;
    }

    /** Some of Java's file errors carry nothing but the path. */
    private static Sentence sentence(IOException e) {
        String file = e instanceof FileSystemException f ? f.getFile() : null;
        if (file != null) return Sentence.of("file.path", "%s: %s; check the path and its permissions.", file, Why.of(e));
        if (e.getMessage() != null) return Why.of(e);
        return Sentence.of("file.failed", "reading or writing failed: %s", e.getClass().getSimpleName());
    }
}
