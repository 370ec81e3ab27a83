package kaobako.reference;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import kaobako.store.Json;
import kaobako.store.Safetensors;

/** One folder of reference vectors: {@code case.json} and the tensors beside it, images as PyTorch has them (NCHW). */
final class Case implements AutoCloseable {
    final Path folder;
    final Map<String, Object> json;
    private final Safetensors tensors;

    Case(Path folder) {
        this.folder = folder;
        this.json = Json.object(folder.resolve("case.json"));
        this.tensors = Safetensors.open(folder.resolve("case.safetensors"));
    }

    String text(String key) {
        return String.valueOf(json.get(key));
    }

    @SuppressWarnings("unchecked")
    Map<String, Object> map(String key) {
        Object value = json.get(key);
        return value == null ? Map.of() : (Map<String, Object>) value;
    }

    Map<String, Object> attributes() {
        return map("attributes");
    }

    int integer(String key) {
        return ((Number) json.get(key)).intValue();
    }

    double number(String key, double standard) {
        return json.get(key) instanceof Number n ? n.doubleValue() : standard;
    }

    @SuppressWarnings("unchecked")
    List<String> strings(String key) {
        return json.get(key) instanceof List<?> list ? (List<String>) list : List.of();
    }

    boolean has(String tensor) {
        return tensors.names().contains(tensor);
    }

    Set<String> names() {
        return tensors.names();
    }

    float[] floats(String tensor) {
        return tensors.tensor(tensor).floats();
    }

    long[] longs(String tensor) {
        return tensors.tensor(tensor).longs();
    }

    int[] shape(String tensor) {
        return tensors.tensor(tensor).shape().stream().mapToInt(Math::toIntExact).toArray();
    }

    /** A tensor as the engine has it: images [N,C,H,W] as [N,H,W,C]. */
    float[] nhwc(String tensor) {
        return Layouts.nhwc(floats(tensor), shape(tensor));
    }

    /** The engine's shape of a tensor. */
    int[] nhwcShape(String tensor) {
        int[] s = shape(tensor);
        return s.length == 4 ? new int[] {s[0], s[2], s[3], s[1]} : s;
    }

    /** {@code steps} tensors stacked along the first axis, each as the engine has it. */
    List<float[]> stacked(String tensor) {
        float[] all = floats(tensor);
        int[] shape = shape(tensor);
        int[] one = java.util.Arrays.copyOfRange(shape, 1, shape.length);
        int size = all.length / shape[0];
        List<float[]> list = new ArrayList<>();
        for (int i = 0; i < shape[0]; i++) {
            list.add(Layouts.nhwc(java.util.Arrays.copyOfRange(all, i * size, (i + 1) * size), one));
        }
        return list;
    }

    @Override
    public void close() {
        tensors.close();
    }
}
