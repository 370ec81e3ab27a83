package kaobako.generate;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import kaobako.diffusion.Samplers;
import kaobako.diffusion.SeedMix;
import kaobako.store.Json;

/**
 * A recipe as AUTOMATIC1111's web UI writes them, for galleries that look for {@code parameters}: one line of {@code Key: value},
 * joined with commas; a value with a comma, colon or line feed is a JSON string. There is no prompt. Other programs can show
 * this but not draw it again: their noise and models are others.
 */
final class ParameterLine {
    /** How far the squares of a mix's weights may sum from 1 to lie on the sphere, where a strength has a meaning. */
    private static final double ON_SPHERE = 1e-6;
    private static final int HASH_DIGITS = 10;

    private ParameterLine() {}

    static String of(Recipe recipe) {
        Map<String, String> values = new LinkedHashMap<>();
        values.put("Steps", Integer.toString(recipe.steps()));
        values.put("Sampler", Samplers.named(recipe.sampler()).about().label());
        values.put("Schedule type", capital(recipe.spacing().key()));
        List<SeedMix.Part> parts = recipe.seeds().get(0).parts();
        values.put("Seed", Long.toString(parts.get(0).seed()));
        values.put("Size", recipe.width() + "x" + recipe.height());
        values.put("Model hash", recipe.sha256().substring(0, HASH_DIGITS));
        values.put("Model", recipe.model());
        if (parts.size() == 2 && onSphere(parts)) {
            values.put("Variation seed", Long.toString(parts.get(1).seed()));
            double strength = Math.atan2(parts.get(1).weight(), parts.get(0).weight()) / (Math.PI / 2);
            values.put("Variation seed strength", number(strength));
        } else if (parts.size() > 1) {
            values.put("Seed mix", parts.stream().map(part -> part.seed() + " x " + number(part.weight())).collect(Collectors.joining(", ")));
        }
        values.put("RNG", "Philox");
        values.put("Eta", number(recipe.eta()));
        values.put("Version", recipe.app());
        return values.entrySet().stream().map(e -> e.getKey() + ": " + quoted(e.getValue())).collect(Collectors.joining(", "));
    }

    private static boolean onSphere(List<SeedMix.Part> parts) {
        double squares = parts.stream().mapToDouble(part -> part.weight() * part.weight()).sum();
        return Math.abs(squares - 1) < ON_SPHERE && parts.stream().allMatch(part -> part.weight() >= 0);
    }

    private static String number(double value) {
        String text = String.format(Locale.ROOT, "%.6f", value);
        return text.replaceAll("0+$", "").replaceAll("\\.$", "");
    }

    private static String capital(String word) {
        return word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
    }

    private static String quoted(String value) {
        return value.matches("(?s).*[,:\\n].*") ? Json.line(value) : value;
    }
}
