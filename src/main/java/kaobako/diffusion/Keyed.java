package kaobako.diffusion;

import java.util.Arrays;
import java.util.function.Function;
import java.util.stream.Collectors;
import kaobako.text.Sentence;
import kaobako.text.SettingException;

/** Finds an enum constant by the spelling that scheduler_config.json uses. */
public final class Keyed {
    private Keyed() {}

    /**
     * @param what  whose value it is, as the user knows it: a key of a file, an option
     * @throws SettingException naming it, those there are, and the one that was found
     */
    public static <E> E find(E[] values, Function<E, String> key, String what, String found) {
        for (E value : values) {
            if (key.apply(value).equals(found)) {
                return value;
            }
        }
        String known = Arrays.stream(values).map(key).collect(Collectors.joining(", "));
        throw new SettingException(Sentence.of("setting.choice", "%s must be one of %s, but is %s", what, known, found));
    }
}
