package kaobako.studio;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import kaobako.data.practice.PracticePictures;
import kaobako.diffusion.SeedMix;
import kaobako.generate.GenerateConfig;
import kaobako.generate.Picture;
import kaobako.generate.Recipe;
import kaobako.generate.SelfTest;
import kaobako.generate.Walk;
import kaobako.text.Sentence;
import kaobako.theory.ToyFlight;

/**
 * The application without a window: the GPU thread with its device and models, the io threads, settings, models and gallery.
 * Everything that is asked of it returns at once; what became of it is seen in snapshots and futures. Any thread.
 */
public final class Studio implements AutoCloseable {
    private static final int IO_THREADS = 3;
    private static final int PATIENCE_SECONDS = 60;

    private final Home home;
    private final GpuThread gpu = new GpuThread();
    private final Workbench bench = new Workbench();
    private final ExecutorService io = Executors.newFixedThreadPool(IO_THREADS, task -> new Thread(task, "io"));
    private final SettingsFile settingsFile;
    private final Latest<Settings> settings;
    private final AtomicBoolean saving = new AtomicBoolean();
    private final Latest<List<Model>> models = new Latest<>(List.of());
    private final Latest<Gallery> gallery;
    private final Consumer<Problem> reported;
    private final Optional<Sentence> settingsProblem;
    private final Learning learning;
    private final Courtesy courtesy = new Courtesy(System::nanoTime);

    /**
     * Reads the settings, which takes a millisecond, and nothing else; see {@link #connect}, {@link #findModels}.
     *
     * @param reported hears of what went wrong with nobody waiting for it; on any thread
     */
    public Studio(Home home, Consumer<Problem> reported) {
        this.home = home;
        this.reported = reported;
        settingsFile = new SettingsFile(home.settings());
        SettingsFile.Loaded loaded = settingsFile.load();
        settings = new Latest<>(loaded.settings());
        settingsProblem = loaded.problem();
        gallery = new Latest<>(new Gallery(picturesFolder()));
        learning = new Learning(this, gpu, bench);
    }

    /** Training: folders, runs and the models they leave. */
    public Learning learning() {
        return learning;
    }

    /** To be told of frames that are painted. */
    public Courtesy courtesy() {
        return courtesy;
    }

    /** What was wrong with the settings' file; empty if nothing. */
    public Optional<Sentence> settingsProblem() {
        return settingsProblem;
    }

    public Settings settings() {
        return settings.get();
    }

    /** Changes the settings and saves them soon. */
    public void change(UnaryOperator<Settings> change) {
        Settings before = settings.get();
        if (settings.update(change).equals(before) || saving.getAndSet(true)) return;
        io.execute(() -> {
            saving.set(false);
            saveSettings();
        });
    }

    private synchronized void saveSettings() {
        try {
            settingsFile.save(settings.get());
        } catch (IOException | RuntimeException e) {
            reported.accept(Problem.of(e));
        }
    }

    public DeviceState device() {
        return bench.state().get();
    }

    /** The kernel that is being built for the job that runs; empty when none is. */
    public Optional<Building> building() {
        return bench.building().get();
    }

    /** The jobs under way. */
    public List<JobHandle> jobs() {
        return gpu.jobs();
    }

    /** Looks for devices and opens the one of the settings, or the best. Drawings under way are stopped. */
    public CompletableFuture<DeviceState> connect() {
        gpu.jobs().forEach(JobHandle::stop);
        return gpu.run(JobHandle.Purpose.PREPARE, () -> {
            bench.connect(settings.get().device());
            return bench.state().get();
        });
    }

    /** Checks the device's numbers. */
    public CompletableFuture<SelfTest.Result> selfTest() {
        return gpu.run(JobHandle.Purpose.MEASURE, bench::selfTest);
    }

    /** Measures what the device can do at most. */
    public CompletableFuture<Speed> speed() {
        return gpu.run(JobHandle.Purpose.MEASURE, bench::speed);
    }

    /** The models there are, once {@link #findModels} has ended. */
    public List<Model> models() {
        return models.get();
    }

    /** Looks for models where they came with the program, were learned, or were added by the user. */
    public CompletableFuture<List<Model>> findModels() {
        return onIo(() -> {
            List<Model> found = Models.in(Models.folders(home, settings.get()));
            models.set(found);
            return found;
        });
    }

    /** Reads a model and builds what drawing so needs, that the first click is quick. Nothing without a device. */
    public CompletableFuture<Void> warm(GenerateConfig config) {
        return gpu.run(JobHandle.Purpose.PREPARE, () -> {
            if (device().phase() == DeviceState.Phase.READY) bench.warm(config);
            return null;
        });
    }

    /** Draws, and keeps every finished picture in the gallery. */
    public DrawRun draw(GenerateConfig config) {
        Latest<Wall> wall = new Latest<>(Wall.of(config.seeds()));
        DrawJob job = new DrawJob(bench, config, wall, (index, picture) -> keep(wall, index, picture), System::nanoTime);
        return new DrawRun(config, gpu.start(JobHandle.Purpose.DRAW, job), wall);
    }

    /** Draws what a walk lacks, the coarse frames first; nothing is kept in the gallery. {@code config} is drawn with other seeds. */
    public WalkRun walk(Walk walk, GenerateConfig config, Optional<WalkRun> earlier) {
        Map<SeedMix, Picture> known = earlier.map(run -> run.finished(config)).orElse(Map.of());
        List<SeedMix> mixes = walk.mixes();
        List<SeedMix> missing = WalkRun.missing(walk, mixes, known.keySet());
        Optional<Recipe> recipe = earlier.flatMap(WalkRun::recipe);
        if (missing.isEmpty()) return new WalkRun(walk, mixes, config, known, recipe, Optional.empty());
        GenerateConfig rest = config.withSeeds(missing);
        Latest<Wall> wall = new Latest<>(Wall.of(missing));
        DrawJob job = new DrawJob(bench, rest, wall, (index, picture) -> { }, System::nanoTime);
        return new WalkRun(walk, mixes, rest, known, recipe, Optional.of(new DrawRun(rest, gpu.start(JobHandle.Purpose.WALK, job), wall)));
    }

    /** Pictures drawn as {@code config} says, its seeds apart, when they are wanted. */
    public Atlas atlas(GenerateConfig config) {
        return new Atlas(gpu, bench, config);
    }

    /** Keeps a picture in the gallery. */
    public CompletableFuture<Gallery.Entry> keep(Picture picture, Recipe recipe) {
        Gallery into = gallery.get();
        // pictures of one batch are of one moment, in whichever order they are written
        Instant drawn = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        return onIo(() -> into.add(picture, recipe, drawn));
    }

    /** Draws for the Theory workspace; nothing is kept in the gallery. */
    public DrawRun sketch(GenerateConfig config) {
        Latest<Wall> wall = new Latest<>(Wall.of(config.seeds()));
        DrawJob job = new DrawJob(bench, config, wall, (index, picture) -> { }, System::nanoTime);
        return new DrawRun(config, gpu.start(JobHandle.Purpose.DRAW, job), wall);
    }

    /** Draws one picture again and shows each step of it. */
    public JobHandle film(GenerateConfig config, Latest<Film> film) {
        return gpu.start(JobHandle.Purpose.FILM, new FilmJob(bench, config.withSeeds(config.seeds().subList(0, 1)), film));
    }

    /** Lets the small network of the Theory workspace go on learning; {@code progress} is that of the same lesson. */
    public JobHandle learnToy(ToyLesson lesson, int steps, Latest<ToyProgress> progress) {
        return gpu.start(JobHandle.Purpose.THEORY, new LearnToyJob(bench, lesson, steps, progress, courtesy, System::nanoTime));
    }

    /**
     * Sends particles from noise to pictures by what that network has learned, also while it learns.
     *
     * @throws IllegalArgumentException if the sampler cannot take so many steps
     */
    public JobHandle flyToy(ToyFlightPlan plan, Latest<ToyFlight> flight) {
        return gpu.start(JobHandle.Purpose.THEORY, new FlyToyJob(bench, plan, flight));
    }

    private void keep(Latest<Wall> wall, int index, Picture picture) {
        Recipe recipe = wall.get().recipe().orElseThrow();
        keep(picture, recipe).whenComplete((entry, failure) -> {
            if (failure == null) wall.update(w -> w.saved(index, entry.file()));
            else reported.accept(Problem.of(failure));
        });
    }

    public Gallery gallery() {
        return gallery.get();
    }

    /** Reads the gallery's folder, which may be another one than before. */
    public CompletableFuture<Gallery> openGallery() {
        return onIo(() -> {
            Gallery opened = gallery.get().folder().equals(picturesFolder()) ? gallery.get() : new Gallery(picturesFolder());
            opened.scan();
            gallery.set(opened);
            return opened;
        });
    }

    /** The recipe in a PNG that came from anywhere. */
    public CompletableFuture<Recipe> recipe(Path file) {
        return onIo(() -> PictureFiles.recipe(file));
    }

    /** A folder's pictures, 64 x 64, for the statistics of single pixels; refused files are left out. */
    public CompletableFuture<GreyPictures> greyPictures(Path folder) {
        return onIo(() -> GreyPictures.read(folder, 64, home.settings().resolveSibling("cache")));
    }

    /** Any picture file, its middle square made {@code side} x {@code side}. */
    public CompletableFuture<Picture> picture(Path file, int side) {
        return onIo(() -> PictureFiles.read(file, side));
    }

    /** A practice picture that no model is trained on. */
    public CompletableFuture<Picture> practicePicture(long index, int side) {
        return onIo(() -> PictureFiles.plain(PracticePictures.draw(PracticePictures.HELD_OUT_SEED, index, side)));
    }

    /** Files on disk, pictures to encode: anything that may wait. */
    public <T> CompletableFuture<T> onIo(Callable<T> task) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                return task.call();
            } catch (Exception e) {
                throw e instanceof RuntimeException r ? r : new CompletionException(e);
            }
        }, io);
    }

    /** The same, or a future that was cancelled once the program ends. */
    <T> CompletableFuture<T> onIoUnlessClosed(Callable<T> task) {
        try {
            return onIo(task);
        } catch (RejectedExecutionException ending) {
            return CompletableFuture.failedFuture(ending);
        }
    }

    void report(Problem problem) {
        reported.accept(problem);
    }

    public Home home() {
        return home;
    }

    /** The size on disk of the built kernels, in bytes. Not for the event thread. */
    public long kernelCacheBytes() throws IOException {
        return CacheFolder.bytes();
    }

    /** Deletes the built kernels; they are built again when needed. Not for the event thread. */
    public void clearKernelCache() throws IOException {
        CacheFolder.clear();
    }

    private Path picturesFolder() {
        String chosen = settings.get().pictures();
        return chosen.isEmpty() ? home.pictures() : Path.of(chosen);
    }

    /** Stops every job, saves what is to be saved and ends the threads. Not for the event thread. */
    @Override
    public void close() {
        gpu.closeAfter(bench::close);
        io.shutdown();
        try {
            if (!io.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS)) io.shutdownNow();
        } catch (InterruptedException e) {
            io.shutdownNow();
            Thread.currentThread().interrupt();
        }
        saveSettings();
    }
}
