package kaobako.studio;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import kaobako.store.FormatException;
import kaobako.store.Json;
import kaobako.text.Sentence;

/** The settings on disk: appear whole or not at all; a damaged file is kept aside and the defaults are taken. One thread at a time. */
final class SettingsFile {
    /** @param problem what to tell the user; empty if all is well */
    record Loaded(Settings settings, Optional<Sentence> problem) {}

    private final Path file;

    SettingsFile(Path file) {
        this.file = file;
    }

    Loaded load() {
        if (!Files.exists(file)) return new Loaded(Settings.DEFAULT, Optional.empty());
        try {
            Map<String, Object> all = merged(Json.object(Json.line(Settings.DEFAULT), file), Json.object(file));
            return new Loaded(Json.parse(Json.line(all), file, Settings.class), Optional.empty());
        } catch (FormatException | UncheckedIOException e) {
            return new Loaded(Settings.DEFAULT, Optional.of(putAside(e)));
        }
    }

    /** Keys that this version does not know stay in the file, for the version that does. */
    void save(Settings settings) throws IOException {
        Map<String, Object> all = Json.object(Json.line(settings), file);
        if (Files.exists(file)) {
            try {
                Json.object(file).forEach(all::putIfAbsent);
            } catch (FormatException | UncheckedIOException damaged) {
                putAside(damaged);
            }
        }
        Files.createDirectories(file.toAbsolutePath().getParent());
        Json.write(file, all);
    }

    /** {@code over} with what it lacks taken from {@code under}, objects inside objects too. */
    private static Map<String, Object> merged(Map<String, ?> under, Map<String, ?> over) {
        Map<String, Object> all = new LinkedHashMap<>(under);
        over.forEach((key, value) -> all.merge(key, value, (low, high) ->
                low instanceof Map<?, ?> a && high instanceof Map<?, ?> b ? merged(texts(a), texts(b)) : high));
        all.values().removeIf(java.util.Objects::isNull);
        return all;
    }

    @SuppressWarnings("unchecked")
    private static Map<String, ?> texts(Map<?, ?> object) {
        return (Map<String, ?>) object;
    }

    private Sentence putAside(RuntimeException why) {
        Path aside = file.resolveSibling(file.getFileName() + ".damaged");
        try {
            Files.move(file, aside, StandardCopyOption.REPLACE_EXISTING);
            return Sentence.of("settings.aside", "%s The file is kept as %s, and the settings start anew.", Sentence.of(why), aside);
        } catch (IOException e) {
            return Sentence.of("settings.anew", "%s The settings start anew.", Sentence.of(why));
        }
    }
}
