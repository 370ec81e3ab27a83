package kaobako.store;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import kaobako.file.AtomicFile;

/**
 * Writes safetensors files as the reference implementation does: the same order (largest elements first, then by name),
 * header padded with spaces to 8 bytes. Streams, one tensor's values at a time; the file is replaced atomically.
 */
public final class SafetensorsWriter {
    /** What PyTorch's loaders ask for. */
    private static final Map<String, String> FORMAT = Map.of("format", "pt");
    private static final int ALIGNMENT = 8;
    private static final int CHUNK_ELEMENTS = 1 << 13;

    private SafetensorsWriter() {
    }

    public static void write(Path file, Collection<TensorData> tensors) throws IOException {
        write(file, FORMAT, tensors);
    }

    /**
     * @throws IllegalArgumentException when a name is given twice, values do not fill a shape, or a finite value is too large
     *         for F16
     * @throws IOException as {@link AtomicFile#write}; in either case the old file stays
     */
    public static void write(Path file, Map<String, String> metadata, Collection<TensorData> tensors) throws IOException {
        List<TensorData> ordered = tensors.stream()
                .sorted(Comparator.comparing(TensorData::dtype).reversed().thenComparing(TensorData::name)).toList();
        byte[] header = header(metadata, ordered);
        AtomicFile.write(file, out -> {
            out.write(ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN).putLong(header.length).array());
            out.write(header);
            for (TensorData tensor : ordered) writeValues(tensor, out);
        });
    }

    private static byte[] header(Map<String, String> metadata, List<TensorData> tensors) {
        Map<String, Object> entries = new LinkedHashMap<>();
        if (!metadata.isEmpty()) entries.put(SafetensorsHeader.METADATA, metadata);
        long end = 0;
        for (TensorData tensor : tensors) {
            long begin = end;
            end += tensor.count() * tensor.dtype().bytes();
            Map<String, Object> entry = new LinkedHashMap<>();
            entry.put("dtype", tensor.dtype().name());
            entry.put("shape", tensor.shape());
            entry.put("data_offsets", List.of(begin, end));
            boolean twice = entries.put(tensor.name(), entry) != null;
            if (twice) throw new IllegalArgumentException("tensor " + tensor.name() + " is given twice");
        }
        String json = Json.line(entries);
        int length = json.getBytes(StandardCharsets.UTF_8).length;
        return (json + " ".repeat(Math.floorMod(-length, ALIGNMENT))).getBytes(StandardCharsets.UTF_8);
    }

    private static void writeValues(TensorData tensor, OutputStream out) throws IOException {
        Object values = tensor.values().get();
        int count = values instanceof float[] floats ? floats.length : values instanceof long[] longs ? longs.length : -1;
        if (count != tensor.count() || values instanceof long[] != (tensor.dtype() == DType.I64)) {
            throw new IllegalArgumentException("tensor " + tensor.name() + ": expected " + tensor.count() + " values for "
                    + tensor.dtype() + " " + tensor.shape() + ", found " + count + " in " + values.getClass().getSimpleName());
        }
        ByteBuffer chunk = ByteBuffer.allocate(CHUNK_ELEMENTS * tensor.dtype().bytes()).order(ByteOrder.LITTLE_ENDIAN);
        for (int at = 0, n; at < count; at += n) {
            n = Math.min(CHUNK_ELEMENTS, count - at);
            switch (tensor.dtype()) {
                case F32 -> chunk.asFloatBuffer().put((float[]) values, at, n);
                case I64 -> chunk.asLongBuffer().put((long[]) values, at, n);
                default -> {
                    for (int i = 0; i < n; i++) chunk.putShort(Short.BYTES * i, half(tensor, ((float[]) values)[at + i]));
                }
            }
            out.write(chunk.array(), 0, n * tensor.dtype().bytes());
        }
    }

    /** A weight that silently became infinite would only show as a black picture. */
    private static short half(TensorData tensor, float value) {
        short half = Half.fromFloat(value);
        if (Float.isFinite(value) && !Float.isFinite(Half.toFloat(half))) {
            throw new IllegalArgumentException("tensor " + tensor.name() + ": " + value
                    + " does not fit F16 (at most 65504); store it as F32");
        }
        return half;
    }
}
