package kaobako.studio;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import kaobako.store.DType;
import kaobako.store.ModelFolder;
import org.junit.jupiter.api.Test;

/** What lies in {@code models/} may be shipped: it opens, is small, and says whose work it learned from, as does the README. */
class ShippedModelsTest {
    private static final Path MODELS = Path.of("models");
    private static final long LARGEST = 25_000_000;

    @Test
    void thereIsOneAndItDrawsWhenNoneIsNamed() {
        List<Model> shipped = Models.in(List.of(MODELS));
        assertThat(shipped).isNotEmpty().allSatisfy(model -> assertThat(model.obstacle()).isEmpty());
        assertThat(Models.shipped().orElseThrow().toAbsolutePath()).isEqualTo(MODELS.toAbsolutePath());
        assertThat(shipped.get(0).name()).isEqualTo("portraits-64");
    }

    @Test
    void eachIsSmallAndCredited() throws IOException {
        String readme = Files.readString(Path.of("README.md")), list = Files.readString(MODELS.resolve("README.md"));
        for (Model model : Models.in(List.of(MODELS))) {
            assertThat(model.card().facts()).containsKeys("license", "credit");
            assertThat(readme).contains(model.card().facts().get("credit"));
            assertThat(list).contains(model.name());
            try (Stream<Path> files = Files.walk(model.folder())) {
                assertThat(files.mapToLong(f -> f.toFile().length()).sum()).isLessThan(LARGEST);
            }
            try (ModelFolder folder = ModelFolder.open(model.folder())) {
                assertThat(folder.weights().tensor("conv_in.weight").dtype()).isEqualTo(DType.F16);
            }
        }
    }
}
