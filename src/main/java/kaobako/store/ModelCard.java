package kaobako.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import kaobako.file.AtomicFile;

/**
 * A model's README.md as model hubs have it: facts between two lines {@code ---}, then text in Markdown.
 *
 * @param facts simple {@code key: value} lines in order; lists and nested values of a card made elsewhere are left out
 * @param text everything after the facts
 */
public record ModelCard(Map<String, String> facts, String text) {
    private static final String FILE = "README.md";
    private static final String FENCE = "---\n";
    private static final Pattern FACT = Pattern.compile("([A-Za-z_][A-Za-z0-9_-]*):[ \\t]+(\\S.*)");

    public ModelCard {
        facts = Collections.unmodifiableMap(new LinkedHashMap<>(facts));
        facts.forEach((key, value) -> {
            if (!FACT.matcher(key + ": " + value).matches()) {
                throw new IllegalArgumentException("model card: expected a key of letters and a value of one line, found "
                        + key + ": " + value);
            }
        });
    }

    /** The card in a folder; without one an empty card. */
    public static ModelCard read(Path folder) {
        Path file = folder.resolve(FILE);
        if (!Files.isRegularFile(file)) return new ModelCard(Map.of(), "");
        String card = Json.text(file).replace("\r\n", "\n");
        int end = card.startsWith(FENCE) ? card.indexOf("\n" + FENCE, FENCE.length() - 1) : -1;
        if (end < 0) return new ModelCard(Map.of(), card);
        Map<String, String> facts = new LinkedHashMap<>();
        card.substring(FENCE.length() - 1, end).lines().map(FACT::matcher).filter(Matcher::matches)
                .forEach(fact -> facts.put(fact.group(1), unquoted(fact.group(2).strip())));
        return new ModelCard(facts, card.substring(end + 1 + FENCE.length()).stripLeading());
    }

    /** Replaces the card of a folder atomically. */
    public void write(Path folder) throws IOException {
        StringBuilder card = new StringBuilder(FENCE);
        facts.forEach((key, value) -> card.append(key).append(": ").append(quoted(value)).append('\n'));
        AtomicFile.write(folder.resolve(FILE), card + FENCE + "\n" + text);
    }

    /** YAML takes words, numbers and file names as they are; a JSON string is a YAML string too. */
    private static String quoted(String value) {
        return value.matches("[A-Za-z0-9_./+-][A-Za-z0-9_./+ -]*") && value.equals(value.strip()) ? value : Json.line(value);
    }

    private static String unquoted(String value) {
        if (value.length() < 2 || value.charAt(0) != '"' || !value.endsWith("\"")) return value;
        try {
            return Json.parse(value, Path.of(FILE), String.class);
        } catch (FormatException e) {
            return value;
        }
    }
}
