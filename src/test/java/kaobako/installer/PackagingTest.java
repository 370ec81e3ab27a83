package kaobako.installer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is packaged of {@code models/}; the installers themselves are tried where they are built. */
class PackagingTest {
    @TempDir
    private Path folder;

    @Test
    void modelsArePackagedWithoutWhatTheirMeasurementLeft() throws IOException {
        for (String file : new String[] {"README.md", "faces/model_index.json", "faces/unet/config.json", "faces/evaluation/closest.png",
            "faces/evaluation/evaluation.json", "faces/.hidden", ".cache/anything"}) {
            Path path = folder.resolve("models").resolve(file);
            Files.createDirectories(path.getParent());
            Files.writeString(path, file);
        }
        Path to = folder.resolve("input/models");
        Packaging.copyModels(folder.resolve("models"), to);
        try (Stream<Path> files = Files.walk(to)) {
            assertThat(files.filter(Files::isRegularFile).map(to::relativize).map(f -> f.toString().replace('\\', '/')))
                    .containsExactlyInAnyOrder("README.md", "faces/model_index.json", "faces/unet/config.json");
        }
    }

    @Test
    void withoutModelsTheFolderIsThere() throws IOException {
        Packaging.copyModels(folder.resolve("none"), folder.resolve("models"));
        assertThat(folder.resolve("models")).isEmptyDirectory();
    }
}
