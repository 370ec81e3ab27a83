package kaobako.studio;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The models that were learned here, each a folder in one folder; what is deleted goes to a bin inside, from where it can come back.
 * The snapshot is for any thread, the methods for the io thread.
 */
final class LearnedModels {
    private static final String BIN = ".bin";
    private static final String FORBIDDEN = "[\\\\/:*?\"<>|\\p{Cntrl}]";

    private final Path home;
    private final Latest<List<LearnedModel>> models = new Latest<>(List.of());

    LearnedModels(Path home) {
        this.home = home;
    }

    /** By name. */
    List<LearnedModel> all() {
        return models.get();
    }

    synchronized List<LearnedModel> scan() throws IOException {
        if (!Files.isDirectory(home)) {
            models.set(List.of());
            return List.of();
        }
        try (Stream<Path> folders = Files.list(home)) {
            models.set(folders.filter(Files::isDirectory).filter(f -> !f.getFileName().toString().startsWith(".")).sorted()
                    .map(LearnedModel::read).flatMap(Optional::stream).toList());
        }
        return models.get();
    }

    /** The folder of a new model: the wanted name without what file systems refuse, and a number if it is taken. */
    synchronized Path reserve(String wanted) throws IOException {
        String name = wanted.replaceAll(FORBIDDEN, "-").strip().replaceAll("^\\.+", "");
        if (name.isEmpty()) name = "model";
        Files.createDirectories(home);
        for (int i = 1; ; i++) {
            Path folder = home.resolve(i == 1 ? name : name + " " + i);
            if (Files.exists(folder)) continue;
            return Files.createDirectory(folder);
        }
    }

    /** Returns the model's new folder. */
    synchronized Path rename(LearnedModel model, String wanted) throws IOException {
        if (wanted.strip().equals(model.name())) return model.folder();
        Path folder = reserve(wanted);
        Files.delete(folder);
        Files.move(model.folder(), folder);
        scan();
        return folder;
    }

    /** What {@link #undo} takes back. */
    synchronized Path delete(LearnedModel model) throws IOException {
        Path bin = Files.createDirectories(home.resolve(BIN));
        Path inBin = Files.createTempDirectory(bin, "").resolve(model.name());
        Files.move(model.folder(), inBin);
        scan();
        return inBin;
    }

    synchronized void undo(LearnedModel model, Path inBin) throws IOException {
        Files.move(inBin, model.folder());
        Files.delete(inBin.getParent());
        scan();
    }

    /** Deletes for good what earlier starts have put into the bin. */
    synchronized void emptyBin() throws IOException {
        Path bin = home.resolve(BIN);
        if (!Files.isDirectory(bin)) return;
        try (Stream<Path> all = Files.walk(bin)) {
            for (Path file : all.sorted(java.util.Comparator.reverseOrder()).toList()) Files.delete(file);
        }
    }
}
