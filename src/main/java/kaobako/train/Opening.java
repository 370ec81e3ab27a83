package kaobako.train;

import java.util.List;
import java.util.Set;
import kaobako.cl.Device;
import kaobako.cl.DeviceMemoryException;
import kaobako.data.PreparedPictures;
import kaobako.exec.Engine;
import kaobako.file.Why;
import kaobako.store.ModelFolder;
import kaobako.text.Sentence;
import kaobako.train.TrainRequest.Start;
import kaobako.unet.Parameter;

/** Sets a trainer up where a run begins: new, from a model, or where its last checkpoint was taken. GPU thread only. */
record Opening(Engine engine, Preparation preparation) {
    private static final int CPU_BATCH = 16;
    private static final int GPU_BATCH = 64;
    /** Larger micro-batches are no faster, and a call would take too long. */
    private static final int MOST_AT_A_TIME = 64;

    /** Of a parameter in a checkpoint: itself, two moments, the average. */
    private static final int CHECKPOINT_BYTES = 4 * Float.BYTES;

    /**
     * The caller owns the trainer.
     *
     * @param fromOrNull to go on from
     * @param notices    takes what the person should know
     */
    Trainer trainer(Checkpoint fromOrNull, List<Sentence> notices) {
        Trainer trainer = fitting(engine, withBatch(engine, preparation.config()), preparation.folder().pictures(),
                fromOrNull == null ? 0 : fromOrNull.state().microBatch());
        try {
            if (fromOrNull != null) resume(trainer, fromOrNull, notices);
            else if (preparation.request().start() instanceof Start.From from) initialise(trainer, from);
            else trainer.initialise();
            warnOfSpace(trainer, notices);
            return trainer;
        } catch (RuntimeException | Error failure) {
            trainer.close();
            throw failure;
        }
    }

    private void resume(Trainer trainer, Checkpoint from, List<Sentence> notices) {
        trainer.restore(from);
        if (from.state().dataHash().equals(preparation.folder().pictures().contentHash())) return;
        notices.add(Sentence.of("train.changed",
                "The pictures have changed since the last checkpoint; training goes on with those that are there now."));
    }

    /** Checkpoints, one more while it is written, and the model. */
    private void warnOfSpace(Trainer trainer, List<Sentence> notices) {
        long parameters = trainer.parameters().stream().mapToLong(Parameter::count).sum();
        long need = parameters * ((preparation.request().rhythm().kept() + 1) * CHECKPOINT_BYTES + Float.BYTES);
        long free = Why.free(preparation.request().out());
        if (free < 0 || free >= need) return;
        notices.add(Sentence.of("train.space", "The run will need about %s for its checkpoints and the model, but only %s are free on the disk"
                + " of %s. Free some space soon.", Why.size(need), Why.size(free), preparation.request().out()));
    }

    private static void initialise(Trainer trainer, Start.From from) {
        try (ModelFolder model = ModelFolder.open(from.model())) {
            Set<String> names = model.weights().names();
            trainer.initialise(p -> model.weights().read(p.nameIn(names), p.fileShape().stream().mapToInt(i -> i).toArray()));
        }
    }

    /** The recipe with the batch that it left open. */
    static TrainConfig withBatch(Engine engine, TrainConfig config) {
        if (config.batch() > 0) return config;
        return config.withBatch(engine.queue().device().type() == Device.Type.CPU ? CPU_BATCH : GPU_BATCH);
    }

    /** A trainer with the largest micro-batch that the device has room for, or with {@code wanted} if that is above 0 and fits. */
    static Trainer fitting(Engine engine, TrainConfig config, PreparedPictures pictures, int wanted) {
        int size = MicroBatch.choose(engine, config, wanted, MOST_AT_A_TIME);
        while (true) {
            try {
                return Trainer.open(engine, config, pictures, size);
            } catch (DeviceMemoryException e) {
                // others use the device too
                if (size == 1) throw e;
                size = MicroBatch.choose(engine, config, 0, size - 1);
            }
        }
    }
}
