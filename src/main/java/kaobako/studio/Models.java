package kaobako.studio;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import kaobako.generate.UnsuitableException;
import kaobako.store.ModelFolder;
import kaobako.text.Sentence;

/** Finds the models there are: those that came with the program, those that were learned here, those that the user added. */
public final class Models {
    private static final String FOLDER = "models";
    /** How far above the program's file its models may be: a clone keeps them beside {@code target}. */
    private static final int LEVELS = 3;

    private Models() {}

    /** Every model in these folders, each a model or a folder of models, in their order. Io thread. */
    static List<Model> in(List<Path> folders) {
        Set<Path> found = new LinkedHashSet<>();
        for (Path folder : folders) {
            if (ModelFolder.isModel(folder)) found.add(normal(folder));
            else children(folder).stream().filter(ModelFolder::isModel).map(Models::normal).forEach(found::add);
        }
        return found.stream().map(Model::read).toList();
    }

    /**
     * The folder of the model that a user means: a path, or the name of a model that is known here. Io thread.
     *
     * @param wantedOrNull null for the first model there is, those that came with the program first
     * @throws UnsuitableException if nothing was named and there is no model
     */
    public static Path choose(String wantedOrNull) {
        Home home = Home.standard();
        if (wantedOrNull != null) return Files.exists(Path.of(wantedOrNull)) ? Path.of(wantedOrNull) : named(wantedOrNull).orElse(Path.of(wantedOrNull));
        return known(home).stream().filter(m -> m.obstacle().isEmpty()).map(Model::folder).findFirst().orElseThrow(() -> new UnsuitableException(
                Sentence.of("model.none", "No model was found in %s or %s; name a model's folder with --model, or train one with:"
                        + " kaobako train --data PICTURES --out DIR", shipped().map(Path::toString).orElse("the program's folder"), home.models())));
    }

    /** The folder of a model that is known here by this name. Io thread. */
    public static Optional<Path> named(String name) {
        return known(Home.standard()).stream().filter(m -> m.name().equals(name)).map(Model::folder).findFirst();
    }

    private static List<Model> known(Home home) {
        return in(folders(home, new SettingsFile(home.settings()).load().settings()));
    }

    /** Where models are looked for, in this order. */
    static List<Path> folders(Home home, Settings settings) {
        List<Path> folders = new ArrayList<>();
        shipped().ifPresent(folders::add);
        folders.add(home.models());
        settings.modelFolders().stream().map(Path::of).forEach(folders::add);
        return folders;
    }

    /** {@code -Dkaobako.models=DIR}, otherwise the nearest {@code models} beside the program's file or above it. */
    static Optional<Path> shipped() {
        String chosen = System.getProperty("kaobako.models", "");
        if (!chosen.isBlank()) return Optional.of(Path.of(chosen));
        try {
            return beside(Path.of(Models.class.getProtectionDomain().getCodeSource().getLocation().toURI()));
        } catch (java.net.URISyntaxException | RuntimeException e) {
            // run from something that is no file
            return Optional.empty();
        }
    }

    /** An installed program has {@code app/kaobako.jar} and {@code app/models}, a clone {@code target/kaobako.jar} and {@code models}. */
    static Optional<Path> beside(Path code) {
        Path at = code.toAbsolutePath().normalize().getParent();
        for (int level = 0; at != null && level < LEVELS; level++, at = at.getParent()) {
            if (Files.isDirectory(at.resolve(FOLDER))) return Optional.of(at.resolve(FOLDER));
        }
        return Optional.empty();
    }

    private static List<Path> children(Path folder) {
        if (!Files.isDirectory(folder)) return List.of();
        try (Stream<Path> list = Files.list(folder)) {
            return list.filter(Files::isDirectory).sorted().toList();
        } catch (IOException | java.io.UncheckedIOException e) {
            return List.of();
        }
    }

    private static Path normal(Path folder) {
        return folder.toAbsolutePath().normalize();
    }
}
