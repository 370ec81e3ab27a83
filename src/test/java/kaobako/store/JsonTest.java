package kaobako.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonTest {
    private static final Path FILE = Path.of("config.json");

    record Recipe(int steps, double eta, String sampler) {
        Recipe {
            if (steps < 1) throw new IllegalArgumentException("steps: expected at least 1, found " + steps);
        }
    }

    @TempDir
    Path folder;

    @Test
    void readsWhatPythonWrites() {
        Map<String, Object> read = Json.object("""
                {"lambda_min_clipped": -Infinity, "a": Infinity, "n": NaN, "i": 3, "l": 3000000000, "d": 1e-05, "s": "\\u9854",
                 "none": null, "list": [16, 24], "yes": true}""", FILE);
        assertThat(read.get("lambda_min_clipped")).isEqualTo(Double.NEGATIVE_INFINITY);
        assertThat(read.get("a")).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(read.get("n")).isEqualTo(Double.NaN);
        assertThat(read.get("i")).isEqualTo(3);
        assertThat(read.get("l")).isEqualTo(3_000_000_000L);
        assertThat(read.get("d")).isEqualTo(1e-5);
        assertThat(read.get("s")).isEqualTo("\u9854");
        assertThat(read.get("list")).isEqualTo(List.of(16, 24));
        assertThat(read).containsEntry("yes", true).containsEntry("none", null);
        assertThat(read.keySet()).first().isEqualTo("lambda_min_clipped");
    }

    @Test
    void writesWhatPythonReads() throws IOException {
        Map<String, Object> value = new LinkedHashMap<>();
        value.put("low", Double.NEGATIVE_INFINITY);
        value.put("nan", Float.NaN);
        value.put("list", Arrays.asList(1, null));
        assertThat(Json.line(value)).isEqualTo("{\"low\":-Infinity,\"nan\":NaN,\"list\":[1,null]}");
        assertThat(Json.pretty(value))
                .isEqualTo("{\n  \"low\": -Infinity,\n  \"nan\": NaN,\n  \"list\": [\n    1,\n    null\n  ]\n}");
        Path file = folder.resolve("a.json");
        Json.write(file, value);
        assertThat(file).content().endsWith("}\n");
        assertThat(Json.object(file).get("low")).isEqualTo(Double.NEGATIVE_INFINITY);
    }

    @Test
    void recordsAreReadByTheirConstructors() {
        Recipe recipe = new Recipe(20, 0.5, "ddim");
        assertThat(Json.parse(Json.line(recipe), FILE, Recipe.class)).isEqualTo(recipe);
        assertThat(Json.parse("{\"steps\":1,\"eta\":0,\"sampler\":\"x\",\"from a newer version\":{}}", FILE,
                Recipe.class).steps()).isEqualTo(1);
        assertThatThrownBy(() -> Json.parse("{\"steps\":0,\"eta\":0,\"sampler\":\"x\"}", FILE, Recipe.class))
                .isInstanceOf(FormatException.class).hasMessageContaining("config.json")
                .hasMessageContaining("found steps: expected at least 1, found 0");
        assertThatThrownBy(() -> Json.parse("{\"steps\":null,\"eta\":0}", FILE, Recipe.class))
                .isInstanceOf(FormatException.class);
        assertThatThrownBy(() -> Json.parse("null", FILE, Recipe.class)).isInstanceOf(FormatException.class)
                .hasMessageContaining("found null");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '"', value = {
        "{'a':1,'a':2} | line 1 | Duplicate",
        "{'a':1} x | line 1 | Unrecognized token",
        "{'a':1} {} | line 1 | Trailing token",
        "{'a':1 | line 1 | end-of-input",
        "{~'a':~ } | line 3 | Unexpected character",
        "[] | line 1 | Cannot deserialize",
        "{'a':01} | line 1 | Leading zeroes",
        "{a:1} | line 1 | Unexpected character",
    })
    void refusesWithFileAndLine(String json, String line, String found) {
        assertThatThrownBy(() -> Json.object(json.replace('\'', '"').replace('~', '\n'), FILE))
                .isInstanceOfSatisfying(FormatException.class, e -> {
            assertThat(e).hasMessageStartingWith("config.json, " + line + " column ").hasMessageNotContaining("\n");
            assertThat(e.found()).contains(found);
        });
    }

    @Test
    void refusesBombs() throws IOException {
        for (String bomb : List.of("{\"a\":" + "[".repeat(100_000), "{\"a\":".repeat(100_000), "{\"a\":" + "9".repeat(100_000)
                + "}")) {
            assertThatThrownBy(() -> Json.object(bomb, FILE)).isInstanceOf(FormatException.class);
        }
        Path huge = folder.resolve("huge.json");
        Files.write(huge, new byte[Json.LARGEST_FILE + 1]);
        assertThatThrownBy(() -> Json.object(huge)).isInstanceOf(FormatException.class)
                .hasMessageContaining("at most " + Json.LARGEST_FILE + " bytes");
    }

    @Test
    void refusesWhatIsNoText() throws IOException {
        Path file = Files.write(folder.resolve("latin.json"), new byte[] {'{', '"', (byte) 0xe9, '"', ':', '1', '}'});
        assertThatThrownBy(() -> Json.object(file)).isInstanceOf(FormatException.class)
                .hasMessageContaining("bytes that are not UTF-8");
        assertThatThrownBy(() -> Json.object(folder)).isInstanceOf(FormatException.class).hasMessageContaining("found a folder");
        assertThatThrownBy(() -> Json.object(folder.resolve("none"))).isInstanceOf(FormatException.class)
                .hasMessageContaining("no such file");
        assertThat(Json.object("\ufeff{}", FILE)).as("an editor's byte order mark").isEmpty();
    }
}
