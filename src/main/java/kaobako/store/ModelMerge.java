package kaobako.store;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A linear combination of the weights of models that were trained from one another (Liu et al. 2024, "Linear Combination of Saved
 * Checkpoints Makes Consistency and Diffusion Models Better"). Shares above 1 beside negative ones go on beyond a model, away from
 * another.
 */
public final class ModelMerge {
    private static final double ROUNDING = 1e-6;

    private ModelMerge() {}

    /**
     * Writes a model with the network, scheduler and card of the first one. Any thread; holds one tensor of each model at a time.
     *
     * @param shares  of models whose networks are the same; finite, and 1 together
     * @param out     its files are replaced
     * @param storage F32 or F16
     * @throws IllegalArgumentException if the shares are not 1 together
     * @throws FormatException          if a folder is no model, or its network is another than the first one's
     */
    public static void write(Map<Path, Double> shares, Path out, DType storage) throws IOException {
        double sum = shares.values().stream().mapToDouble(d -> d).sum();
        if (!(Math.abs(sum - 1) <= ROUNDING)) throw new IllegalArgumentException("the shares of the models must be 1 together, but are " + sum);
        Map<ModelFolder, Double> models = new LinkedHashMap<>();
        try {
            for (Map.Entry<Path, Double> share : shares.entrySet()) models.put(ModelFolder.open(share.getKey()), share.getValue());
            ModelFolder first = models.keySet().iterator().next();
            models.keySet().forEach(model -> requireSameNetwork(model, first));
            List<TensorData> tensors = new ArrayList<>();
            for (String name : first.weights().names()) {
                int[] shape = first.weights().shape(name).stream().mapToInt(Math::toIntExact).toArray();
                tensors.add(TensorData.of(name, () -> sum(models, name, shape), shape));
            }
            ModelFolder.write(out, first.unetConfig(), first.schedulerConfig(), tensors, storage);
            card(first.card(), shares, storage).write(out);
        } finally {
            models.keySet().forEach(ModelFolder::close);
        }
    }

    private static float[] sum(Map<ModelFolder, Double> models, String name, int[] shape) {
        double[] sum = new double[0];
        for (Map.Entry<ModelFolder, Double> model : models.entrySet()) {
            float[] weights = model.getKey().weights().read(name, shape);
            if (sum.length == 0) sum = new double[weights.length];
            for (int i = 0; i < weights.length; i++) sum[i] += model.getValue() * weights[i];
        }
        float[] rounded = new float[sum.length];
        for (int i = 0; i < rounded.length; i++) rounded[i] = (float) sum[i];
        return rounded;
    }

    /** What a config says of its writer, its keys with {@code _}, is no matter. */
    private static void requireSameNetwork(ModelFolder model, ModelFolder first) {
        if (!network(model).equals(network(first))) {
            throw new FormatException(model.folder(), "unet/config.json", "the network of " + first.folder(), "another",
                    "merge models of which one was trained from the other");
        }
    }

    private static Map<String, Object> network(ModelFolder model) {
        Map<String, Object> network = new TreeMap<>(model.unetConfig());
        network.keySet().removeIf(key -> key.startsWith("_"));
        return network;
    }

    private static ModelCard card(ModelCard first, Map<Path, Double> shares, DType storage) {
        Map<String, String> facts = new LinkedHashMap<>(first.facts());
        facts.put("storage", storage.name());
        facts.put("merged", shares.entrySet().stream().map(share -> share.getKey().toAbsolutePath().getFileName() + "=" + share.getValue())
                .collect(Collectors.joining(" ")));
        return new ModelCard(facts, first.text());
    }
}
