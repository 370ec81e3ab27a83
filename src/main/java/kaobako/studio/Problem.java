package kaobako.studio;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import kaobako.cl.ClBuildException;
import kaobako.cl.ClException;
import kaobako.generate.UnsuitableException;
import kaobako.store.FormatException;
import kaobako.train.TrainException;

/**
 * What the user sees when something failed; decided here, once.
 *
 * @param sentence what happened and what to do about it
 * @param details  for a bug report; empty for the other kinds
 */
public record Problem(Kind kind, String sentence, String details) {
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
            return new Problem(Kind.CANCELLED, "Stopped.", "");
        }
        if (cause instanceof ClBuildException build) return bug(cause, build.getMessage(), build.log());
        if (cause instanceof ClException cl && OUTSIDE.contains(cl.code())) return fixable(cl.getMessage());
        if (cause instanceof FormatException || cause instanceof UnsuitableException || cause instanceof TrainException) return fixable(cause.getMessage());
        if (cause instanceof IOException io) return fixable(sentence(io));
        if (cause instanceof OutOfMemoryError) {
            return fixable("The program ran out of memory (" + Runtime.getRuntime().maxMemory() / (1 << 20)
                    + " MiB): lower the batch or the picture size, or start Java with a larger -Xmx.");
        }
        return bug(cause, "Something went wrong that should not have: " + cause, "");
    }

    private static Problem fixable(String sentence) {
        return new Problem(Kind.FIXABLE, sentence, "");
    }

    private static Problem bug(Throwable cause, String sentence, String log) {
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
    private static String sentence(IOException e) {
        String file = e instanceof FileSystemException f ? f.getFile() : null;
        return file == null ? reason(e) : file + ": " + reason(e) + "; check the path and its permissions.";
    }

    /** Why, in words. */
    static String reason(IOException e) {
        if (e instanceof NoSuchFileException) return "no such file or folder";
        if (e instanceof AccessDeniedException) return "no permission";
        if (e instanceof FileAlreadyExistsException) return "a file is there, where a folder was expected";
        if (e instanceof FileSystemException f && f.getReason() != null) return f.getReason();
        return e.getMessage() == null ? "reading or writing failed: " + e.getClass().getSimpleName() : e.getMessage();
    }
}
