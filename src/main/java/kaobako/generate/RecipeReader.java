package kaobako.generate;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import kaobako.diffusion.SeedMix;
import kaobako.store.FormatException;

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
        if (!(json.get(key) instanceof String text)) throw wrong(key + " as a text", json.get(key));
        return printable(text);
    }

    int integer(String key) {
        if (!(json.get(key) instanceof Integer number)) throw wrong(key + " as a whole number", json.get(key));
        return number;
    }

    double number(String key) {
        return number(key, json.get(key));
    }

    @SuppressWarnings("unchecked")
    Map<String, Object> map(String key) {
        if (!(json.get(key) instanceof Map<?, ?> map)) throw wrong(key + " as an object", json.get(key));
        return (Map<String, Object>) map;
    }

    RecipeReader inner(String key) {
        return new RecipeReader(map(key), file);
    }

    List<SeedMix> seeds() {
        if (!(json.get("seeds") instanceof List<?> list) || list.size() > GenerateConfig.MOST_PICTURES) {
            throw wrong("seeds as a list of at most " + GenerateConfig.MOST_PICTURES, "another thing");
        }
        List<SeedMix> seeds = new ArrayList<>();
        for (Object parts : list) seeds.add(mix(parts));
        return seeds;
    }

    private SeedMix mix(Object value) {
        if (!(value instanceof List<?> list) || list.isEmpty() || list.size() > SeedMix.MOST_PARTS) {
            throw wrong("each of the seeds as a list of 1 to " + SeedMix.MOST_PARTS + " parts", value);
        }
        List<SeedMix.Part> parts = new ArrayList<>();
        for (Object part : list) {
            if (!(part instanceof Map<?, ?> map) || !(map.get("seed") instanceof Integer || map.get("seed") instanceof Long)) {
                throw wrong("a seed of 64 bits", part);
            }
            parts.add(new SeedMix.Part(((Number) map.get("seed")).longValue(), number("weight", map.get("weight"))));
        }
        return new SeedMix(parts);
    }

    private double number(String key, Object value) {
        if (!(value instanceof Number number) || !Double.isFinite(number.doubleValue())) throw wrong(key + " as a number", value);
        return number.doubleValue();
    }

    FormatException wrong(String expected, Object found) {
        return new FormatException(file, "recipe", expected, printable(String.valueOf(found)), "choose a picture whose recipe is whole");
    }

    static String printable(String untrusted) {
        String head = untrusted.length() > LONGEST_TEXT ? untrusted.substring(0, LONGEST_TEXT) + "..." : untrusted;
        return head.replaceAll("[\\p{Cntrl}\\p{Cf}\\p{Cs}\\u2028\\u2029]", "?");
    }
}
