package kaobako.train.evaluate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import kaobako.data.Crop;
import kaobako.data.ImageFolder;
import kaobako.data.ImageFolderException;
import kaobako.data.ImageFolderOptions;
import kaobako.data.PngFile;
import kaobako.data.PreparedPictures;
import kaobako.data.ScanListener;
import kaobako.exec.Engine;
import kaobako.file.Why;
import kaobako.generate.GenerateConfig;
import kaobako.store.Json;
import kaobako.store.ModelCard;
import kaobako.text.Sentence;
import kaobako.train.TrainException;

/**
 * Measures a model: reads the folders, draws the model's pictures in short steps ({@link #step}, GPU thread), then compares them
 * ({@link #measure}, any thread) and leaves {@code evaluation/evaluation.json} and {@code evaluation/closest.png} in the model's folder
 * ({@link #write}). Owns the model's pictures.
 */
public final class EvaluationRun implements AutoCloseable {
    private static final String FOLDER = "evaluation";
    private static final long SEED = 1;

    private final Request request;
    private final ModelPictures drawn;
    private final PictureSet training;
    private final PictureSet heldOut;

    /**
     * What to measure.
     *
     * @param drawing the model, the seeds of the pictures to draw and how; at least 2 seeds
     * @param data    the pictures that the model learned from
     * @param heldOut pictures of the same kind that it did not learn from, if there are any
     */
    public record Request(GenerateConfig drawing, Path data, Optional<Path> heldOut) {
        /** As in the paper, as far as a desktop can: 2048 pictures. */
        public static final int COUNT = 2048;
        /** Far from the seeds that people try first. */
        private static final long FIRST_SEED = 1_000_000_000L;

        public Request {
            if (drawing.seeds().size() < 2) throw new IllegalArgumentException("an evaluation draws at least 2 pictures, not " + drawing.seeds().size());
        }

        /** So many of a model's pictures with the default sampler. */
        public static GenerateConfig drawing(Path model, int count) {
            return GenerateConfig.of(model, GenerateConfig.seeds(FIRST_SEED, count));
        }

        public Path model() {
            return drawing.model();
        }
    }

    /**
     * Puts the model on the device and reads the folders: what is wrong with them shows before anything is drawn.
     *
     * @param cancelled asked after every file
     * @throws TrainException if a folder has too few usable pictures
     * @throws java.util.concurrent.CancellationException if cancelled
     */
    public EvaluationRun(Engine engine, Request request, Path cacheFolder, BooleanSupplier cancelled) {
        this.request = request;
        drawn = new ModelPictures(engine, request.drawing());
        try {
            training = read(request.data(), cacheFolder, cancelled);
            Evaluation.requireEnough(request.drawing().seeds().size(), training.count());
            heldOut = request.heldOut().isPresent() ? read(request.heldOut().get(), cacheFolder, cancelled)
                    : new PictureSet(drawn.width(), drawn.height(), List.of());
        } catch (IllegalArgumentException e) {
            drawn.close();
            throw new TrainException(Sentence.english(e.getMessage() + "."), e);
        } catch (RuntimeException | Error failure) {
            drawn.close();
            throw failure;
        }
    }

    /** Queues a stage of the sampler. False when all pictures are drawn. */
    public boolean step() {
        return drawn.step();
    }

    /** Pictures drawn so far. */
    public int drawn() {
        return drawn.drawn();
    }

    /** Compares the pictures that were drawn; minutes. */
    public Evaluation.Result measure() {
        return Evaluation.of(drawn.pictures(), training, heldOut, SEED);
    }

    /**
     * Leaves the result in {@link #folder}.
     *
     * @throws TrainException if it cannot be written
     */
    public void write(Evaluation.Result result) {
        Path folder = folder();
        try {
            Files.createDirectories(folder);
            PngFile.write(folder.resolve("closest.png"), result.closestPairs(),
                    Map.of("Description", "Closest pairs: drawn left, training picture right"));
            Json.write(folder.resolve("evaluation.json"), result.evaluation());
        } catch (IOException e) {
            throw new TrainException(Sentence.of("evaluate.write", "The evaluation could not be written to %s: %s.", folder, Why.of(e)), e);
        }
    }

    public Path folder() {
        return request.model().resolve(FOLDER);
    }

    private PictureSet read(Path data, Path cacheFolder, BooleanSupplier cancelled) {
        try (ImageFolder folder = ImageFolder.scan(data, options(request.model(), drawn.width(), drawn.height()), cacheFolder, until(cancelled))) {
            PreparedPictures pictures = folder.pictures();
            return PictureSet.of(pictures, IntStream.range(0, pictures.count()).boxed().toList());
        } catch (ImageFolderException e) {
            throw new TrainException(e.sentence(), e);
        }
    }

    /** Pictures are cut as those were that the model learned from: as its card says, which one made elsewhere may leave open. */
    static ImageFolderOptions options(Path model, int width, int height) {
        ImageFolderOptions standard = ImageFolderOptions.of(width, height);
        String learned = ModelCard.read(model).facts().getOrDefault("crop", "");
        return Arrays.stream(Crop.values()).filter(crop -> crop.name().equalsIgnoreCase(learned)).findFirst().map(standard::withCrop).orElse(standard);
    }

    private static ScanListener until(BooleanSupplier cancelled) {
        return new ScanListener() {
            @Override
            public void progress(int done, int total, int refused) {}

            @Override
            public boolean cancelled() {
                return cancelled.getAsBoolean();
            }
        };
    }

    @Override
    public void close() {
        drawn.close();
    }
}
