package kaobako.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelMergeTest {
    private static final Map<String, Object> NETWORK = Map.of("sample_size", 8, "in_channels", 3);

    @TempDir
    Path folder;
    private Path good;
    private Path worse;
    private Path out;

    @BeforeEach
    void twoModels() throws IOException {
        good = model("good", NETWORK, 1, 2, 3);
        new ModelCard(Map.of("credit", "somebody", "storage", "F32"), "# good\n").write(good);
        worse = model("worse", NETWORK, 3, 2, 1);
        out = folder.resolve("out");
    }

    @Test
    void goesOnBeyondOneAwayFromAnother() throws IOException {
        ModelMerge.write(shares(good, 1.5, worse, -0.5), out, DType.F16);
        try (ModelFolder merged = ModelFolder.open(out)) {
            assertThat(merged.weights().read("w", 3)).containsExactly(new float[] {0, 2, 4}, within(1e-3f));
            assertThat(merged.weights().tensor("w").dtype()).isEqualTo(DType.F16);
            assertThat(merged.unetConfig()).containsAllEntriesOf(NETWORK);
            assertThat(merged.schedulerConfig()).containsEntry("epsilon_scale", 1.02);
            assertThat(merged.card().facts()).containsEntry("credit", "somebody").containsEntry("storage", "F16")
                    .containsEntry("merged", "good=1.5 worse=-0.5");
            assertThat(merged.card().text()).contains("# good");
        }
    }

    @Test
    void sharesThatAreNotOneTogetherAndOtherNetworksAreRefused() throws IOException {
        assertThatThrownBy(() -> ModelMerge.write(shares(good, 1.5, worse, 0.5), out, DType.F32)).hasMessageContaining("1 together")
                .hasMessageContaining("2.0");
        assertThatThrownBy(() -> ModelMerge.write(shares(good, Double.NaN, worse, 1), out, DType.F32)).hasMessageContaining("NaN");
        Path other = model("other", Map.of("sample_size", 16, "in_channels", 3), 1, 1, 1);
        assertThatThrownBy(() -> ModelMerge.write(shares(good, 0.5, other, 0.5), out, DType.F32)).isInstanceOf(FormatException.class)
                .hasMessageContaining(other.toString()).hasMessageContaining(good.toString());
        assertThat(out).doesNotExist();
    }

    private Path model(String name, Map<String, Object> network, float... weights) throws IOException {
        Path model = folder.resolve(name);
        ModelFolder.write(model, network, Map.of("epsilon_scale", 1.02), List.of(TensorData.of("w", weights, 3)), DType.F32);
        return model;
    }

    private static Map<Path, Double> shares(Path a, double ofA, Path b, double ofB) {
        Map<Path, Double> shares = new LinkedHashMap<>();
        shares.put(a, ofA);
        shares.put(b, ofB);
        return shares;
    }
}
