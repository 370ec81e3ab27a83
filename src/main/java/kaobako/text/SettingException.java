package kaobako.text;

/** A setting, or settings together, that nothing can be computed with; the sentence says which, what it must be, and what it is. */
public final class SettingException extends IllegalArgumentException implements Sentence.Told {
    private final transient Sentence sentence;

    public SettingException(Sentence sentence) {
        super(sentence.english());
        this.sentence = sentence;
    }

    /** One that must be something else; {@code expected} is a text or a sentence without a full stop. */
    public static SettingException must(String setting, Object expected, Object found) {
        return new SettingException(Sentence.of("setting.must", "%s must be %s, but is %s", setting, expected, String.valueOf(found)));
    }

    /** Throws what {@link #must} makes, unless it holds. */
    public static void require(boolean holds, String setting, Object expected, Object found) {
        if (!holds) throw must(setting, expected, found);
    }

    /** One that other programs know and this one does not. */
    public static SettingException unsupported(String setting, String expected, Object found) {
        return new SettingException(
                Sentence.of("setting.unsupported", "%s must be %s, but is %s, which is not supported", setting, expected, String.valueOf(found)));
    }

    @Override
    public Sentence sentence() {
        return sentence;
    }
}
