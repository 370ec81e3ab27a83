package kaobako.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import kaobako.store.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The benchmark and the tuner as commands: that they run and say what they promise, never how fast. */
class BenchCommandTest {
    @TempDir
    private Path folder;
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    @SuppressWarnings("unchecked")
    void printsOneJsonObject() throws IOException {
        assertThat(run("bench", "--config", network(), "--batch", "1,2", "--train", "--json")).as(err.toString()).isZero();
        Map<String, Object> object = Json.object(out.toString(), folder);
        assertThat(object).containsKeys("device", "peakGflops");
        List<Map<String, Object>> results = (List<Map<String, Object>>) object.get("results");
        assertThat(results).extracting(r -> r.get("kind") + " " + r.get("batch")).containsExactly("forward 1", "forward 2", "train 1", "train 2");
        assertThat(results).allSatisfy(row -> {
            for (String key : List.of("medianMs", "minMs", "maxMs", "imagesPerSecond", "gflops", "deviceMiB")) {
                assertThat(((Number) row.get(key)).doubleValue()).as(key).isPositive();
            }
        });
    }

    /** The second batch has 2^31 numbers and more, which fit no device; the first one's time is not lost. */
    @Test
    @SuppressWarnings("unchecked")
    void printsWhatItMeasuredThoughSomethingLaterDoesNotFit() throws IOException {
        assertThat(run("bench", "--config", network(), "--batch", "1,20000000", "--json")).isEqualTo(2);
        assertThat((List<Map<String, Object>>) Json.object(out.toString(), folder).get("results")).extracting(r -> r.get("batch")).containsExactly(1);
        assertThat(err.toString()).doesNotContain("\tat ");
    }

    @Test
    void endsWhereItIsStopped() throws IOException {
        Terminal terminal = new Terminal(new PrintWriter(out), new PrintWriter(err));
        terminal.stop();
        assertThat(Cli.run(new String[] {"bench", "--config", network(), "--batch", "1"}, terminal)).isEqualTo(Cli.STOPPED);
        assertThat(out.toString()).isEmpty();
    }

    /** What no network can be, or none that is run or trained like this: one sentence. */
    @ParameterizedTest
    @CsvSource({"sample_size, 9, sample_size must be a multiple of 2", "sample_size, -8, sample_size must be null or at least 1",
        "class_embed_type, timestep, class_embed_type timestep is not supported", "block_out_channels, x, block_out_channels must be a list",
        "attn_norm_num_groups, 5, attn_norm_num_groups must be null or a divisor", "sample_size, 1000000, more numbers in this network",
        "out_channels, 6, out_channels must be as many as in_channels"})
    void saysWhatIsWrongWithANetwork(String key, String value, String said) throws IOException {
        Path file = Path.of(network());
        Map<String, Object> config = new HashMap<>(Json.object(file));
        config.put(key, value.matches("-?\\d+") ? (Object) Integer.parseInt(value) : value);
        Json.write(file, config);
        assertThat(run("bench", "--config", file.toString(), "--batch", "1", "--train")).isEqualTo(2);
        assertThat(err.toString()).contains(said).doesNotContain("\tat ");
    }

    @Test
    void printsTheLaunchTable() throws IOException {
        assertThat(run("bench", "--config", network(), "--batch", "1", "--profile")).as(err.toString()).isZero();
        assertThat(out.toString()).contains("down_blocks.0.resnets.0").contains("GF/s").contains("share");
    }

    @Test
    void tunesTheNetworkAndSaysHowManyNumbersItKept() throws IOException {
        System.setProperty("kaobako.home", folder.toString());
        try {
            assertThat(run("tune", "--config", network(), "--batch", "1", "--minutes", "0.05")).as(err.toString()).isZero();
        } finally {
            System.clearProperty("kaobako.home");
        }
        assertThat(err.toString()).contains(" ms, before ").doesNotContain("wrong ").doesNotContain("failed ");
        assertThat(out.toString()).containsPattern("\\d+ numbers? kept for ");
    }

    @Test
    void refusesWhatItCannotTime() {
        assertThat(run("bench", "--batch", "0")).isEqualTo(2);
        assertThat(run("bench", "--profile", "--json")).isEqualTo(2);
        assertThat(out.toString()).as("nothing that is not one object").isEmpty();
        assertThat(run("tune", "--minutes", "-1")).isEqualTo(2);
        assertThat(run("tune", "--batch", "0")).isEqualTo(2);
        assertThat(run("bench", "--batch", ",")).isEqualTo(2);
        assertThat(run("bench", "--config", folder.resolve("none.json").toString())).isEqualTo(2);
        assertThat(err.toString()).contains("--batch must be at least 1").contains("choose one of them").contains("--minutes must be above 0").contains("none.json")
                .doesNotContain("\tat ");
    }

    private int run(String... arguments) {
        return Cli.run(arguments, new Terminal(new PrintWriter(out), new PrintWriter(err)));
    }

    /** A network so small that timing it takes a moment. */
    private String network() throws IOException {
        Path file = folder.resolve("unet.json");
        Files.writeString(file, """
                {"sample_size": 8, "block_out_channels": [8, 8], "norm_num_groups": 4, "layers_per_block": 1,
                 "down_block_types": ["DownBlock2D", "AttnDownBlock2D"], "up_block_types": ["AttnUpBlock2D", "UpBlock2D"]}""");
        return file.toString();
    }
}
