package kaobako.diffusion;

import java.util.Arrays;
import java.util.function.Function;
import java.util.stream.Collectors;

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
        throw new IllegalArgumentException(what + " must be one of " + known + ", but is " + found);
    }
}
