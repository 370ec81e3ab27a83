package kaobako.exec;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import kaobako.graph.Target.Choice;
import kaobako.graph.Target.Choices;

/**
 * What was measured to be best: numbers by kernel, shape and name. A number is looked up for the exact shape, then for the
 * kernel whatever the shape, then it is the kernel's default. Immutable but for {@link #with}, which copies.
 */
public final class Tuning implements Choices {
    /** The shape under which a number for all shapes is kept. */
    static final String ANY = "*";

    private final Map<String, Integer> numbers;

    private Tuning(Map<String, Integer> numbers) {
        this.numbers = numbers;
    }

    public static Tuning empty() {
        return new Tuning(Map.of());
    }

    /** From a table as {@link #toMap} gives it. Throws {@link IllegalArgumentException} for anything but whole numbers. */
    public static Tuning of(Map<String, ?> table) {
        Map<String, Integer> numbers = new TreeMap<>();
        table.forEach((key, value) -> {
            if (!(value instanceof Number n) || n.doubleValue() != n.intValue() || n.intValue() < 0) {
                throw new IllegalArgumentException("tuning table: " + key + " must be a whole number, found " + value);
            }
            numbers.put(key, n.intValue());
        });
        return new Tuning(numbers);
    }

    /** "kernel shape name" to number, sorted. */
    public Map<String, Object> toMap() {
        return new LinkedHashMap<>(numbers);
    }

    /** This table with another number for one choice. */
    public Tuning with(Choice choice, int number) {
        Map<String, Integer> changed = new TreeMap<>(numbers);
        changed.put(key(choice, choice.shape()), number);
        return new Tuning(changed);
    }

    /** This table where {@code other} says nothing. */
    public Tuning under(Tuning other) {
        Map<String, Integer> merged = new TreeMap<>(numbers);
        merged.putAll(other.numbers);
        return new Tuning(merged);
    }

    /** A number that is none of the choice's, as a table of another version may have, counts as none. */
    @Override
    public int of(Choice choice) {
        return Stream.of(choice.shape(), ANY).map(shape -> numbers.get(key(choice, shape))).filter(Objects::nonNull)
                .filter(choice::allows).findFirst().orElse(choice.standard());
    }

    public int size() {
        return numbers.size();
    }

    private static String key(Choice choice, String shape) {
        return choice.kernel() + " " + shape + " " + choice.name();
    }
}
