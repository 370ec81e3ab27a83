package kaobako.train.evaluate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
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
import kaobako.text.Sentence;
import kaobako.train.TrainException;

/**
 * Measures a model: draws its pictures in short steps ({@link #step}, GPU thread), then compares them ({@link #measure}, any thread)
 * and leaves {@code evaluation/evaluation.json} and {@code evaluation/closest.png} in its folder. Owns the model's pictures.
 */
public final class EvaluationRun implements AutoCloseable {
    private static final String FOLDER = "evaluation";
    private static final long SEED = 1;

    private final Request request;
    private final ModelPictures drawn;
    private final Path cacheFolder;

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

        Path model() {
            return drawing.model();
        }
    }

    /** Puts the model on the device. */
    public EvaluationRun(Engine engine, Request request, Path cacheFolder) {
        this.request = request;
        this.cacheFolder = cacheFolder;
        drawn = new ModelPictures(engine, request.drawing());
    }

    /** Queues a stage of the sampler. False when all pictures are drawn. */
    public boolean step() {
        return drawn.step();
    }

    /** Pictures drawn so far. */
    public int drawn() {
        return drawn.drawn();
    }

    /**
     * Compares the pictures that were drawn; minutes.
     *
     * @throws TrainException if a folder has no usable pictures or the result cannot be written
     */
    public Evaluation measure() {
        PictureSet training = read(request.data());
        PictureSet heldOut = request.heldOut().map(this::read).orElse(new PictureSet(drawn.width(), drawn.height(), List.of()));
        Evaluation.Result result;
        try {
            result = Evaluation.of(drawn.pictures(), training, heldOut, SEED);
        } catch (IllegalArgumentException e) {
            throw new TrainException(Sentence.english(e.getMessage() + "."), e);
        }
        Path folder = request.model().resolve(FOLDER);
        try {
            Files.createDirectories(folder);
            PngFile.write(folder.resolve("closest.png"), result.closestPairs(),
                    Map.of("Description", "Closest pairs: drawn left, training picture right"));
            Json.write(folder.resolve("evaluation.json"), result.evaluation());
        } catch (IOException e) {
            throw new TrainException(Sentence.of("evaluate.write", "The evaluation could not be written to %s: %s.", folder, Why.of(e)), e);
        }
        return result.evaluation();
    }

    public Path folder() {
        return request.model().resolve(FOLDER);
    }

    private PictureSet read(Path data) {
        try (ImageFolder folder = ImageFolder.scan(data, ImageFolderOptions.of(drawn.width(), drawn.height()), cacheFolder, ScanListener.NONE)) {
            PreparedPictures pictures = folder.pictures();
            return PictureSet.of(pictures, IntStream.range(0, pictures.count()).boxed().toList());
        } catch (ImageFolderException e) {
            throw new TrainException(e.sentence(), e);
        }
    }

    @Override
    public void close() {
        drawn.close();
    }
}
