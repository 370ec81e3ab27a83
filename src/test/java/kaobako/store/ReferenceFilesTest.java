package kaobako.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every safetensors file and every model among the reference vectors, which other programs have written. */
class ReferenceFilesTest {
    private static final Path REFERENCE = Path.of("src/test/resources/golden");

    @TempDir
    Path folder;

    @Test
    void everyModelOpens() throws IOException {
        List<Path> models = below(REFERENCE, ModelFolder::isModel).stream().filter(path -> !path.toString()
                .contains("manifests")).toList();
        assertThat(models).isNotEmpty();
        for (Path path : models) {
            try (ModelFolder model = ModelFolder.open(path)) {
                assertThat(model.unetConfig()).as("%s", path).containsKey("block_out_channels");
                assertThat(model.weights().read("conv_out.bias", Math.toIntExact(model.weights().shape("conv_out.bias").get(0))))
                        .isNotEmpty();
            }
        }
    }

    /** Values, shapes and order come back so exactly that a rewritten file equals the one that another program wrote. */
    @Test
    void everyFileRewrittenIsTheSameFile() throws IOException {
        List<Path> files = below(REFERENCE, path -> path.toString().endsWith(".safetensors"));
        assertThat(files).isNotEmpty();
        for (Path file : files) {
            Path copy = folder.resolve("copy.safetensors");
            try (Safetensors original = Safetensors.open(file)) {
                List<TensorData> tensors = new ArrayList<>();
                for (String name : original.names()) {
                    Safetensors.Tensor tensor = original.tensor(name);
                    int[] shape = tensor.shape().stream().mapToInt(Math::toIntExact).toArray();
                    tensors.add(tensor.dtype() == DType.I64 ? TensorData.of(name, tensor.longs(), shape)
                            : TensorData.of(name, tensor.floats(), shape).as(tensor.dtype()));
                }
                SafetensorsWriter.write(copy, original.metadata(), tensors);
            }
            assertThat(Files.mismatch(file, copy)).as("first byte in which a rewritten %s differs", file).isEqualTo(-1);
        }
    }

    @Test
    void schedulersWithInfinityAreRead() throws IOException {
        List<Path> configs = below(REFERENCE, path -> path.endsWith("scheduler_config.json"));
        assertThat(configs).isNotEmpty().allSatisfy(config -> assertThat(Json.object(config)).containsKey("_class_name"));
    }

    private static List<Path> below(Path root, Predicate<Path> wanted) throws IOException {
        try (Stream<Path> paths = Files.walk(root)) {
            return paths.filter(wanted).sorted().toList();
        }
    }
}
