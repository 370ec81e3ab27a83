package kaobako.studio;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import kaobako.exec.ProgramFiles;

/** Where things are kept that can be made again. */
final class CacheFolder {
    private CacheFolder() {}

    /** As {@link ProgramFiles#cache}. */
    static Path path() {
        return ProgramFiles.cache();
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
        Path folder = path().resolve(ProgramFiles.FOLDER);
        if (!Files.isDirectory(folder)) return List.of();
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(Files::isRegularFile).toList();
        }
    }
}
