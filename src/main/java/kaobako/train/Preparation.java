package kaobako.train;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import kaobako.data.FolderReport;
import kaobako.data.ImageFolder;
import kaobako.data.ImageFolderException;
import kaobako.data.ImageFolderOptions;
import kaobako.data.ScanListener;
import kaobako.diffusion.SchedulerConfig;
import kaobako.store.ModelFolder;
import kaobako.text.Sentence;
import kaobako.train.TrainRequest.Start;
import kaobako.unet.UNetConfig;

/**
 * All of a run that needs no device: the recipe settled, the pictures prepared, the target checked and held. Made on an io thread,
 * handed to a {@link TrainingRun}, which closes it.
 */
public final class Preparation implements AutoCloseable {
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
        if (!(request.start() instanceof Start.Resume)) NewFolder.require(request.out(), request.data());
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
