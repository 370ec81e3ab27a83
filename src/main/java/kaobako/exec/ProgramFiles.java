package kaobako.exec;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import net.harawata.appdirs.AppDirsFactory;

/**
 * Program binaries in a folder, one file a key. A cache: nothing here throws for what the disk does, a damaged entry is removed, and entries
 * that were not used for two months go. Each file starts with a magic number and a CRC-32, because a driver handed a damaged binary may
 * crash the process instead of refusing it. Several processes may share the folder: files appear whole, by renaming.
 */
public final class ProgramFiles {
    /** In the {@link #cache}. */
    public static final String FOLDER = "programs";
    private static final int MAGIC = 0x6b616f31;
    private static final int HEADER = 12;
    private static final Duration KEPT = Duration.ofDays(60);
    private static final System.Logger LOG = System.getLogger(ProgramFiles.class.getName());

    private final Path folder;
    /** Whether the disk has refused something, of which once was said. */
    private boolean refused;

    public ProgramFiles(Path folder) {
        this.folder = folder;
    }

    /** Those of the user. */
    public static ProgramFiles standard() {
        return new ProgramFiles(cache().resolve(FOLDER));
    }

    /** Where things are kept that can be made again: {@code -Dkaobako.cache=DIR}, otherwise the user's cache folder of this system; it may not exist yet. */
    public static Path cache() {
        String chosen = System.getProperty("kaobako.cache", "");
        return Path.of(chosen.isBlank() ? AppDirsFactory.getInstance().getUserCacheDir("kaobako", null, null) : chosen);
    }

    /** The bytes of this key, empty where there are none. */
    byte[] read(String key) {
        Path file = folder.resolve(key);
        try {
            ByteBuffer all = ByteBuffer.wrap(Files.readAllBytes(file));
            if (all.remaining() > HEADER && all.getInt() == MAGIC && all.getLong() == checksum(all.slice())) {
                touch(file);
                byte[] binary = new byte[all.remaining()];
                all.get(binary);
                return binary;
            }
            drop(key);
        } catch (NoSuchFileException e) {
            return new byte[0];
        } catch (IOException e) {
            LOG.log(System.Logger.Level.DEBUG, "Built kernels cannot be read back: " + e);
        }
        return new byte[0];
    }

    /** So that it does not go; in a folder that others own it may. */
    private static void touch(Path file) {
        try {
            Files.setLastModifiedTime(file, FileTime.from(Instant.now()));
        } catch (IOException e) {
            LOG.log(System.Logger.Level.DEBUG, "A built kernel's use cannot be noted: " + e);
        }
    }

    /** Keeps a binary, unless the disk has refused one; an empty one (drivers without binaries) is not worth a file. */
    void write(String key, byte[] binary) {
        if (binary.length == 0 || refused) return;
        try {
            Files.createDirectories(folder);
            Path part = Files.createTempFile(folder, "new", ".part");
            try {
                ByteBuffer all = ByteBuffer.allocate(HEADER + binary.length);
                all.putInt(MAGIC).putLong(checksum(ByteBuffer.wrap(binary))).put(binary);
                Files.write(part, all.array());
                Files.move(part, folder.resolve(key), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(part);
            }
        } catch (IOException e) {
            refused = true;
            LOG.log(System.Logger.Level.WARNING, "Built kernels cannot be kept for the next start: " + e
                    + "; make room there, or choose another folder with -Dkaobako.cache=DIR");
            return;
        }
        removeUnused();
    }

    void drop(String key) {
        try {
            Files.deleteIfExists(folder.resolve(key));
        } catch (IOException e) {
            LOG.log(System.Logger.Level.DEBUG, "A damaged built kernel cannot be removed: " + e);
        }
    }

    private void removeUnused() {
        Instant limit = Instant.now().minus(KEPT);
        try (Stream<Path> listed = Files.list(folder)) {
            listed.filter(Files::isRegularFile).toList().forEach(entry -> removeOlder(entry, limit));
        } catch (IOException | UncheckedIOException e) {
            LOG.log(System.Logger.Level.DEBUG, "Built kernels cannot be listed: " + e);
        }
    }

    private static void removeOlder(Path entry, Instant limit) {
        try {
            if (Files.getLastModifiedTime(entry).toInstant().isBefore(limit)) Files.deleteIfExists(entry);
        } catch (IOException e) {
            // another process was faster, or the folder is not ours alone
            LOG.log(System.Logger.Level.DEBUG, "A built kernel that nobody uses cannot be removed: " + e);
        }
    }

    private static long checksum(ByteBuffer bytes) {
        CRC32 crc = new CRC32();
        crc.update(bytes);
        return crc.getValue();
    }
}
