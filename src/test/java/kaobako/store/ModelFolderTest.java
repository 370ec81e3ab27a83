package kaobako.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ModelFolderTest {
    private static final Map<String, Object> UNET = Map.of("sample_size", 64, "block_out_channels", List.of(16, 24), "norm_eps",
            1e-5);
    private static final Map<String, Object> SCHEDULER = Map.of("beta_schedule", "squaredcos_cap_v2", "lambda_min_clipped",
            Double.NEGATIVE_INFINITY);
    private static final List<TensorData> TENSORS = List.of(TensorData.of("conv.weight", new float[] {1, 2, 3, 4}, 2, 2),
            TensorData.of("conv.bias", new float[] {0.1f}, 1));

    private static final List<String> OTHERS =
            List.of("", "null", "[]", "{}", "\"x\"", "-1", "1e999", "9".repeat(99), "{\"a\":", "[".repeat(99), "\0");
    private static final Pattern TOKEN = Pattern.compile("\"[^\"]*\"|[-0-9.eE]+|-Infinity|[\\[\\]{}:,]");

    @TempDir
    Path folder;

    @Test
    void whatIsWrittenIsRead() throws Exception {
        Path model = folder.resolve("models").resolve("mine");
        ModelFolder.write(model, UNET, SCHEDULER, TENSORS, DType.F32);
        assertThat(ModelFolder.isModel(model)).isTrue();
        try (ModelFolder opened = ModelFolder.open(model)) {
            assertThat(opened.unetConfig()).containsAllEntriesOf(UNET).containsEntry("_class_name", "UNet2DModel");
            assertThat(opened.schedulerConfig()).containsAllEntriesOf(SCHEDULER).containsEntry("_class_name", "DDPMScheduler");
            assertThat(opened.weights().names()).containsExactlyInAnyOrder("conv.weight", "conv.bias");
            assertThat(opened.weights().read("conv.weight", 2, 2)).containsExactly(1, 2, 3, 4);
            assertThat(opened.card()).isEqualTo(new ModelCard(Map.of(), ""));
            byte[] weights = Files.readAllBytes(model.resolve("unet/diffusion_pytorch_model.safetensors"));
            assertThat(opened.weights().sha256())
                    .isEqualTo(HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(weights)));
        }
        assertThat(model.resolve("model_index.json")).hasContent("""
                {
                  "_class_name": "DDPMPipeline",
                  "_diffusers_version": "0.35.2",
                  "scheduler": [
                    "diffusers",
                    "DDPMScheduler"
                  ],
                  "unet": [
                    "diffusers",
                    "UNet2DModel"
                  ]
                }""");
    }

    @Test
    void halfPrecisionIsStoredUnderThePlainName() throws IOException {
        ModelFolder.write(folder, UNET, Map.of(), TENSORS, DType.F16);
        try (ModelFolder opened = ModelFolder.open(folder)) {
            assertThat(opened.weights().tensor("conv.bias").dtype()).isEqualTo(DType.F16);
            assertThat(opened.weights().read("conv.bias", 1)).containsExactly(0.0999755859375f);
        }
    }

    @Test
    void wrongShapeOrNameIsRefused() throws IOException {
        ModelFolder.write(folder, UNET, SCHEDULER, TENSORS, DType.F32);
        try (ModelFolder opened = ModelFolder.open(folder)) {
            assertThat(opened.weights().shape("conv.weight")).containsExactly(2L, 2L);
            assertThatThrownBy(() -> opened.weights().read("conv.weight", 4)).isInstanceOf(FormatException.class)
                    .hasMessageContaining("tensor 'conv.weight': expected shape [4], found [2, 2]; check that weights and "
                            + "config belong together.");
            assertThatThrownBy(() -> opened.weights().read("conv.gone", 4)).isInstanceOf(FormatException.class)
                    .hasMessageContaining("tensor 'conv.gone'");
        }
    }

    @Test
    void theUnetInsideAPipelineMeansThePipeline() throws IOException {
        ModelFolder.write(folder, UNET, SCHEDULER, TENSORS, DType.F32);
        try (ModelFolder opened = ModelFolder.open(folder.resolve("unet"))) {
            assertThat(opened.schedulerConfig()).containsAllEntriesOf(SCHEDULER);
            assertThat(opened.folder()).isEqualTo(folder);
        }
        Files.delete(folder.resolve("model_index.json"));
        try (ModelFolder opened = ModelFolder.open(folder.resolve("unet"))) {
            assertThat(opened.schedulerConfig()).isEmpty();
        }
    }

    @Test
    void aFlatFolderAndItsVariants() throws IOException {
        Json.write(folder.resolve("config.json"), UNET);
        writeWeights("diffusion_pytorch_model.fp16.safetensors", "half");
        try (ModelFolder opened = ModelFolder.open(folder)) {
            assertThat(opened.weights().names()).containsExactly("half");
            assertThat(opened.schedulerConfig()).isEmpty();
        }
        Json.write(folder.resolve("scheduler_config.json"), SCHEDULER);
        writeWeights("diffusion_pytorch_model.safetensors", "full");
        try (ModelFolder opened = ModelFolder.open(folder)) {
            assertThat(opened.weights().names()).as("full precision first").containsExactly("full");
            assertThat(opened.schedulerConfig()).isEqualTo(SCHEDULER);
        }
    }

    @Test
    void otherModelsAreRefusedByName() throws IOException {
        ModelFolder.write(folder, UNET, SCHEDULER, TENSORS, DType.F32);
        Path index = folder.resolve("model_index.json");
        Json.write(index, Map.of("unet", List.of("diffusers", "UNet2DModel"), "vqvae", List.of("diffusers", "VQModel")));
        assertThat(refused()).hasMessage(index
                + ", vqvae: expected a pipeline of unet and scheduler only, found 'VQModel'; "
                + "choose an unconditional DDPM model.");
        Json.write(index, Map.of("unet", List.of("diffusers", "UNet2DConditionModel")));
        assertThat(refused().found()).isEqualTo("'UNet2DConditionModel'");
        Json.write(index, Map.of("unet", List.of("diffusers", "UNet2DModel"), "safety_checker", Arrays.asList(null, null)));
        ModelFolder.open(folder).close();
        Json.write(folder.resolve("unet/config.json"), Map.of("_class_name", "UNet1DModel"));
        assertThat(refused().thing()).isEqualTo("_class_name");
    }

    /** Each value and each key of each JSON file replaced by something else: the folder opens or is refused. */
    @Test
    void damagedConfigsAreReadOrRefused() throws IOException {
        ModelFolder.write(folder, UNET, SCHEDULER, TENSORS, DType.F32);
        int refused = 0;
        for (String name : List.of("model_index.json", "unet/config.json", "scheduler/scheduler_config.json")) {
            Path file = folder.resolve(name);
            String json = Files.readString(file);
            for (MatchResult token : TOKEN.matcher(json).results().toList()) {
                for (String other : OTHERS) {
                    Files.writeString(file, json.substring(0, token.start()) + other + json.substring(token.end()));
                    try {
                        ModelFolder.open(folder).close();
                    } catch (FormatException e) {
                        assertThat(e.file()).isEqualTo(file);
                        refused++;
                    }
                }
            }
            Files.writeString(file, json);
        }
        assertThat(refused).isGreaterThan(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"diffusion_pytorch_model.bin", "model.ckpt", "weights.pth", "unet.pt",
            "diffusion_pytorch_model.bin.index.json"})
    void picklesAreRefusedByNameAndNotOpened(String name) throws IOException {
        Json.write(folder.resolve("config.json"), UNET);
        Files.createDirectory(folder.resolve(name));
        FormatException e = refused();
        assertThat(e.file()).isEqualTo(folder.resolve(name));
        assertThat(e.found()).contains("pickle");
        assertThat(e.remedy()).startsWith("convert it");
    }

    @Test
    void whatIsNoModelIsSaidToBeNone() throws IOException {
        assertThat(ModelFolder.isModel(folder)).isFalse();
        assertThat(refused().expected()).isEqualTo("config.json or unet/config.json");
        Json.write(folder.resolve("config.json"), UNET);
        assertThat(refused().expected()).isEqualTo("the file diffusion_pytorch_model.safetensors");
        Path file = folder.resolve("config.json");
        assertThat(catchThrowableOfType(FormatException.class, () -> ModelFolder.open(file)).found()).isEqualTo("a file");
        assertThat(catchThrowableOfType(FormatException.class, () -> ModelFolder.open(folder.resolve("none"))).found())
                .isEqualTo("nothing");
    }

    @Test
    void theCardKeepsItsFactsAndItsText() throws IOException {
        ModelCard card = new ModelCard(Map.of("license", "mit", "pictures", "2000", "note", "a: \"b\" # c"), "# Mine\n\nText\n");
        card.write(folder);
        assertThat(ModelCard.read(folder)).isEqualTo(card);
        Files.writeString(folder.resolve("README.md"),
                "---\r\nlicense: apache-2.0\r\ntags:\r\n- pytorch\r\n---\r\n\r\n# Cats\r\n");
        assertThat(ModelCard.read(folder)).isEqualTo(new ModelCard(Map.of("license", "apache-2.0"), "# Cats\n"));
        Files.writeString(folder.resolve("README.md"), "---\nnot closed");
        assertThat(ModelCard.read(folder).text()).isEqualTo("---\nnot closed");
        assertThatThrownBy(() -> new ModelCard(Map.of("a", "b\n---"), "")).isInstanceOf(IllegalArgumentException.class);
    }

    private FormatException refused() {
        FormatException e = catchThrowableOfType(FormatException.class, () -> ModelFolder.open(folder).close());
        assertThat(e).as("the folder is refused").isNotNull();
        return e;
    }

    private void writeWeights(String name, String tensor) throws IOException {
        SafetensorsWriter.write(folder.resolve(name), List.of(TensorData.of(tensor, new float[] {1}, 1)));
    }
}
