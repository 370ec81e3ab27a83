package kaobako.train;

import java.nio.file.Path;
import java.util.Objects;
import kaobako.store.DType;

/**
 * What a person asks for when they train.
 *
 * @param data    folder of pictures
 * @param out     the model's folder: samples, checkpoints and log go there while it is trained
 * @param config  the recipe; a resumed run has its own, and one from a model takes its network and objective from there
 * @param storage of the finished model: F32 or F16, which halves the file
 */
public record TrainRequest(Path data, Path out, Start start, TrainConfig config, Budget budget, Rhythm rhythm, DType storage) {
    /** A file in the model's folder, where whoever asks may keep what was asked for. */
    public static final String PLAN = "learn.json";

    /** Where the weights come from. */
    public sealed interface Start {
        /** A new network. */
        record Fresh() implements Start {}

        /** A finished model, in diffusers' layout. */
        record From(Path model) implements Start {}

        /** The last checkpoint in the model's folder. */
        record Resume() implements Start {}
    }

    public TrainRequest {
        Objects.requireNonNull(data, "data");
        Objects.requireNonNull(out, "out");
        Objects.requireNonNull(start, "start");
        if (storage != DType.F32 && storage != DType.F16) throw new IllegalArgumentException("a model is stored as F32 or F16, not " + storage);
    }

    public static TrainRequest of(Path data, Path out) {
        return new TrainRequest(data, out, new Start.Fresh(), TrainConfig.standard(), Budget.UNLIMITED, Rhythm.STANDARD, DType.F32);
    }

    public TrainRequest with(Start value) {
        return new TrainRequest(data, out, value, config, budget, rhythm, storage);
    }

    public TrainRequest with(TrainConfig value) {
        return new TrainRequest(data, out, start, value, budget, rhythm, storage);
    }

    public TrainRequest with(Budget value) {
        return new TrainRequest(data, out, start, config, value, rhythm, storage);
    }

    public TrainRequest with(Rhythm value) {
        return new TrainRequest(data, out, start, config, budget, value, storage);
    }

    public TrainRequest with(DType value) {
        return new TrainRequest(data, out, start, config, budget, rhythm, value);
    }
}
