package kaobako.ui;

import java.text.MessageFormat;
import java.util.List;
import java.util.Locale;
import java.util.MissingResourceException;
import java.util.Optional;
import java.util.ResourceBundle;
import kaobako.text.Sentence;

/** The window's words in one language, {@code messages*.properties} beside this class. Any thread. */
public final class Messages {
    private static final String BUNDLE = "kaobako.ui.messages";
    /** What goes wrong, by {@link Sentence#key}; English is in the code. */
    private static final String PROBLEMS = "kaobako.ui.problems";
    /** Every language on offer, the one to fall back to first. */
    public static final List<Locale> LANGUAGES = List.of(Locale.ENGLISH, Locale.SIMPLIFIED_CHINESE);
    private static final String WORDS = "words.";
    private static final ResourceBundle.Control NO_FALLBACK =
            ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES);

    private final Locale locale;
    private final ResourceBundle bundle;
    private final ResourceBundle problems;

    private Messages(Locale locale) {
        this.locale = locale;
        Locale file = locale.equals(Locale.ENGLISH) ? Locale.ROOT : locale;
        bundle = ResourceBundle.getBundle(BUNDLE, file, NO_FALLBACK);
        problems = ResourceBundle.getBundle(PROBLEMS, file, NO_FALLBACK);
    }

    /** The language with this BCP 47 tag; the system's for an empty one; English where there is no such translation. */
    public static Messages in(String tag) {
        Locale wanted = tag.isEmpty() ? Locale.getDefault() : Locale.forLanguageTag(tag);
        return new Messages(LANGUAGES.stream().filter(l -> l.getLanguage().equals(wanted.getLanguage())).findFirst().orElse(Locale.ENGLISH));
    }

    public Locale locale() {
        return locale;
    }

    /** The message with {0}, {1}, .. replaced. A key that is missing shows itself, which a test finds. */
    public String text(String key, Object... arguments) {
        String pattern = find(key).orElse("!" + key);
        return arguments.length == 0 ? pattern : new MessageFormat(pattern, locale).format(arguments);
    }

    /** The message, if this language has one of its own; for words that code provides in English. */
    public Optional<String> find(String key) {
        return find(bundle, key);
    }

    /** What code says, in this language, or in English where it has no words for it. */
    public String say(Sentence sentence) {
        Object[] values = sentence.values().stream().map(this::said).toArray();
        return find(problems, sentence.key()).map(pattern -> new MessageFormat(pattern, locale).format(values)).orElse(sentence.english());
    }

    /** Texts among the values are file names and what drivers say, but also words of our own, which are looked up as they are. */
    private Object said(Object value) {
        if (value instanceof Sentence inner) return say(inner);
        if (value instanceof Number) return value;
        String text = String.valueOf(value);
        return find(problems, WORDS + text.replace(' ', '-')).orElse(text);
    }

    private static Optional<String> find(ResourceBundle bundle, String key) {
        try {
            return Optional.of(bundle.getString(key));
        } catch (MissingResourceException e) {
            return Optional.empty();
        }
    }
}
