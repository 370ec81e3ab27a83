package kaobako.train;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import kaobako.diffusion.Prediction;
import kaobako.store.DType;
import kaobako.store.ModelCard;
import kaobako.store.ModelFolder;
import kaobako.store.TensorData;
import kaobako.unet.Parameter;

/** A run's result as a model folder in diffusers' layout: the averaged weights, the scheduler, and a card that says how it came about. */
record FinishedModel(TrainConfig config, Checkpoint.State state, String device, double smoothedLoss) {
    /** Bank of the averaged weights in a checkpoint. */
    static final String EMA = WeightBanks.NAMES.get(kaobako.exec.Weights.Bank.EMA);

    /** Replaces the files of the folder atomically, one by one; any thread. */
    void write(Path folder, List<Parameter> parameters, Map<String, float[]> tensors, DType storage) throws IOException {
        List<TensorData> data = parameters.stream().map(p -> TensorData.of(p.name(), tensors.get(EMA + "." + p.name()),
                p.fileShape().stream().mapToInt(i -> i).toArray())).toList();
        ModelFolder.write(folder, config.network(), config.objective().schedulerConfig().toMap(), data, storage);
        card(storage, folder.toAbsolutePath().getFileName().toString()).write(folder);
    }

    private ModelCard card(DType storage, String name) {
        Objective o = config.objective();
        Optimizer adam = config.optimizer();
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("library_name", "diffusers");
        facts.put("pipeline_tag", "unconditional-image-generation");
        facts.put("pictures", String.valueOf(state.pictures()));
        facts.put("pictures_sha256", state.dataHash());
        facts.put("steps", String.valueOf(state.step()));
        facts.put("batch", String.valueOf(config.batch()));
        facts.put("prediction_type", o.prediction().key());
        facts.put("beta_schedule", o.schedule().key());
        facts.put("loss_weight", o.weight().rule().key());
        facts.put("learning_rate", String.valueOf(adam.learningRate() * state.learningRateFactor()));
        facts.put("ema_max_decay", String.valueOf(config.ema().max()));
        facts.put("dropout", String.valueOf(config.dropout()));
        facts.put("crop", config.crop().name().toLowerCase(Locale.ROOT));
        facts.put("flip", config.flip().name().toLowerCase(Locale.ROOT));
        facts.put("seed", String.valueOf(config.seed()));
        facts.put("loss", String.format(Locale.ROOT, "%.5f", smoothedLoss));
        facts.put("training_time", TrainEvent.duration(state.seconds()));
        facts.put("device", device);
        facts.put("storage", storage.name());
        return new ModelCard(facts, text(name, o));
    }

    private String text(String name, Objective o) {
        String weight = o.prediction() == Prediction.V_PREDICTION ? "v-prediction" : o.prediction().key() + "-prediction";
        return String.format(Locale.ROOT, """
                # %s

                An unconditional DDPM for pictures of %d x %d, trained with Kaobako on %,d pictures of a local folder: %,d steps of %d
                pictures in %s on %s.

                %s on the %s schedule of %d timesteps. The weights are an exponential moving average. Who may use it depends on the
                pictures that it was trained on.
                """, name, config.unet().sampleWidth(), config.unet().sampleHeight(), state.pictures(), state.step(), config.batch(),
                TrainEvent.duration(state.seconds()), device, weight, o.schedule().key(), o.timesteps());
    }
}
