package kaobako.train;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.Stream;
import kaobako.data.FolderReport;
import kaobako.data.ImageFolder;
import kaobako.data.ImageFolderException;
import kaobako.data.ImageFolderOptions;
import kaobako.data.ScanListener;
import kaobako.diffusion.SchedulerConfig;
import kaobako.file.Why;
import kaobako.store.ModelFolder;
import kaobako.text.Sentence;
import kaobako.train.TrainRequest.Start;
import kaobako.unet.UNetConfig;

/**
 * All of a run that needs no device: the recipe settled, the pictures prepared, the target checked and held. Made on an io thread,
 * handed to a {@link TrainingRun}, which closes it.
 */
public final class Preparation implements AutoCloseable {
    /** Where whoever asks for a run may keep, in the model's folder, what was asked for. */
    public static final String PLAN = "learn.json";
    /** Files and folders that are there before a run's first checkpoint. */
    private static final Set<String> LEAVINGS = Set.of(PLAN, Checkpoints.FOLDER, SampleSheets.FOLDER, RunLog.NAME, TrainEvent.Prepared.REFUSED);

    private final TrainRequest request;
    private final TrainConfig config;
    private final Checkpoints checkpoints;
    private final ImageFolder folder;
    private final List<Sentence> notices;

    /**
     * Settles the recipe and prepares the pictures: seconds to minutes.
     *
     * @param cacheFolder for prepared pictures that do not fit in memory
     * @param listener    told how the scan gets on, on this thread
     * @param cancelled   asked after every file
     * @throws TrainException if training cannot start; the message says why
     * @throws java.util.concurrent.CancellationException if cancelled
     */
    public static Preparation of(TrainRequest request, Path cacheFolder, Consumer<TrainEvent> listener, BooleanSupplier cancelled) {
        List<Sentence> notices = new ArrayList<>();
        if (!(request.start() instanceof Start.Resume)) requireRoom(request);
        Checkpoints checkpoints = Checkpoints.open(request.out());
        try {
            TrainConfig config = config(request, checkpoints, notices);
            ImageFolder folder = scan(request.data(), config, cacheFolder, listener, cancelled);
            warn(folder.pictures().count(), config, notices);
            return new Preparation(request, config, checkpoints, folder, notices);
        } catch (RuntimeException | Error failure) {
            checkpoints.close();
            throw failure;
        }
    }

    private Preparation(TrainRequest request, TrainConfig config, Checkpoints checkpoints, ImageFolder folder, List<Sentence> notices) {
        this.request = request;
        this.config = config;
        this.checkpoints = checkpoints;
        this.folder = folder;
        this.notices = List.copyOf(notices);
    }

    /** Nothing of the user's is overwritten, and no run learns from its own sheets. What an attempt without a checkpoint left may stay. */
    private static void requireRoom(TrainRequest request) {
        Path out = request.out();
        try {
            if (isScanned(real(out), real(request.data()))) {
                throw new TrainException(Sentence.of("train.inside", "%s lies among the pictures of %s, which a run must not learn from. Choose another"
                        + " folder for the model, or of pictures.", out, request.data()));
            }
            if (!Files.isDirectory(out)) return;
            if (Checkpoints.newestStep(out) >= 0) {
                throw new TrainException(Sentence.of("train.occupied",
                        "%s already holds a training run. Resume it, or choose another folder.", out));
            }
            requireEmpty(out);
        } catch (IOException e) {
            throw new TrainException(Sentence.of("train.unlisted", "%s cannot be looked into (%s). Choose a folder that you may read and write.", out,
                    Why.of(e)), e);
        }
    }

    private static void requireEmpty(Path out) throws IOException {
        try (Stream<Path> files = Files.list(out)) {
            Optional<Path> other = files.filter(file -> !ImageFolder.passesOver(file) && !LEAVINGS.contains(file.getFileName().toString())).findFirst();
            if (other.isPresent()) {
                throw new TrainException(Sentence.of("train.foreign", "%s is neither new nor empty (%s is there), and nothing is written over. Choose"
                        + " another folder for the model.", out, other.get().getFileName()));
            }
        }
    }

    /** Whether a scan of {@code data} looks at {@code folder}. */
    private static boolean isScanned(Path folder, Path data) {
        if (!folder.startsWith(data)) return false;
        for (Path at = folder; !at.equals(data); at = at.getParent()) {
            if (ImageFolder.passesOver(at)) return false;
        }
        return true;
    }

    /** Without links, as far as it exists. */
    private static Path real(Path path) throws IOException {
        Path whole = path.toAbsolutePath().normalize();
        for (Path at = whole; at != null; at = at.getParent()) {
            if (Files.exists(at)) return at.toRealPath().resolve(at.relativize(whole)).normalize();
        }
        return whole;
    }

    private static TrainConfig config(TrainRequest request, Checkpoints checkpoints, List<Sentence> notices) {
        if (request.start() instanceof Start.Resume) {
            try (Checkpoint last = latest(request.out(), checkpoints, notices)) {
                return last.config();
            }
        }
        if (request.start() instanceof Start.From from) return ofModel(request.config(), from.model());
        return request.config();
    }

    static Checkpoint latest(Path out, Checkpoints checkpoints, List<Sentence> damaged) {
        Optional<Checkpoint> last = checkpoints.latest(damaged);
        return last.orElseThrow(() -> new TrainException(damaged.isEmpty()
                ? Sentence.of("train.nocheckpoint", "There is no checkpoint to resume from in %s. Start a new run there.", out)
                : Sentence.of("train.damaged", "There is no checkpoint to resume from in %s. %s", out, damaged.get(0))));
    }

    /** The recipe with a model's network and objective: it can only learn on in its own terms. */
    private static TrainConfig ofModel(TrainConfig config, Path folder) {
        try (ModelFolder model = ModelFolder.open(folder)) {
            SchedulerConfig scheduler = SchedulerConfig.read(model.schedulerConfig());
            Objective objective = new Objective(scheduler.betas().schedule(), scheduler.schedule().size(), scheduler.prediction(),
                    config.objective().weight(), config.objective().density());
            if (!objective.noiseSchedule().equals(scheduler.schedule())) {
                throw new TrainException(Sentence.of("train.schedule",
                        "%s was trained on a noise schedule of its own, which cannot be trained on. Choose another model to start from.",
                        folder));
            }
            return config.withNetwork(model.unetConfig()).withObjective(objective);
        } catch (IllegalArgumentException e) {
            throw new TrainException(Sentence.of("train.unsuitable", "%s cannot be trained on: %s.", folder, e.getMessage()), e);
        }
    }

    private static ImageFolder scan(Path data, TrainConfig config, Path cacheFolder, Consumer<TrainEvent> listener, BooleanSupplier cancelled) {
        ScanListener scan = new ScanListener() {
            @Override
            public void progress(int done, int total, int refused) {
                listener.accept(new TrainEvent.Scanning(done, total, refused));
            }

            @Override
            public boolean cancelled() {
                return cancelled.getAsBoolean();
            }
        };
        try {
            UNetConfig unet = config.unet();
            ImageFolderOptions options = ImageFolderOptions.of(unet.sampleWidth(), unet.sampleHeight()).withCrop(config.crop());
            return ImageFolder.scan(data, options, cacheFolder, scan);
        } catch (ImageFolderException e) {
            throw new TrainException(e.sentence(), e);
        }
    }

    private static void warn(int pictures, TrainConfig config, List<Sentence> notices) {
        FolderSize size = FolderSize.of(pictures);
        if (size == FolderSize.FEW) {
            notices.add(Sentence.of("train.few", "With only %,d pictures the model will mostly learn them by heart and draw copies."
                    + " A few thousand are workable, ten thousand are good; more dropout, flips, or starting from a trained model help.", pictures));
        } else if (size == FolderSize.SOME) {
            notices.add(config.flip() == TrainConfig.Flip.NONE
                    ? Sentence.of("train.some.flip", "With %,d pictures a long training will copy some of them. Stop early, and look at the"
                            + " evaluation's closest pairs; more dropout and flips help.", pictures)
                    : Sentence.of("train.some", "With %,d pictures a long training will copy some of them. Stop early, and look at the"
                            + " evaluation's closest pairs; more dropout helps.", pictures));
        }
    }

    TrainRequest request() {
        return request;
    }

    /** The recipe; its batch may still be left open. */
    TrainConfig config() {
        return config;
    }

    Checkpoints checkpoints() {
        return checkpoints;
    }

    ImageFolder folder() {
        return folder;
    }

    FolderReport report() {
        return folder.report();
    }

    List<Sentence> notices() {
        return notices;
    }

    @Override
    public void close() {
        folder.close();
        checkpoints.close();
    }
}
