package kaobako.studio;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import net.harawata.appdirs.AppDirsFactory;

/** Where things are kept that can be made again. */
final class CacheFolder {
    private static final String PROGRAMS = "programs";

    private CacheFolder() {}

    /** {@code -Dkaobako.cache=DIR}, otherwise the user's cache folder of this system; it may not exist yet. */
    static Path path() {
        String chosen = System.getProperty("kaobako.cache", "");
        return Path.of(chosen.isBlank() ? AppDirsFactory.getInstance().getUserCacheDir("kaobako", null, null) : chosen);
    }

    /** Size of the built kernels. */
    static long bytes() throws IOException {
        long sum = 0;
        for (Path file : programs()) {
            try {
                sum += Files.size(file);
            } catch (NoSuchFileException gone) {
                continue;
            }
        }
        return sum;
    }

    /** Deletes the built kernels. */
    static void clear() throws IOException {
        for (Path file : programs()) Files.deleteIfExists(file);
    }

    private static List<Path> programs() throws IOException {
        Path folder = path().resolve(PROGRAMS);
        if (!Files.isDirectory(folder)) return List.of();
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(Files::isRegularFile).toList();
        }
    }
}
