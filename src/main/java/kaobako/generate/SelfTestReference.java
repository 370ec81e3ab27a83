package kaobako.generate;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import kaobako.diffusion.SchedulerConfig;
import kaobako.diffusion.Stage;
import kaobako.store.Json;
import kaobako.store.Safetensors;
import kaobako.unet.UNetConfig;

/** The packed reference values, unpacked into a temporary file while open. Pictures in the file are [N,C,H,W]. Owned by the self-test. */
final class SelfTestReference implements AutoCloseable {
    private static final String FOLDER = "/selftest/";

    private final Path file;
    private final Safetensors tensors;
    private final Map<String, Object> json;

    private SelfTestReference(Path file, Safetensors tensors, Map<String, Object> json) {
        this.file = file;
        this.tensors = tensors;
        this.json = json;
    }

    static SelfTestReference open() {
        try (InputStream packed = resource("reference.safetensors"); InputStream text = resource("reference.json")) {
            Path file = Files.createTempFile("kaobako-selftest", ".safetensors");
            Files.copy(packed, file, StandardCopyOption.REPLACE_EXISTING);
            Map<String, Object> json = Json.object(new String(text.readAllBytes(), StandardCharsets.UTF_8), Path.of("reference.json"));
            return new SelfTestReference(file, Safetensors.open(file), json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    UNetConfig unet() {
        return UNetConfig.of(map("unet"));
    }

    /** The table of the sampler whose stages are in the file. */
    List<Stage> stages() {
        return SchedulerConfig.read(map("scheduler"))
                .stages(((Number) json.get("steps")).intValue(), ((Number) json.get("eta")).doubleValue());
    }

    /** In the order of {@code case.grad_norms} and {@code case.grad_cosdots}. */
    List<String> parameterNames() {
        return strings("param_names");
    }

    Set<String> zeroGradients() {
        return new HashSet<>(strings("zero_grad_params"));
    }

    float[] floats(String tensor) {
        return tensors.tensor(tensor).floats();
    }

    long[] longs(String tensor) {
        return tensors.tensor(tensor).longs();
    }

    float[] timesteps(String tensor) {
        long[] values = longs(tensor);
        float[] floats = new float[values.length];
        for (int i = 0; i < floats.length; i++) floats[i] = values[i];
        return floats;
    }

    int[] shape(String tensor) {
        return tensors.tensor(tensor).shape().stream().mapToInt(Math::toIntExact).toArray();
    }

    int[] nhwcShape(String tensor) {
        int[] s = shape(tensor);
        return new int[] {s[0], s[2], s[3], s[1]};
    }

    float[] nhwc(String tensor) {
        int[] s = shape(tensor);
        int pixels = s[2] * s[3];
        float[] from = floats(tensor);
        float[] to = new float[from.length];
        for (int n = 0; n < s[0]; n++)
            for (int c = 0; c < s[1]; c++)
                for (int p = 0; p < pixels; p++) to[(n * pixels + p) * s[1] + c] = from[(n * s[1] + c) * pixels + p];
        return to;
    }

    private static InputStream resource(String name) throws IOException {
        InputStream in = SelfTestReference.class.getResourceAsStream(FOLDER + name);
        if (in == null) throw new IOException("the program is not whole: its resource " + FOLDER + name + " is missing; install it again.");
        return in;
    }

    @SuppressWarnings("unchecked")
    private Map<String, Object> map(String key) {
        return (Map<String, Object>) json.get(key);
    }

    @SuppressWarnings("unchecked")
    private List<String> strings(String key) {
        return json.get(key) == null ? List.of() : (List<String>) json.get(key);
    }

    @Override
    public void close() {
        tensors.close();
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            file.toFile().deleteOnExit();
        }
    }
}
