package kaobako.store;

import java.io.BufferedOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;

/**
 * Replaces a file in one step: readers, and a machine that loses power, see the old content or the new one, never a part.
 * Written beside the target under a temporary name, synced to the disk, renamed over the target, and the folder synced.
 * Any thread; two writers of one target do not disturb each other, the later rename wins.
 */
public final class AtomicFile {
    private static final Pattern TEMPORARY = Pattern.compile("\\..+\\.[0-9a-f]{16}\\.tmp");
    private static final int BUFFER_BYTES = 1 << 16;

    /** Produces the content; called once. */
    @FunctionalInterface
    public interface Body {
        void writeTo(OutputStream out) throws IOException;
    }

    private AtomicFile() {
    }

    /**
     * Writes {@code target}, whose folder must exist: a folder that vanished (an unplugged disk) is not silently made anew.
     *
     * @throws IOException when the content could not be written; one sentence that names the target and the reason. The old file,
     *         if any, is untouched and nothing is left beside it; the same holds for whatever {@code body} throws
     */
    public static void write(Path target, Body body) throws IOException {
        Path temporary = temporary(target);
        boolean named = false;
        try {
            // not a FileChannel: that one fails in an interrupted thread, and a cancelled job still saves its last checkpoint
            try (FileOutputStream file = new FileOutputStream(temporary.toFile())) {
                named = true;
                OutputStream out = new BufferedOutputStream(file, BUFFER_BYTES);
                body.writeTo(out);
                out.flush();
                file.getFD().sync();
            }
            Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
            named = false;
        } catch (IOException e) {
            throw new IOException("cannot write " + target + ": " + FormatException.reason(e)
                    + (Files.exists(target) ? "; what was there before is untouched" : ""), e);
        } finally {
            if (named) Files.deleteIfExists(temporary);
        }
        syncFolder(target.toAbsolutePath().getParent());
    }

    /** As {@link #write(Path, Body)}, for a short text, in UTF-8. */
    public static void write(Path target, String text) throws IOException {
        write(target, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
    }

    /**
     * Deletes what writers killed in the middle have left in a folder (not below it).
     * Only for the folder's single writer, and before it starts: the temporary file of a writer at work would go too.
     */
    public static void removeLeftovers(Path folder) throws IOException {
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder, ".*.tmp")) {
            for (Path entry : entries) {
                if (TEMPORARY.matcher(entry.getFileName().toString()).matches()) Files.deleteIfExists(entry);
            }
        }
    }

    private static Path temporary(Path target) {
        return target.resolveSibling(".%s.%016x.tmp".formatted(target.getFileName(), ThreadLocalRandom.current().nextLong()));
    }

    /** Makes the rename itself durable. Windows opens no folders, and has no need: it journals renames. */
    private static void syncFolder(Path folder) {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException e) {
            // the file is in place; only its name could still be lost to a power cut
        }
    }
}
