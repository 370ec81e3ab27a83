package kaobako.data;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A file that appears whole or not at all: written under a temporary name beside its target, then renamed.
 * {@link #close} without {@link #commit} deletes what was written. The owner is whoever opened it.
 */
final class AtomicFile implements AutoCloseable {
    static final String SUFFIX = ".part";
    private static final AtomicLong SERIAL = new AtomicLong();

    private final Path target;
    private final Path temporary;
    private final FileChannel channel;

    private AtomicFile(Path target, Path temporary, FileChannel channel) {
        this.target = target;
        this.temporary = temporary;
        this.channel = channel;
    }

    /** Creates the target's folder where needed. */
    static AtomicFile open(Path target) throws IOException {
        Path absolute = target.toAbsolutePath();
        Files.createDirectories(absolute.getParent());
        Path temporary = absolute.resolveSibling(absolute.getFileName() + "." + ProcessHandle.current().pid() + "-"
            + SERIAL.incrementAndGet() + SUFFIX);
        return new AtomicFile(absolute, temporary, FileChannel.open(temporary, StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE));
    }

    FileChannel channel() {
        return channel;
    }

    /** Gives the file its name, after its bytes have reached the disk. */
    void commit() throws IOException {
        channel.force(true);
        channel.close();
        try {
            Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(temporary, target, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
        Files.deleteIfExists(temporary);
    }
}
