package kaobako.file;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Pattern;
import kaobako.text.Sentence;

/** Why reading or writing failed, in a few words that fit behind a colon; several of Java's exceptions carry nothing but the path. */
public final class Why {
    /** What the systems say; a disk without this much is full whatever they say. */
    private static final Pattern FULL = Pattern.compile("(?i)no space left|not enough space|disk full|quota");
    private static final long NOTHING = 1 << 16;

    private Why() {}

    public static Sentence of(IOException e) {
        if (e instanceof Sentence.Told told) return told.sentence();
        if (e instanceof NoSuchFileException) return Sentence.of("why.missing", "no such file or folder");
        if (e instanceof AccessDeniedException) return Sentence.of("why.forbidden", "no permission");
        if (e instanceof FileAlreadyExistsException) return Sentence.of("why.file", "a file is there, where a folder was expected");
        if (e instanceof CharacterCodingException) return Sentence.of("why.text", "bytes that are not UTF-8");
        String reason = e instanceof FileSystemException f && f.getReason() != null ? f.getReason() : e.getMessage();
        if (reason != null && reason.contains("Read-only file system")) return Sentence.of("why.readonly", "the disk is read-only");
        return Sentence.english(reason == null ? e.getClass().getSimpleName() : reason);
    }

    /** The same for a file that was to be written; on a full disk with the space that is left there. */
    public static Sentence writing(Path target, IOException e) {
        if (e instanceof Sentence.Told || !isFull(target, e)) return of(e);
        long free = free(target);
        return Sentence.of("why.full", "there is no space left on its disk (%s free)", free < 0 ? "?" : size(free));
    }

    /** Whether writing {@code target} failed for want of space. */
    public static boolean isFull(Path target, IOException e) {
        long free = free(target);
        return free >= 0 && free < NOTHING || e.getMessage() != null && FULL.matcher(e.getMessage()).find();
    }

    /** Bytes that may still be written on the disk of a file or folder, which need not exist; -1 if nobody says. */
    public static long free(Path file) {
        try {
            Path there = file.toAbsolutePath();
            while (there.getParent() != null && !Files.exists(there)) there = there.getParent();
            // some network drives know no numbers and say 0 of 0
            return Files.getFileStore(there).getTotalSpace() == 0 ? -1 : Files.getFileStore(there).getUsableSpace();
        } catch (IOException | SecurityException e) {
            return -1;
        }
    }

    /** "812 bytes", "4.0 MiB", "1.25 GiB". */
    public static String size(long bytes) {
        return bytes < 1 << 20 ? String.format(Locale.ROOT, "%,d bytes", bytes)
                : bytes < 1L << 30 ? String.format(Locale.ROOT, "%.1f MiB", bytes / 0x1p20)
                : String.format(Locale.ROOT, "%.2f GiB", bytes / 0x1p30);
    }
}
