package kaobako.studio;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import kaobako.store.ModelFolder;

/** Finds the models there are: those that came with the program, those that were learned here, those that the user added. */
final class Models {
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

    /** {@code -Dkaobako.models=DIR}, otherwise {@code models} beside the jar, above it and in the working folder. */
    static List<Path> shipped() {
        String chosen = System.getProperty("kaobako.models", "");
        if (!chosen.isBlank()) return List.of(Path.of(chosen));
        List<Path> places = new ArrayList<>(List.of(Path.of("models")));
        try {
            Path code = Path.of(Models.class.getProtectionDomain().getCodeSource().getLocation().toURI()).getParent();
            for (Path at = code; at != null && places.size() < 4; at = at.getParent()) places.add(at.resolve("models"));
        } catch (java.net.URISyntaxException | RuntimeException e) {
            // run from something that is no file: the working folder is what there is
            return places;
        }
        return places;
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
