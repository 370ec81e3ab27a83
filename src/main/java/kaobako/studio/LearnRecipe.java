package kaobako.studio;

import java.util.Arrays;
import java.util.List;
import kaobako.data.Crop;
import kaobako.diffusion.Prediction;
import kaobako.store.DType;
import kaobako.train.NetworkSize;
import kaobako.train.Objective;
import kaobako.train.Optimizer;
import kaobako.train.TrainConfig;

/**
 * What the controls of Learn say about the network and its training. Whatever is missing or out of its range becomes the default.
 *
 * @param crop         one of {@link #CROPS}
 * @param side         of the pictures in pixels, one of {@link NetworkSize#SIDES}
 * @param steps        complete steps in all, 1 to {@value #MOST_STEPS}
 * @param batch        pictures a step, at most {@value #LARGEST_BATCH}; 0 leaves it to the kind of device
 * @param learningRate above 0, at most {@value #HIGHEST_RATE}
 * @param dropout      0 to {@value #MOST_DROPOUT}
 * @param storage      of the finished model, F32 or F16
 */
public record LearnRecipe(String crop, int side, NetworkSize size, long steps, int batch, double learningRate, double dropout,
        TrainConfig.Flip flip, Prediction prediction, DType storage) {
    /** Which part of a picture of other proportions is learned. */
    public static final List<String> CROPS = Arrays.stream(Crop.values()).map(Enum::name).toList();
    public static final long MOST_STEPS = 10_000_000;
    public static final int LARGEST_BATCH = 1024;
    public static final double HIGHEST_RATE = 0.1;
    public static final double MOST_DROPOUT = 0.9;
    public static final LearnRecipe STANDARD = new LearnRecipe(null, 0, null, 0, 0, 0, TrainConfig.DROPOUT, null, null, null);
    private static final long USUAL_STEPS = 20_000;
    private static final int USUAL_SIDE = 64;

    public LearnRecipe {
        crop = CROPS.contains(crop) ? crop : Crop.TOP_CENTRE.name();
        side = NetworkSize.SIDES.contains(side) ? side : USUAL_SIDE;
        size = size == null ? NetworkSize.MEDIUM : size;
        steps = steps <= 0 ? USUAL_STEPS : Math.min(MOST_STEPS, steps);
        batch = Math.max(0, Math.min(LARGEST_BATCH, batch));
        learningRate = learningRate > 0 && learningRate <= HIGHEST_RATE ? learningRate : Optimizer.STANDARD.learningRate();
        dropout = dropout >= 0 && dropout <= MOST_DROPOUT ? dropout : TrainConfig.DROPOUT;
        flip = flip == null ? TrainConfig.Flip.NONE : flip;
        prediction = prediction == null ? Objective.STANDARD.prediction() : prediction;
        storage = storage == DType.F16 ? DType.F16 : DType.F32;
    }

    /** What a training run is told. */
    public TrainConfig config() {
        return TrainConfig.standard().withNetwork(size.network(side)).withCrop(Crop.valueOf(crop)).withBatch(batch).withDropout(dropout)
                .withFlip(flip).withOptimizer(Optimizer.STANDARD.withLearningRate(learningRate))
                .withObjective(Objective.STANDARD.withPrediction(prediction));
    }

    public LearnRecipe withCrop(String value) {
        return new LearnRecipe(value, side, size, steps, batch, learningRate, dropout, flip, prediction, storage);
    }

    public LearnRecipe withNetwork(int newSide, NetworkSize newSize) {
        return new LearnRecipe(crop, newSide, newSize, steps, batch, learningRate, dropout, flip, prediction, storage);
    }

    public LearnRecipe withSteps(long value) {
        return new LearnRecipe(crop, side, size, value, batch, learningRate, dropout, flip, prediction, storage);
    }

    public LearnRecipe withBatch(int value) {
        return new LearnRecipe(crop, side, size, steps, value, learningRate, dropout, flip, prediction, storage);
    }

    public LearnRecipe withLearningRate(double value) {
        return new LearnRecipe(crop, side, size, steps, batch, value, dropout, flip, prediction, storage);
    }

    public LearnRecipe withDropout(double value) {
        return new LearnRecipe(crop, side, size, steps, batch, learningRate, value, flip, prediction, storage);
    }

    public LearnRecipe withFlip(TrainConfig.Flip value) {
        return new LearnRecipe(crop, side, size, steps, batch, learningRate, dropout, value, prediction, storage);
    }

    public LearnRecipe withPrediction(Prediction value) {
        return new LearnRecipe(crop, side, size, steps, batch, learningRate, dropout, flip, value, storage);
    }

    public LearnRecipe withStorage(DType value) {
        return new LearnRecipe(crop, side, size, steps, batch, learningRate, dropout, flip, prediction, value);
    }
}
