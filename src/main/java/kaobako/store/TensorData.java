package kaobako.store;

import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * A tensor to be written.
 *
 * @param dtype how it is stored: F32 or F16 from a float[], I64 from a long[]
 * @param shape extents, slowest first; empty for a scalar
 * @param values a float[] or long[], row-major; asked for once and when its turn comes, so a whole model need not be in memory
 */
public record TensorData(String name, DType dtype, List<Integer> shape, Supplier<?> values) {
    public TensorData {
        shape = List.copyOf(shape);
        if (name.equals(SafetensorsHeader.METADATA)) throw new IllegalArgumentException(name + " is no name for a tensor");
        if (dtype != DType.F32 && dtype != DType.F16 && dtype != DType.I64) {
            throw new IllegalArgumentException("tensor " + name + ": expected F32, F16 or I64, found " + dtype);
        }
        for (int extent : shape) {
            if (extent < 0) throw new IllegalArgumentException("tensor " + name + ": negative extent in " + shape);
        }
    }

    public static TensorData of(String name, float[] values, int... shape) {
        return of(name, () -> values, shape);
    }

    public static TensorData of(String name, Supplier<float[]> values, int... shape) {
        return new TensorData(name, DType.F32, boxed(shape), values);
    }

    public static TensorData of(String name, long[] values, int... shape) {
        return new TensorData(name, DType.I64, boxed(shape), () -> values);
    }

    /** The same floats stored otherwise. */
    public TensorData as(DType dtype) {
        return new TensorData(name, dtype, shape, values);
    }

    public long count() {
        return shape.stream().mapToLong(Integer::longValue).reduce(1, Math::multiplyExact);
    }

    private static List<Integer> boxed(int[] shape) {
        return IntStream.of(shape).boxed().toList();
    }
}
