package kaobako.diffusion;

import java.util.Arrays;
import java.util.function.Function;
import java.util.stream.Collectors;
import kaobako.text.Sentence;
import kaobako.text.SettingException;

/** Finds an enum constant by the spelling that scheduler_config.json uses. */
final class Keyed {
    private Keyed() {}

    static <E> E find(E[] values, Function<E, String> key, String what, String found) {
        for (E value : values) {
            if (key.apply(value).equals(found)) {
                return value;
            }
        }
        String known = Arrays.stream(values).map(key).collect(Collectors.joining(", "));
        throw new SettingException(Sentence.of("setting.choice", "%s must be one of %s, but is %s", what, known, found));
    }
}
