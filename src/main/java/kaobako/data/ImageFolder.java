package kaobako.data;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;
import kaobako.file.AtomicFile;
import kaobako.file.Why;
import kaobako.text.Sentence;

/**
 * A folder of pictures, prepared for training, with the report on every file that was not used.
 * Owns its pictures; whoever scanned closes it.
 */
public record ImageFolder(Path folder, PreparedPictures pictures, FolderReport report) implements AutoCloseable {
    /** Changes whenever the same files would give other pixels, so that no cache of an older Kaobako is used. */
    private static final int PREPARATION = 1;
    private static final String CACHE_SUFFIX = ".pictures";

    /**
     * Looks at every file below {@code folder} and prepares what is a usable picture. The order of the pictures, the report and
     * the content hash depend on the files alone, not on threads. Needs seconds to minutes; decodes on threads of its own, and
     * calls {@code listener} on the caller's.
     *
     * @param cacheFolder where the prepared pictures are kept when they exceed {@link ImageFolderOptions#memoryBytes}
     * @throws ImageFolderException  when the folder is missing, unreadable or has too few usable pictures, or its cache
     *                               cannot be written
     * @throws CancellationException when the listener cancels or the thread is interrupted
     */
    public static ImageFolder scan(Path folder, ImageFolderOptions options, Path cacheFolder, ScanListener listener)
            throws ImageFolderException {
        return scan(folder, options, cacheFolder, listener, PictureCache.MAPPING_BYTES);
    }

    /** Whether a scan leaves out this file, or this folder and all in it: what is hidden, and the litter of file managers. */
    public static boolean passesOver(Path file) {
        return FolderListing.hidden(file);
    }

    static ImageFolder scan(Path folder, ImageFolderOptions options, Path cacheFolder, ScanListener listener, int mappingBytes)
            throws ImageFolderException {
        FolderListing listing = FolderListing.of(folder, listener);
        if ((long) listing.files().size() * options.pictureBytes() <= options.memoryBytes()) {
            try (PictureSink memory = new PictureSink.Memory(options.width(), options.height())) {
                return FolderScan.of(folder, listing, options, memory, listener);
            } catch (IOException e) {
                throw e instanceof ImageFolderException known ? known : new ImageFolderException(Sentence.of("folder.unprepared",
                    "The pictures of %s could not be prepared: %s.", folder, Why.of(e)), e);
            }
        }
        byte[] key = key(listing, options);
        String prefix = hex(folder.toAbsolutePath().normalize().toString().getBytes(StandardCharsets.UTF_8)).substring(0, 16);
        Path cache = cacheFolder.resolve(prefix + "-" + HexFormat.of().formatHex(key).substring(0, 32) + CACHE_SUFFIX);
        Optional<PictureCache.Found> found = PictureCache.open(cache, key, mappingBytes);
        if (found.isPresent()) {
            FolderScan.checkCount(folder, found.get().report(), options);
            int refused = found.get().report().refusals().size();
            listener.progress(listing.files().size(), listing.files().size(), refused);
            return new ImageFolder(folder, found.get().pictures(), found.get().report());
        }
        deleteOutdated(cacheFolder, prefix);
        try (PictureSink file = new PictureCache(cache, key, options.width(), options.height(), mappingBytes)) {
            return FolderScan.of(folder, listing, options, file, listener);
        } catch (IOException e) {
            long mebibytes = (long) listing.files().size() * options.pictureBytes() >> 20;
            throw e instanceof ImageFolderException known ? known : new ImageFolderException(Sentence.of("folder.cache",
                "The prepared pictures of %s could not be kept in %s, which needs up to %,d MiB there: %s."
                + " Free disk space or allow writing there.", folder, cacheFolder, Math.max(1, mebibytes), Why.writing(cache, e)), e);
        }
    }

    @Override
    public void close() {
        pictures.close();
    }

    /** SHA-256 of everything the prepared pictures depend on. */
    private static byte[] key(FolderListing listing, ImageFolderOptions options) {
        MessageDigest digest = ContentHash.sha256();
        ImageFolderOptions o = options.withMemoryBytes(0).withMinimumPictures(1);
        digest.update((PREPARATION + " " + o + "\n").getBytes(StandardCharsets.UTF_8));
        for (FolderListing.Entry entry : listing.files()) {
            digest.update((entry.name() + "\0").getBytes(StandardCharsets.UTF_8));
            digest.update(ByteBuffer.allocate(16).putLong(entry.bytes()).putLong(entry.modified()).flip());
        }
        for (FolderReport.Refusal refusal : listing.refusals()) {
            digest.update((refusal.file() + "\0" + refusal.sentence() + "\0").getBytes(StandardCharsets.UTF_8));
        }
        return digest.digest();
    }

    /** Earlier caches of the same folder, and what killed processes left a day ago or more. */
    private static void deleteOutdated(Path cacheFolder, String prefix) {
        if (!Files.isDirectory(cacheFolder)) return;
        List<Path> outdated = new ArrayList<>();
        long dayAgo = System.currentTimeMillis() - 86_400_000;
        try (Stream<Path> files = Files.list(cacheFolder)) {
            for (Path file : files.sorted(Comparator.naturalOrder()).toList()) {
                String name = file.getFileName().toString();
                boolean left = AtomicFile.isTemporary(file) && Files.getLastModifiedTime(file).toMillis() < dayAgo;
                if (name.startsWith(prefix) && name.endsWith(CACHE_SUFFIX) || left) outdated.add(file);
            }
            for (Path file : outdated) Files.deleteIfExists(file);
        } catch (IOException e) {
            return;   // only disk space is lost: another process may hold them, or they are gone already
        }
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(ContentHash.of(bytes));
    }
}
