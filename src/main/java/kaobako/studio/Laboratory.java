package kaobako.studio;

import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import kaobako.data.practice.PracticePictures;
import kaobako.generate.Picture;
import kaobako.theory.ToyFlight;

/** What the Theory workspace experiments with. Part of the {@link Studio}; what is asked of it returns at once. Any thread. */
public final class Laboratory {
    private static final int GREY_SIDE = 64;

    private final Studio studio;
    private final GpuThread gpu;
    private final Workbench bench;
    private final Courtesy courtesy = new Courtesy(System::nanoTime);

    Laboratory(Studio studio, GpuThread gpu, Workbench bench) {
        this.studio = studio;
        this.gpu = gpu;
        this.bench = bench;
    }

    /** To be told of frames that are painted. */
    public Courtesy courtesy() {
        return courtesy;
    }

    /** Lets the small network go on learning; {@code progress} is that of the same lesson. */
    public JobHandle learn(ToyLesson lesson, int steps, Latest<ToyProgress> progress) {
        return gpu.start(JobHandle.Purpose.THEORY, new LearnToyJob(bench, lesson, steps, progress, courtesy, System::nanoTime));
    }

    /**
     * Sends particles from noise to pictures by what that network has learned, also while it learns.
     *
     * @throws IllegalArgumentException if the sampler cannot take so many steps
     */
    public JobHandle fly(ToyFlightPlan plan, Latest<ToyFlight> flight) {
        return gpu.start(JobHandle.Purpose.THEORY, new FlyToyJob(bench, plan, flight));
    }

    /** A folder's pictures, 64 x 64, for the statistics of single pixels; refused files are left out. */
    public CompletableFuture<GreyPictures> greyPictures(Path folder) {
        return studio.onIo(() -> GreyPictures.read(folder, GREY_SIDE, studio.home().settings().resolveSibling("cache")));
    }

    /** Any picture file, its middle square made {@code side} x {@code side}. */
    public CompletableFuture<Picture> picture(Path file, int side) {
        return studio.onIo(() -> PictureFiles.read(file, side));
    }

    /** A practice picture that no model is trained on. */
    public CompletableFuture<Picture> practicePicture(long index, int side) {
        return studio.onIo(() -> PictureFiles.plain(PracticePictures.draw(PracticePictures.HELD_OUT_SEED, index, side)));
    }
}
