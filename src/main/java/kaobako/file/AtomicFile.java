package kaobako.file;

import java.io.BufferedOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
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
 * Written beside the target under a temporary name, synced to the disk, renamed over the target, and the folder synced; closed
 * without a {@link #commit} it leaves nothing. The target's folder must exist: one that vanished (an unplugged disk) is not silently
 * made anew. Two writers of one target do not disturb each other, the later rename wins. Owner: whoever opened it.
 */
public final class AtomicFile implements AutoCloseable {
    private static final Pattern TEMPORARY = Pattern.compile("\\..+\\.[0-9a-f]{16}\\.tmp");
    private static final int BUFFER_BYTES = 1 << 16;

    private final Path target;
    private final Path temporary;
    /** Not a FileChannel: that one fails in an interrupted thread, and a cancelled job still saves its last checkpoint. */
    private final RandomAccessFile content;
    private boolean named;

    /** Produces the content; called once. */
    @FunctionalInterface
    public interface Body {
        void writeTo(OutputStream out) throws IOException;
    }

    /** A file to be written in any order. */
    public static AtomicFile open(Path target) throws IOException {
        return new AtomicFile(target);
    }

    private AtomicFile(Path target) throws IOException {
        this.target = target;
        temporary = target.resolveSibling(".%s.%016x.tmp".formatted(target.getFileName(), ThreadLocalRandom.current().nextLong()));
        content = new RandomAccessFile(temporary.toFile(), "rw");
    }

    /**
     * Writes all of {@code target}.
     *
     * @throws FileException when the content could not be written, with the target, the reason and the space that is left. The old
     *         file, if any, is untouched and nothing is left beside it; the same holds for whatever {@code body} throws
     */
    public static void write(Path target, Body body) throws IOException {
        try (AtomicFile file = open(target)) {
            OutputStream out = new BufferedOutputStream(new FileOutputStream(file.content.getFD()), BUFFER_BYTES);
            body.writeTo(out);
            out.flush();
            file.commit();
        } catch (IOException e) {
            throw FileException.writing(target, e);
        }
    }

    /** As {@link #write(Path, Body)}, for a short text, in UTF-8. */
    public static void write(Path target, String text) throws IOException {
        write(target, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
    }

    public RandomAccessFile content() {
        return content;
    }

    /** Gives the file its name, after its bytes have reached the disk. */
    public void commit() throws IOException {
        content.getFD().sync();
        content.close();
        Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
        named = true;
        syncFolder(target.toAbsolutePath().getParent());
    }

    /**
     * Deletes what writers killed in the middle have left in a folder (not below it).
     * Only for the folder's single writer, and before it starts: the temporary file of a writer at work would go too.
     */
    public static void removeLeftovers(Path folder) throws IOException {
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder, AtomicFile::isTemporary)) {
            for (Path entry : entries) Files.deleteIfExists(entry);
        }
    }

    /** Whether it is a file under way, or what a killed writer has left. */
    public static boolean isTemporary(Path file) {
        return TEMPORARY.matcher(file.getFileName().toString()).matches();
    }

    /** Makes the rename itself durable. Windows opens no folders, and has no need: it journals renames. */
    private static void syncFolder(Path folder) {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException e) {
            // the file is in place; only its name could still be lost to a power cut
        }
    }

    @Override
    public void close() throws IOException {
        content.close();
        if (!named) Files.deleteIfExists(temporary);
    }
}
