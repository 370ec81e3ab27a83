package kaobako.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import kaobako.diffusion.SchedulerConfig;
import kaobako.diffusion.SeedMix;
import kaobako.diffusion.TimestepSpacing;
import kaobako.store.FormatException;
import kaobako.store.Json;
import org.junit.jupiter.api.Test;

/** Judged by the grammar that galleries read {@code parameters} with, and by damaging every token of a recipe. */
class RecipeTest {
    private static final Path FILE = Path.of("picture.png");
    private static final String SHA = "0123456789abcdef".repeat(4);
    /** Galleries' grammar of a pair: word characters, spaces, - and /; a JSON string or anything without a comma. */
    private static final Pattern PAIR = Pattern.compile("\\s*(\\w[\\w \\-/]+):\\s*(\"(?:\\\\.|[^\\\\\"])+\"|[^,]*)(?:,|$)");

    private static Recipe recipe(String model, SeedMix seeds) {
        return new Recipe("Kaobako 0.1.0", model, SHA, List.of(seeds), "dpm++2m", 20, 0, TimestepSpacing.LINSPACE, 64, 96, 4,
                SchedulerConfig.read(Map.of("_class_name", "DPMSolverMultistepScheduler", "use_karras_sigmas", true)), "a device");
    }

    @Test
    void comesBackWhole() {
        for (SeedMix seeds : List.of(SeedMix.of(Long.MIN_VALUE), SeedMix.slerp(42, -77, 0.35), SeedMix.bilinear(1, 2, 3, 4, 0.2, 0.7))) {
            Recipe recipe = recipe("\u9854, \"box\"", seeds);
            assertThat(Recipe.of(recipe.toTexts(), FILE)).isEqualTo(recipe);
        }
    }

    @Test
    void otherProgramsReadTheParameters() {
        String line = recipe("anime64-v1", SeedMix.slerp(42, 77, 0.35)).toTexts().get("parameters");
        assertThat(line).doesNotContain("\n");
        assertThat(pairs(line)).containsExactly(Map.entry("Steps", "20"), Map.entry("Sampler", "DPM++ 2M"),
                Map.entry("Schedule type", "Linspace"), Map.entry("Seed", "42"), Map.entry("Size", "64x96"),
                Map.entry("Model hash", "0123456789"), Map.entry("Model", "anime64-v1"), Map.entry("Variation seed", "77"),
                Map.entry("Variation seed strength", "0.35"), Map.entry("RNG", "Philox"), Map.entry("Eta", "0"),
                Map.entry("Version", "Kaobako 0.1.0"));
    }

    @Test
    void valuesWithCommasAndColonsAreQuoted() {
        Map<String, String> pairs = pairs(recipe("a: b, \"c\"", SeedMix.straight(1, 2, 0.5)).toTexts().get("parameters"));
        assertThat(pairs).containsEntry("Model", "\"a: b, \\\"c\\\"\"").containsEntry("Seed mix", "\"1 x 0.5, 2 x 0.5\"");
        assertThat(pairs).doesNotContainKey("Variation seed");
    }

    @Test
    void theRecipeIsJsonForEveryReader() {
        String json = recipe("m", SeedMix.of(1)).toTexts().get(Recipe.KEYWORD);
        assertThat(json).doesNotContain("Infinity").doesNotContain("NaN").contains("\"version\":1");
    }

    @Test
    void saysWhatIsMissing() {
        assertThatThrownBy(() -> Recipe.of(Map.of(), FILE)).isInstanceOf(FormatException.class).hasMessageContaining("found none");
        assertThatThrownBy(() -> Recipe.of(Map.of("parameters", "Steps: 20"), FILE))
                .isInstanceOf(FormatException.class).hasMessageContaining("another program");
        Map<String, String> later = new LinkedHashMap<>(recipe("m", SeedMix.of(1)).toTexts());
        later.compute(Recipe.KEYWORD, (key, json) -> json.replace("\"version\":1", "\"version\":2"));
        assertThatThrownBy(() -> Recipe.of(later, FILE)).isInstanceOf(FormatException.class).hasMessageContaining("newer Kaobako");
    }

    @Test
    void aDamagedRecipeIsRefusedOrStillOne() {
        String json = recipe("m", SeedMix.slerp(1, 2, 0.5)).toTexts().get(Recipe.KEYWORD);
        List<String> bad = List.of("null", "{}", "[]", "-1", "0", "1e999", "NaN", "2147483648", "\"x\\u0000y\"", "true", "[[[]]]", "");
        Matcher token = Pattern.compile("\"[^\"]*\"|-?[0-9.][0-9.E+-]*|true|false|null|[\\[\\]{},:]").matcher(json);
        int refused = 0;
        List<String> accepted = new ArrayList<>();
        while (token.find()) {
            for (String wrong : bad) {
                String damaged = json.substring(0, token.start()) + wrong + json.substring(token.end());
                try {
                    Recipe.of(Map.of(Recipe.KEYWORD, damaged), FILE);
                    accepted.add(damaged);
                } catch (FormatException e) {
                    refused++;
                    assertThat(e.getMessage()).contains("picture.png").doesNotContain("\u0000");
                }
            }
        }
        assertThat(refused).isGreaterThan(500);
        // what is left are other values of one kind: another seed, eta 0, a switch
        assertThat(accepted.size()).isLessThan(refused / 2);
        assertThat(Json.object(accepted.get(0), FILE)).isNotEmpty();
    }

    private static Map<String, String> pairs(String line) {
        Map<String, String> pairs = new LinkedHashMap<>();
        Matcher matcher = PAIR.matcher(line);
        while (matcher.find()) pairs.put(matcher.group(1), matcher.group(2));
        return pairs;
    }
}
