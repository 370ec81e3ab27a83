package kaobako.diffusion;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import kaobako.text.Sentence;
import kaobako.text.SettingException;

/** Typed reading of a parsed JSON object: missing and null give the default, a wrong type an error that names the key. */
final class ConfigKeys {
    private final Map<String, ?> json;

    ConfigKeys(Map<String, ?> json) {
        this.json = json;
    }

    String text(String key, String missing) {
        Object value = json.get(key);
        return value == null ? missing : as(String.class, key, "a text", value);
    }

    boolean flag(String key, boolean missing) {
        Object value = json.get(key);
        return value == null ? missing : as(Boolean.class, key, "true or false", value);
    }

    double number(String key, double missing) {
        Object value = json.get(key);
        return value == null ? missing : as(Number.class, key, "a number", value).doubleValue();
    }

    int integer(String key, int missing) {
        double value = number(key, missing);
        if (value != (int) value) {
            throw SettingException.must(key, "a whole number", value);
        }
        return (int) value;
    }

    /** A list of numbers; empty if the key is missing. */
    List<Double> numbers(String key) {
        Object value = json.get(key);
        List<Double> numbers = new ArrayList<>();
        if (value != null) {
            for (Object entry : as(List.class, key, "a list of numbers", value)) {
                numbers.add(as(Number.class, key, "a list of numbers", entry).doubleValue());
            }
        }
        return numbers;
    }

    /** @throws IllegalArgumentException if the unsupported feature of this name is switched on */
    void refuse(String feature) {
        if (flag(feature, false)) {
            throw new SettingException(
                    Sentence.of("setting.refused", "%s is not supported: set it to false or choose another scheduler", feature));
        }
    }

    void switchOn(Set<SamplingConfig.Option> options, String key, boolean missing, SamplingConfig.Option option) {
        if (flag(key, missing)) {
            options.add(option);
        }
    }

    private static <T> T as(Class<T> type, String key, String expected, Object value) {
        if (!type.isInstance(value)) {
            throw SettingException.must(key, expected, value);
        }
        return type.cast(value);
    }
}
