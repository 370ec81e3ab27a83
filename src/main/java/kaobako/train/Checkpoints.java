package kaobako.train;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import kaobako.store.AtomicFile;
import kaobako.store.FormatException;

/**
 * The checkpoints of one run: {@code checkpoints/step-00001234.safetensors} in the model's folder, the newest few. Held by one
 * process at a time. One thread at a time; owner: a {@link Preparation}.
 */
final class Checkpoints implements AutoCloseable {
    private static final String FOLDER = "checkpoints";
    private static final String NAME = "step-%010d.safetensors";
    private static final String PATTERN = "step-\\d{10}\\.safetensors";
    private static final int STEP_AT = "step-".length();

    private final Path folder;
    private final FileChannel lock;

    /**
     * Makes the folder where needed and keeps other processes out.
     *
     * @throws TrainException if it cannot be written, or another process trains there
     */
    static Checkpoints open(Path out) {
        Path folder = out.resolve(FOLDER);
        try {
            Files.createDirectories(folder);
            FileChannel channel = FileChannel.open(folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (!locked(channel)) {
                channel.close();
                throw new TrainException(out + " is being trained by another process. Stop it first, or choose another folder.", null);
            }
            AtomicFile.removeLeftovers(folder);
            return new Checkpoints(folder, channel);
        } catch (IOException e) {
            throw new TrainException("Nothing can be written to " + out + " (" + reason(e) + "). Choose a folder that you may write to.", e);
        }
    }

    private static boolean locked(FileChannel channel) throws IOException {
        try {
            FileLock lock = channel.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    /** Of a run that others may hold; -1 without a checkpoint. */
    static long newestStep(Path out) throws IOException {
        Path folder = out.resolve(FOLDER);
        if (!Files.isDirectory(folder)) return -1;
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(f -> f.getFileName().toString()).filter(name -> name.matches(PATTERN))
                    .mapToLong(name -> Long.parseLong(name.substring(STEP_AT, name.indexOf('.')))).max().orElse(-1);
        }
    }

    private Checkpoints(Path folder, FileChannel lock) {
        this.folder = folder;
        this.lock = lock;
    }

    boolean isEmpty() {
        return newestFirst().isEmpty();
    }

    /** The newest that can be read; what is damaged is told to {@code problems} and passed over. The caller closes it. */
    Optional<Checkpoint> latest(List<String> problems) {
        for (Path file : newestFirst()) {
            try {
                return Optional.of(Checkpoint.open(file));
            } catch (FormatException e) {
                problems.add(e.getMessage());
            }
        }
        return Optional.empty();
    }

    /** Writes one and deletes all but the newest {@code kept}; it is on the disk when this returns. */
    Path write(TrainConfig config, Checkpoint.State state, Map<String, float[]> tensors, int kept) throws IOException {
        Path file = folder.resolve(String.format(NAME, state.step()));
        Checkpoint.write(file, config, state, tensors);
        List<Path> files = newestFirst();
        // after a rollback there may be checkpoints of steps that were undone
        for (Path other : List.copyOf(files)) {
            if (other.getFileName().compareTo(file.getFileName()) > 0) remove(files, other);
        }
        while (files.size() > kept) remove(files, files.get(files.size() - 1));
        return file;
    }

    private static void remove(List<Path> files, Path file) throws IOException {
        Files.deleteIfExists(file);
        files.remove(file);
    }

    private List<Path> newestFirst() {
        if (!Files.isDirectory(folder)) return List.of();
        try (Stream<Path> files = Files.list(folder)) {
            return new ArrayList<>(files.filter(f -> f.getFileName().toString().matches(PATTERN))
                    .sorted(Comparator.comparing(Path::getFileName).reversed()).toList());
        } catch (IOException e) {
            throw new TrainException("The checkpoints in " + folder + " cannot be listed (" + reason(e) + ").", e);
        }
    }

    static String reason(IOException e) {
        if (e instanceof java.nio.file.AccessDeniedException) return "no permission";
        if (e instanceof java.nio.file.NoSuchFileException) return "no such file or folder";
        if (e instanceof java.nio.file.FileAlreadyExistsException) return "it is a file, not a folder";
        if (e instanceof java.nio.file.FileSystemException f && f.getReason() != null) return f.getReason();
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }

    @Override
    public void close() {
        try {
            lock.close();
        } catch (IOException e) {
            // the lock goes with the process
        }
    }
}
