package kaobako.train;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import kaobako.store.DType;
import kaobako.store.FormatException;
import kaobako.store.Json;
import kaobako.store.Safetensors;
import kaobako.store.SafetensorsWriter;
import kaobako.store.TensorData;
import kaobako.unet.Parameter;
import kaobako.unet.UNet;

/**
 * Everything a run needs to go on: a safetensors file with parameters, both moments and the average in diffusers' names and
 * layout, each behind the name of its bank; the recipe and the state are its metadata. Random draws need no state of their own:
 * they depend on seed and step. Any thread; whoever opened it closes it.
 */
public final class Checkpoint implements AutoCloseable {
    private static final String CONFIG = "kaobako.config";
    private static final String STATE = "kaobako.state";

    /**
     * Where a run was.
     *
     * @param step               complete steps
     * @param microBatch         pictures at a time; another number would round differently
     * @param learningRateFactor below 1 after rollbacks
     * @param rollbacks          since the run began
     * @param seconds            of work, pauses left out
     * @param dataHash           of the prepared pictures
     * @param pictures           in the folder
     * @param losses             of the last steps and smoothed
     */
    public record State(long step, int microBatch, double learningRateFactor, int rollbacks, double seconds, String dataHash,
            int pictures, LossCurve.Memory losses) {
        public State {
            if (step < 0 || microBatch < 1 || !(learningRateFactor > 0) || !(seconds >= 0)) {
                throw new IllegalArgumentException("a state needs step >= 0, microBatch >= 1, learningRateFactor > 0, seconds >= 0, found "
                        + step + ", " + microBatch + ", " + learningRateFactor + ", " + seconds);
            }
        }
    }

    private final Safetensors file;
    private final TrainConfig config;
    private final State state;

    private Checkpoint(Safetensors file, TrainConfig config, State state) {
        this.file = file;
        this.config = config;
        this.state = state;
    }

    /** Replaces the file atomically; it is on the disk when this returns. */
    public static void write(Path file, TrainConfig config, State state, Map<String, float[]> tensors) throws IOException {
        Map<String, String> metadata = new LinkedHashMap<>();
        metadata.put("format", "pt");
        metadata.put(CONFIG, Json.line(config));
        metadata.put(STATE, Json.line(state));
        Map<String, List<Integer>> shapes = new LinkedHashMap<>();
        for (Parameter p : UNet.parameters(config.unet())) shapes.put(p.name(), p.fileShape());
        List<TensorData> data = tensors.entrySet().stream().map(tensor -> {
            String name = tensor.getKey();
            return new TensorData(name, DType.F32, shapes.get(name.substring(name.indexOf('.') + 1)), tensor::getValue);
        }).toList();
        SafetensorsWriter.write(file, metadata, data);
    }

    /** @throws FormatException if it is no checkpoint or damaged */
    public static Checkpoint open(Path path) {
        Safetensors file = Safetensors.open(path);
        try {
            TrainConfig config = Json.parse(text(file, CONFIG), path, TrainConfig.class);
            State state = Json.parse(text(file, STATE), path, State.class);
            return new Checkpoint(file, config, state);
        } catch (RuntimeException e) {
            file.close();
            throw e;
        }
    }

    private static String text(Safetensors file, String key) {
        String text = file.metadata().get(key);
        if (text == null) {
            throw new FormatException(file.file(), key, "a checkpoint of a training run", "none of that entry", "choose another file");
        }
        return text;
    }

    public Path path() {
        return file.file();
    }

    public TrainConfig config() {
        return config;
    }

    public State state() {
        return state;
    }

    /** A parameter's numbers in a bank, in the file's layout. */
    float[] tensor(String bank, Parameter p) {
        return file.tensor(bank + "." + p.name()).floats();
    }

    @Override
    public void close() {
        file.close();
    }
}
