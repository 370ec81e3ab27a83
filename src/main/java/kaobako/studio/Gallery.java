package kaobako.studio;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import kaobako.data.PictureFile;
import kaobako.data.Pictures;
import kaobako.generate.Picture;
import kaobako.generate.Recipe;
import kaobako.store.Json;

/**
 * Everything that was drawn: a folder of PNGs that carry their recipes, which are the index. Other files in the folder are left alone.
 * What is deleted goes to a bin inside the folder, from where it can come back. The snapshot is for any thread, the methods for the
 * io thread.
 */
public final class Gallery {
    /** A picture of the gallery; {@code file} is its identity. */
    public record Entry(Path file, Recipe recipe, Instant time, Mark mark) {}

    public enum Mark { NONE, FAVOURITE }

    /** What a deletion did; {@link #undo} takes it back. */
    public record Deletion(List<Entry> entries, Path bin) {}

    private static final String BIN = ".bin";
    private static final String FAVOURITES = "favourites.json";
    private static final Duration KEPT_IN_BIN = Duration.ofDays(30);
    /** Pictures that were drawn together by their seeds, as they stood on the wall. */
    private static final Comparator<Entry> NEWEST_FIRST = Comparator.comparing(Entry::time).reversed()
            .thenComparing(e -> e.recipe().seeds().get(0).parts().get(0).seed()).thenComparing(Entry::file);

    private final Path folder;
    private final Latest<List<Entry>> entries = new Latest<>(List.of());
    private final Set<String> favourites = new LinkedHashSet<>();
    private int deletions;

    public Gallery(Path folder) {
        this.folder = folder;
    }

    public Path folder() {
        return folder;
    }

    /** The newest first. */
    public List<Entry> entries() {
        return entries.get();
    }

    /** Reads the folder anew. A folder that is not there yet is empty. */
    public synchronized void scan() throws IOException {
        if (!Files.isDirectory(folder)) {
            entries.set(List.of());
            return;
        }
        readFavourites();
        List<Entry> found = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : (Iterable<Path>) files.filter(f -> f.toString().endsWith(".png"))::iterator) {
                try {
                    found.add(entry(file, PictureFiles.recipe(file)));
                } catch (IOException | RuntimeException notOurs) {
                    continue;
                }
            }
        }
        found.sort(NEWEST_FIRST);
        entries.set(List.copyOf(found));
        emptyBin(Instant.now().minus(KEPT_IN_BIN));
    }

    /**
     * Saves a picture with its recipe. The file is whole or not there.
     *
     * @param drawn the time of the file
     */
    public synchronized Entry add(Picture picture, Recipe recipe, Instant drawn) throws IOException {
        Path file = PictureFiles.save(folder, picture, recipe.withSeeds(List.of(picture.seeds())), PictureFiles.Metadata.RECIPE);
        Files.setLastModifiedTime(file, FileTime.from(drawn));
        Entry added = entry(file, recipe.withSeeds(List.of(picture.seeds())));
        List<Entry> all = new ArrayList<>(entries.get());
        all.removeIf(e -> e.file().equals(file));
        all.add(0, added);
        all.sort(NEWEST_FIRST);
        entries.set(List.copyOf(all));
        return added;
    }

    /** Moves pictures to the bin. Those that cannot be moved stay where they are, and the first of them is the exception; what others deleted is gone. */
    public synchronized Deletion delete(List<Path> files) throws IOException {
        Set<Path> gone = new HashSet<>(files);
        List<Entry> deleted = entries.get().stream().filter(e -> gone.contains(e.file())).toList();
        Path bin = folder.resolve(BIN).resolve(Instant.now().toEpochMilli() + "-" + ++deletions);
        Files.createDirectories(bin);
        List<Entry> moved = new ArrayList<>();
        List<Entry> rest = new ArrayList<>(entries.get());
        try {
            for (Entry entry : deleted) {
                if (Files.notExists(entry.file())) {
                    rest.remove(entry);
                    continue;
                }
                Files.move(entry.file(), bin.resolve(entry.file().getFileName()));
                moved.add(entry);
            }
        } finally {
            rest.removeAll(moved);
            entries.set(List.copyOf(rest));
        }
        return new Deletion(moved, bin);
    }

    /** Brings back what was deleted. A name that was taken in the meantime keeps its file; the one from the bin stays there. */
    public synchronized void undo(Deletion deletion) throws IOException {
        List<Entry> all = new ArrayList<>(entries.get());
        for (Entry entry : deletion.entries()) {
            Path from = deletion.bin().resolve(entry.file().getFileName());
            if (!Files.exists(from) || Files.exists(entry.file())) continue;
            Files.move(from, entry.file());
            all.add(entry);
        }
        all.sort(NEWEST_FIRST);
        entries.set(List.copyOf(all));
    }

    public synchronized void mark(Path file, Mark mark) throws IOException {
        String name = file.getFileName().toString();
        if (mark == Mark.FAVOURITE) favourites.add(name);
        else favourites.remove(name);
        Json.write(folder.resolve(FAVOURITES), new TreeMap<>(Map.of("favourites", List.copyOf(favourites))));
        entries.update(all -> all.stream().map(e -> e.file().equals(file) ? new Entry(file, e.recipe(), e.time(), mark) : e).toList());
    }

    /** The pixels of an entry, as they were drawn. Any thread but the event thread. */
    public static Picture read(Entry entry) throws IOException {
        BufferedImage image = PictureFile.read(entry.file());
        Recipe r = entry.recipe();
        int scale = Math.max(1, image.getWidth() / Math.max(1, r.width()));
        BufferedImage own = scale == 1 ? image : PictureFiles.reduced(image, scale);
        return new Picture(r.seeds().get(0), own.getWidth(), own.getHeight(), Pictures.toBytes(own));
    }

    /** Removes for good what was deleted before {@code time}. */
    synchronized void emptyBin(Instant time) throws IOException {
        Path bin = folder.resolve(BIN);
        if (!Files.isDirectory(bin)) return;
        List<Path> old;
        try (Stream<Path> list = Files.list(bin)) {
            old = list.filter(f -> deletedBefore(f, time)).toList();
        }
        for (Path deletion : old) {
            try (Stream<Path> files = Files.list(deletion)) {
                for (Path file : files.toList()) Files.delete(file);
            }
            Files.delete(deletion);
        }
    }

    private static boolean deletedBefore(Path deletion, Instant time) {
        try {
            return Long.parseLong(deletion.getFileName().toString().replaceAll("-.*", "")) < time.toEpochMilli();
        } catch (NumberFormatException notOurs) {
            return false;
        }
    }

    private Entry entry(Path file, Recipe recipe) throws IOException {
        FileTime time = Files.getLastModifiedTime(file);
        return new Entry(file, recipe, time.toInstant(), favourites.contains(file.getFileName().toString()) ? Mark.FAVOURITE : Mark.NONE);
    }

    private void readFavourites() {
        favourites.clear();
        Path file = folder.resolve(FAVOURITES);
        if (!Files.exists(file)) return;
        try {
            if (Json.object(file).get("favourites") instanceof List<?> names) names.forEach(n -> favourites.add(String.valueOf(n)));
        } catch (RuntimeException damaged) {
            // marks are a convenience; the pictures are what counts
            favourites.clear();
        }
    }
}
