package kaobako.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A model in diffusers' layout, open for reading; owned by whoever opened it. Two shapes are known: a pipeline
 * ({@code model_index.json}, {@code unet/}, {@code scheduler/}) and a flat folder with everything side by side, as the first DDPM
 * models have it. What the configs mean is not known here; they are handed on as they are. Any thread.
 */
public final class ModelFolder implements AutoCloseable {
    private static final String UNET_CLASS = "UNet2DModel";
    private static final String SCHEDULER_CLASS = "DDPMScheduler";
    /** The version whose layout is written. */
    private static final String DIFFUSERS_VERSION = "0.35.2";
    private static final String INDEX = "model_index.json";
    private static final String CONFIG = "config.json";
    private static final String SCHEDULER_CONFIG = "scheduler_config.json";

    private final Path folder;
    private final Map<String, Object> unetConfig;
    private final Map<String, Object> schedulerConfig;
    private final WeightFiles weights;

    private ModelFolder(Path folder, Map<String, Object> unetConfig, Map<String, Object> schedulerConfig, WeightFiles weights) {
        this.folder = folder;
        this.unetConfig = unetConfig;
        this.schedulerConfig = schedulerConfig;
        this.weights = weights;
    }

    /**
     * Opens a model and checks what can be told without knowing the network: kinds of the parts, configs, the weights' header.
     * The {@code unet} inside a pipeline stands for the pipeline.
     *
     * @throws FormatException when it is no such folder, or one of another kind of model
     */
    public static ModelFolder open(Path folder) {
        if (!Files.isDirectory(folder)) {
            String found = Files.exists(folder) ? "a file" : "nothing";
            throw new FormatException(folder, "", "a model folder", found, "choose the folder that holds config.json or unet/");
        }
        if (!Files.isReadable(folder) || !Files.isExecutable(folder)) {
            throw new FormatException(folder, "", "a model folder", "one that may not be looked into", "give yourself the right to read it");
        }
        Path parent = folder.toAbsolutePath().getParent();
        // the U-Net alone would be drawn with a default scheduler: pictures of noise when it predicts something else
        if (folder.endsWith("unet") && Files.exists(parent.resolve(INDEX))) return open(parent);
        if (Files.exists(folder.resolve(INDEX))) checkPipeline(folder.resolve(INDEX));
        boolean pipeline = Files.exists(folder.resolve("unet").resolve(CONFIG));
        Path unet = pipeline ? folder.resolve("unet") : folder;
        if (!Files.exists(unet.resolve(CONFIG))) {
            throw new FormatException(folder, "", "config.json or unet/config.json", "neither",
                    "choose a folder in diffusers' layout");
        }
        Map<String, Object> config = Json.object(unet.resolve(CONFIG));
        Object kind = config.getOrDefault("_class_name", UNET_CLASS);
        if (!UNET_CLASS.equals(kind)) throw otherKind(unet.resolve(CONFIG), "_class_name", UNET_CLASS, kind);
        Path scheduler = (pipeline ? folder.resolve("scheduler") : folder).resolve(SCHEDULER_CONFIG);
        Map<String, Object> schedulerConfig = Files.exists(scheduler) ? Json.object(scheduler) : Map.of();
        return new ModelFolder(folder, config, schedulerConfig, WeightFiles.open(unet));
    }

    /** Whether a folder looks like a model at a glance, for lists; {@link #open} may still refuse it. */
    public static boolean isModel(Path folder) {
        return Files.isRegularFile(folder.resolve(CONFIG)) || Files.isRegularFile(folder.resolve("unet").resolve(CONFIG));
    }

    /** A pipeline of a U-Net and a scheduler and nothing else: no text encoder, no auto-encoder. Parts that are null are off. */
    private static void checkPipeline(Path index) {
        Json.object(index).forEach((part, library) -> {
            boolean off = !(library instanceof List<?> pair) || pair.size() != 2 || pair.get(1) == null;
            if (part.startsWith("_") || off || part.equals("scheduler")) return;
            Object kind = ((List<?>) library).get(1);
            if (!part.equals("unet")) throw otherKind(index, part, "a pipeline of unet and scheduler only", kind);
            if (!kind.equals(UNET_CLASS)) throw otherKind(index, part, UNET_CLASS, kind);
        });
    }

    private static FormatException otherKind(Path file, String thing, String expected, Object found) {
        return new FormatException(file, FormatException.printable(thing), expected, FormatException.quote(String.valueOf(found)),
                "choose an unconditional DDPM model");
    }

    /**
     * Writes a pipeline folder that {@code DDPMPipeline.from_pretrained} takes, making folders as needed. Each file is replaced
     * atomically, the weights before the configs and the index last: a new folder that is cut short is no model yet, and one
     * that is overwritten keeps working as long as the network stays the same.
     *
     * @param schedulerConfig empty for diffusers' defaults; always declared as a DDPMScheduler
     * @param storage F32 or F16
     */
    public static void write(Path folder, Map<String, Object> unetConfig, Map<String, Object> schedulerConfig,
                             Collection<TensorData> tensors, DType storage) throws IOException {
        Path unet = Files.createDirectories(folder.resolve("unet"));
        Path scheduler = Files.createDirectories(folder.resolve("scheduler"));
        SafetensorsWriter.write(unet.resolve(WeightFiles.PLAIN), tensors.stream().map(tensor -> tensor.as(storage)).toList());
        Json.write(unet.resolve(CONFIG), declared(unetConfig, UNET_CLASS));
        Json.write(scheduler.resolve(SCHEDULER_CONFIG), declared(schedulerConfig, SCHEDULER_CLASS));
        Json.write(folder.resolve(INDEX), declared(Map.of("unet", List.of("diffusers", UNET_CLASS),
                "scheduler", List.of("diffusers", SCHEDULER_CLASS)), "DDPMPipeline"));
    }

    /** Sorted by key, as diffusers writes its configs. */
    private static Map<String, Object> declared(Map<String, Object> config, String kind) {
        Map<String, Object> declared = new TreeMap<>(config);
        declared.put("_class_name", kind);
        declared.put("_diffusers_version", DIFFUSERS_VERSION);
        return declared;
    }

    public Path folder() {
        return folder;
    }

    /** As in the file, keys starting with {@code _} included. */
    public Map<String, Object> unetConfig() {
        return unetConfig;
    }

    /** As in the file; empty when there is none. */
    public Map<String, Object> schedulerConfig() {
        return schedulerConfig;
    }

    public WeightFiles weights() {
        return weights;
    }

    /** What the model says about itself. */
    public ModelCard card() {
        return ModelCard.read(folder);
    }

    @Override
    public void close() {
        weights.close();
    }
}
