package kaobako.store;

import java.util.List;
import java.util.Set;

/** Where a network's weights come from: names and shapes as in the file, values on request. */
public interface WeightSource {
    Set<String> names();

    /** Extents, slowest first; a {@link FormatException} when there is none of that name. */
    List<Long> shape(String name);

    /**
     * The values, row-major, in a new array.
     *
     * @throws FormatException when there is none of that name, its shape is another one, its elements are no floats, or one of them is not finite
     */
    float[] read(String name, int... expectedShape);
}
