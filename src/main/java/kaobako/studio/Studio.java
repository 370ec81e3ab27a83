package kaobako.studio;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
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
import kaobako.generate.Picture;
import kaobako.generate.Recipe;
import kaobako.generate.SelfTest;
import kaobako.text.Sentence;

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
    private final Easel easel = new Easel(this, gpu, bench);
    private final Laboratory laboratory = new Laboratory(this, gpu, bench);

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

    /** Drawing with models. */
    public Easel easel() {
        return easel;
    }

    /** What Theory experiments with. */
    public Laboratory laboratory() {
        return laboratory;
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

    /** Whether the kernels are being linked, to be faster from then on; it holds up the job that runs for some seconds. */
    public boolean linking() {
        return bench.linking().get();
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
            // one look after another: an earlier one must not have the last word
            synchronized (models) {
                List<Model> found = Models.in(Models.folders(home, settings.get()));
                models.set(found);
                return found;
            }
        });
    }

    /** Keeps a picture in the gallery. */
    public CompletableFuture<Gallery.Entry> keep(Picture picture, Recipe recipe) {
        Gallery into = gallery.get();
        // pictures of one batch are of one moment, in whichever order they are written
        Instant drawn = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        return onIo(() -> into.add(picture, recipe, drawn));
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
