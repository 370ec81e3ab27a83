package kaobako.unet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import kaobako.graph.Graph;
import kaobako.graph.Shape;
import kaobako.graph.Value;
import kaobako.store.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UNetTest {
    private static final Path MANIFESTS = Path.of("src/test/resources/golden/manifests");

    /** Names, old and new, and shapes of all tensors of two published checkpoints. */
    @SuppressWarnings("unchecked")
    @ParameterizedTest
    @ValueSource(strings = {"google_ddpm-cifar10-32", "google_ddpm-celebahq-256"})
    void hasTheTensorsOfPublishedCheckpoints(String model) {
        List<Parameter> parameters = UNet.parameters(UNetConfig.of(Json.object(MANIFESTS.resolve(model).resolve("config.json"))));
        Map<String, Object> manifest = Json.object(MANIFESTS.resolve(model).resolve("manifest.json"));
        assertThat(byName(parameters, Parameter::name)).isEqualTo(manifest.get("tensors"));
        assertThat(parameters.stream().mapToLong(Parameter::count).sum()).isEqualTo(((Number) manifest.get("params")).longValue());
        assertThat(byName(parameters, Parameter::oldName).keySet()).hasSameElementsAs((List<String>) manifest.get("tensors_old_names"));
    }

    private static Map<String, List<Integer>> byName(List<Parameter> parameters, Function<Parameter, String> name) {
        return parameters.stream().collect(Collectors.toMap(name, Parameter::fileShape));
    }

    /** q, k and v are columns of one matrix: packing and unpacking must be each other's inverse and must not overlap. */
    @Test
    void packsEveryElementOnce() {
        List<Parameter> parameters = UNet.parameters(small(Map.of("attention_head_dim", 8)));
        Map<Parameter, float[]> files = new HashMap<>();
        int next = 1;
        for (Parameter p : parameters) {
            float[] file = new float[p.count()];
            for (int i = 0; i < file.length; i++) file[i] = next++;
            files.put(p, file);
        }
        Map<String, float[]> engine = Parameter.toEngine(parameters, files::get);
        assertThat(engine.values()).allSatisfy(weight -> assertThat(weight).doesNotContain(0f));
        parameters.forEach(p -> assertThat(p.toFile(engine.get(p.weight().name()))).as(p.name()).isEqualTo(files.get(p)));
    }

    @Test
    void putsConvolutionsChannelsLast() {
        Parameter conv = new Parameter("w", "w", List.of(5, 2, 3, 3), new Value("w", Value.Role.WEIGHT, Value.Type.F32, Shape.of(3, 3, 2, 5)),
                Parameter.Layout.CONVOLUTION, 0);
        float[] file = new float[90];
        file[((4 * 2 + 1) * 3 + 2) * 3] = 7;
        float[] engine = new float[90];
        conv.toEngine(file, engine);
        assertThat(engine[((2 * 3) * 2 + 1) * 5 + 4]).isEqualTo(7);
    }

    @Test
    void keepsTheSamplesSizeAndTheConfigsChannels() {
        Graph g = new Graph();
        UNetConfig config = small(Map.of("out_channels", 6));
        UNet net = UNet.describe(g, config, g.input("sample", 3, 8, 12, 3), g.input("t", 3));
        assertThat(net.output().shape()).isEqualTo(Shape.of(3, 8, 12, 6));
        assertThatThrownBy(() -> UNet.describe(g, config, g.input("sample", 1, 7, 12, 3), g.input("t", 1)))
                .hasMessageContaining("1x7x12x3").hasMessageContaining("multiples of 2");
    }

    @Test
    void readsItsOwnConfigBack() {
        UNetConfig config = small(Map.of("resnet_time_scale_shift", "scale_shift", "sample_size", List.of(8, 12), "freq_shift", 1));
        assertThat(UNetConfig.of(config.toMap())).isEqualTo(config);
        assertThat(UNetConfig.of(Json.object(MANIFESTS.resolve("google_ddpm-cifar10-32/config.json"))).attentionHeadDim())
                .as("null means one head, a missing key 8").isZero();
        assertThat(UNetConfig.of(Map.of()).attentionHeadDim()).isEqualTo(8);
    }

    @ParameterizedTest
    @CsvSource({"class_embed_type, timestep", "time_embedding_type, fourier", "act_fn, gelu", "mid_block_type, UNetMidBlock2DCrossAttn",
        "resnet_time_scale_shift, other", "norm_num_groups, many", "layers_per_block, 1.5", "_class_name, UNet2DConditionModel",
        "block_out_channels, 7", "downsample_type, pool"})
    void refusesWhatItCannotDoByName(String key, String value) {
        assertThatThrownBy(() -> small(Map.of(key, value))).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(key).hasMessageContaining(value);
    }

    @Test
    void refusesUnknownBlocks() {
        assertThatThrownBy(() -> small(Map.of("down_block_types", List.of("DownBlock2D", "SkipDownBlock2D"))))
                .hasMessageContaining("down_block_types").hasMessageContaining("SkipDownBlock2D");
        assertThatThrownBy(() -> small(Map.of("down_block_types", List.of("DownBlock2D")))).hasMessageContaining("2 entries");
        assertThatThrownBy(() -> small(Map.of("norm_num_groups", 5))).hasMessageContaining("multiples of norm_num_groups 5");
    }

    private static UNetConfig small(Map<String, Object> changes) {
        Map<String, Object> json = new HashMap<>(Map.of("block_out_channels", List.of(8, 16), "norm_num_groups", 4, "layers_per_block", 1,
                "down_block_types", List.of("DownBlock2D", "UNetResAttnDownBlock2D"), "up_block_types", List.of("AttnUpBlock2D", "UpBlock2D")));
        json.putAll(changes);
        return UNetConfig.of(json);
    }
}
