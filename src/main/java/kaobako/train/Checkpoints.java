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
import kaobako.file.AtomicFile;
import kaobako.file.Why;
import kaobako.store.FormatException;
import kaobako.text.Sentence;

/**
 * The checkpoints of one run: {@code checkpoints/step-00001234.safetensors} in the model's folder, the newest few. Held by one
 * process at a time. One thread at a time; owner: a {@link Preparation}.
 */
final class Checkpoints implements AutoCloseable {
    static final String FOLDER = "checkpoints";
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
                throw new TrainException(Sentence.of("train.busy",
                        "%s is being trained by another process. Stop it first, or choose another folder.", out));
            }
            AtomicFile.removeLeftovers(folder);
            return new Checkpoints(folder, channel);
        } catch (IOException e) {
            throw unwritable(out, e);
        }
    }

    static TrainException unwritable(Path out, IOException e) {
        return new TrainException(Why.isFull(out, e)
                ? Sentence.of("train.full", "Nothing can be written to %s (%s). Free some space, or choose another folder.", out, Why.writing(out, e))
                : Sentence.of("train.unwritable", "Nothing can be written to %s (%s). Choose a folder that you may write to.", out, Why.of(e)), e);
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

    /** The newest that can be read; what is damaged is told to {@code problems} and passed over. The caller closes it. */
    Optional<Checkpoint> latest(List<Sentence> problems) {
        for (Path file : newestFirst()) {
            try {
                return Optional.of(Checkpoint.open(file));
            } catch (FormatException e) {
                problems.add(e.sentence());
            }
        }
        return Optional.empty();
    }

    /** Writes one and deletes all but the newest {@code kept}; it is on the disk when this returns. */
    Path write(Disk disk, TrainConfig config, Checkpoint.State state, Map<String, float[]> tensors, int kept) throws IOException {
        Path file = folder.resolve(String.format(NAME, state.step()));
        try {
            disk.write(file, config, state, tensors);
        } catch (IOException e) {
            if (!Why.isFull(file, e) || !makeRoom()) throw e;
            disk.write(file, config, state, tensors);
        }
        List<Path> files = newestFirst();
        // after a rollback there may be checkpoints of steps that were undone
        for (Path other : List.copyOf(files)) {
            if (other.getFileName().compareTo(file.getFileName()) > 0) remove(files, other);
        }
        while (files.size() > kept) remove(files, files.get(files.size() - 1));
        return file;
    }

    /** Deletes all but the newest that can be read; false if there was nothing to delete. */
    private boolean makeRoom() throws IOException {
        List<Path> older;
        try (Checkpoint newest = latest(new ArrayList<>()).orElse(null)) {
            if (newest == null) return false;
            older = newestFirst();
            older.remove(newest.path());
        }
        for (Path file : older) Files.deleteIfExists(file);
        return !older.isEmpty();
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
            throw new TrainException(Sentence.of("train.list", "The checkpoints in %s cannot be listed (%s).", folder, Why.of(e)), e);
        }
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
