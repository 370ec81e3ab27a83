package kaobako.generate;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import kaobako.diffusion.SeedMix;
import kaobako.store.FormatException;
import kaobako.text.Sentence;

/** A recipe's JSON object by key; whatever is not as it should be is a FormatException. The file is untrusted. */
final class RecipeReader {
    private static final int LONGEST_TEXT = 200;

    private final Map<String, ?> json;
    private final Path file;

    RecipeReader(Map<String, ?> json, Path file) {
        this.json = json;
        this.file = file;
    }

    /** One line of printable characters: recipes end up in terminals and windows. */
    String text(String key) {
        if (!(json.get(key) instanceof String text)) throw wrong(as(key, "a text"), json.get(key));
        return printable(text);
    }

    int integer(String key) {
        if (!(json.get(key) instanceof Integer number)) throw wrong(as(key, "a whole number"), json.get(key));
        return number;
    }

    double number(String key) {
        return number(key, json.get(key));
    }

    @SuppressWarnings("unchecked")
    Map<String, Object> map(String key) {
        if (!(json.get(key) instanceof Map<?, ?> map)) throw wrong(as(key, "an object"), json.get(key));
        return (Map<String, Object>) map;
    }

    RecipeReader inner(String key) {
        return new RecipeReader(map(key), file);
    }

    List<SeedMix> seeds() {
        if (!(json.get("seeds") instanceof List<?> list) || list.size() > GenerateConfig.MOST_PICTURES) {
            throw wrong(Sentence.of("recipe.seeds", "seeds as a list of at most %d", GenerateConfig.MOST_PICTURES), "another thing");
        }
        List<SeedMix> seeds = new ArrayList<>();
        for (Object parts : list) seeds.add(mix(parts));
        return seeds;
    }

    private SeedMix mix(Object value) {
        if (!(value instanceof List<?> list) || list.isEmpty() || list.size() > SeedMix.MOST_PARTS) {
            throw wrong(Sentence.of("recipe.mix", "each of the seeds as a list of 1 to %d parts", SeedMix.MOST_PARTS), value);
        }
        List<SeedMix.Part> parts = new ArrayList<>();
        for (Object part : list) {
            if (!(part instanceof Map<?, ?> map) || !(map.get("seed") instanceof Integer || map.get("seed") instanceof Long)) {
                throw wrong(Sentence.of("recipe.seed", "a seed of 64 bits"), part);
            }
            parts.add(new SeedMix.Part(((Number) map.get("seed")).longValue(), number("weight", map.get("weight"))));
        }
        return new SeedMix(parts);
    }

    private double number(String key, Object value) {
        if (!(value instanceof Number number) || !Double.isFinite(number.doubleValue())) throw wrong(as(key, "a number"), value);
        return number.doubleValue();
    }

    private static Sentence as(String key, String kind) {
        return Sentence.of("recipe.as", "%s as %s", key, kind);
    }

    private FormatException wrong(Sentence expected, Object foundOrNull) {
        return wrong(expected, Sentence.english(String.valueOf(foundOrNull)));
    }

    /** @param found may quote the file */
    FormatException wrong(Sentence expected, Sentence found) {
        return new FormatException(file, "recipe", expected, printable(found), "choose a picture whose recipe is whole");
    }

    private static Sentence printable(Sentence untrusted) {
        List<Object> values = untrusted.values().stream().map(v -> v instanceof Number ? v
                : v instanceof Sentence inner ? printable(inner) : printable(String.valueOf(v))).toList();
        return new Sentence(untrusted.key(), values, printable(untrusted.english()));
    }

    private static String printable(String untrusted) {
        String head = untrusted.length() > LONGEST_TEXT ? untrusted.substring(0, LONGEST_TEXT) + "..." : untrusted;
        return head.replaceAll("[\\p{Cntrl}\\p{Cf}\\p{Cs}\\u2028\\u2029]", "?");
    }
}
