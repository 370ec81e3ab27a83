package kaobako.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Weights in shards: a.safetensors has x, b.safetensors has y and z. */
class WeightFilesTest {
    @TempDir
    Path parent;
    private Path folder;

    @BeforeEach
    void shards() throws IOException {
        folder = Files.createDirectory(parent.resolve("model"));
        write("a.safetensors", "x");
        write("b.safetensors", "y", "z");
    }

    @Test
    void shardsAreOneSource() throws IOException {
        index(Map.of("x", "a.safetensors", "y", "b.safetensors", "z", "b.safetensors"));
        try (WeightFiles weights = WeightFiles.open(folder)) {
            assertThat(weights.names()).containsExactlyInAnyOrder("x", "y", "z");
            assertThat(weights.read("z", 1)).containsExactly('z');
            assertThat(weights.read("x", 1)).containsExactly('x');
            assertThat(weights.sha256()).matches("[0-9a-f]{64}");
            assertThat(catchThrowableOfType(FormatException.class, () -> weights.read("w", 1)).thing()).isEqualTo("tensor 'w'");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"../a.safetensors", "/etc/a.safetensors", "sub/a.safetensors", "..\\a.safetensors",
            "C:a.safetensors", "..", "", ".a.safetensors",
        "a.safetensors\0.bin", "a.bin", "a.safetensors:stream", "CON/../a.safetensors", "%2e%2e/a.safetensors"})
    void anIndexCannotReachOutOfItsFolder(String name) throws IOException {
        write("../a.safetensors", "x");
        index(Map.of("x", name));
        FormatException e = refused();
        assertThat(e.thing()).isEqualTo("tensor 'x'");
        assertThat(e.expected()).isEqualTo("the name of a .safetensors file in the same folder");
    }

    @Test
    void indexAndShardsMustAgree() throws IOException {
        index(Map.of("x", "b.safetensors", "y", "b.safetensors", "z", "b.safetensors"));
        assertThat(refused()).hasMessageContaining("b.safetensors, tensor 'x'");
        index(Map.of("x", "a.safetensors", "y", "b.safetensors"));
        assertThat(refused())
                .hasMessageContaining("b.safetensors, tensor 'z': expected only tensors that "
                        + "diffusion_pytorch_model.safetensors.index.json lists");
        write("a.safetensors", "x", "y");
        index(Map.of("x", "a.safetensors", "y", "b.safetensors", "z", "b.safetensors"));
        assertThat(refused()).hasMessageContaining("a.safetensors, tensor 'y': expected it only in b.safetensors, found it here");
        index(Map.of("x", "gone.safetensors"));
        assertThat(refused()).hasMessageContaining("gone.safetensors: expected a readable file, found no such file or folder");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"weight_map\":{}}", "{\"weight_map\":[]}", "{\"weight_map\":\"a.safetensors\"}",
            "{\"weight_map\":{\"x\":1}}",
        "{\"weight_map\":{\"x\":null}}", "[]", "{\"weight_map\":{\"x\":\"a.safetensors\",\"x\":\"b.safetensors\"}}"})
    void aWrongIndexIsRefused(String json) throws IOException {
        Path index = Files.writeString(folder.resolve("diffusion_pytorch_model.safetensors.index.json"), json);
        assertThat(refused().file()).isEqualTo(index);
    }

    private FormatException refused() {
        FormatException e = catchThrowableOfType(FormatException.class, () -> WeightFiles.open(folder).close());
        assertThat(e).as("the index is refused").isNotNull();
        return e;
    }

    @ParameterizedTest
    @ValueSource(floats = {Float.NaN, Float.NEGATIVE_INFINITY})
    void weightsThatAreNoNumbersAreRefused(float value) throws IOException {
        Path file = folder.resolve("diverged.safetensors");
        SafetensorsWriter.write(file, List.of(TensorData.of("good", new float[] {1, 2}, 2), TensorData.of("bad", new float[] {1, value}, 2)));
        try (WeightFiles weights = WeightFiles.single(file)) {
            assertThat(weights.read("good", 2)).containsExactly(1, 2);
            assertThatThrownBy(() -> weights.read("bad", 2)).isInstanceOf(FormatException.class).hasMessageContaining("diverged.safetensors")
                    .hasMessageContaining("bad").hasMessageContaining("finite numbers").hasMessageContaining(String.valueOf(value));
        }
    }

    private void index(Map<String, String> weightMap) throws IOException {
        Json.write(folder.resolve("diffusion_pytorch_model.safetensors.index.json"), Map.of("metadata", Map.of("total_size", 12),
                "weight_map", weightMap));
    }

    /** Each tensor's only value is its name. */
    private void write(String file, String... names) throws IOException {
        SafetensorsWriter.write(folder.resolve(file),
                List.of(names).stream().map(name -> TensorData.of(name, new float[] {name.charAt(0)}, 1)).toList());
    }
}
