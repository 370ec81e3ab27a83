package kaobako.text;

import java.util.List;
import java.util.Locale;

/**
 * A sentence for the user: in English, which is written where it is said, and what another language needs to say it in its own
 * words (the window has them beside its own, {@code problems_*.properties}). Immutable.
 *
 * @param key     of its translations; empty where there are none
 * @param values  what stands in it, as {0}, {1}, .. in a translation: texts, numbers, other sentences
 * @param english whole
 */
public record Sentence(String key, List<Object> values, String english) {
    /** What is thrown with a sentence for the user. */
    public interface Told {
        Sentence sentence();
    }

    public Sentence {
        values = List.copyOf(values);
    }

    /** {@code pattern} is English, as {@link String#format} has it; sentences among the values stand in it in English. */
    public static Sentence of(String key, String pattern, Object... values) {
        return new Sentence(key, List.of(values), String.format(Locale.ROOT, pattern, values));
    }

    /** What a number must be, both ends included; for a place in another sentence. */
    public static Sentence range(Object least, Object most) {
        return Sentence.of("range", "%s to %s", least, most);
    }

    /** The same with one end. */
    public static Sentence atMost(Object most) {
        return Sentence.of("range.most", "at most %s", most);
    }

    /** One that is not translated. */
    public static Sentence english(String text) {
        return new Sentence("", List.of(), text);
    }

    /** Its own sentence where it has one, otherwise its message. */
    public static Sentence of(Throwable thrown) {
        return thrown instanceof Told told ? told.sentence() : english(String.valueOf(thrown.getMessage()));
    }

    @Override
    public String toString() {
        return english;
    }
}
