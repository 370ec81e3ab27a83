package kaobako.studio;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicBoolean;
import kaobako.data.Crop;
import kaobako.data.FolderReport;
import kaobako.data.ImageFolder;
import kaobako.data.ImageFolderOptions;
import kaobako.data.ScanListener;
import kaobako.data.practice.PracticePictures;
import kaobako.text.Sentence;
import kaobako.train.FolderSize;

/** A look at a folder of pictures before anything is learned from it. Any thread, but {@link #run} is for an io thread. */
public final class FolderSurvey {
    private static final int MOST_THUMBNAILS = 96;
    private static final int PRACTICE_SIDE = 64;
    private static final long PRACTICE_SEED = 1;

    /** What is being done. */
    public enum Phase { DRAWING, LOOKING, DONE, FAILED, CANCELLED }

    /** A file that is not used; the reason is a key. */
    public record Refused(String file, String reason, Sentence said) {}

    /**
     * A moment of the look.
     *
     * @param done       of {@code total} files
     * @param thumbnails some of the pictures as the network sees them, from the whole folder; at the end
     */
    public record State(Phase phase, int done, int total, int usable, List<Refused> refused, List<BufferedImage> thumbnails,
            Optional<Problem> problem) {
        static final State FIRST = new State(Phase.LOOKING, 0, 0, 0, List.of(), List.of(), Optional.empty());

        /** What so many pictures are good for; empty before they are known. */
        public Optional<FolderSize> size() {
            return phase == Phase.DONE ? Optional.of(FolderSize.of(usable)) : Optional.empty();
        }
    }

    private final Path folder;
    private final LearnRecipe recipe;
    private final Path cache;
    private final Latest<State> state = new Latest<>(State.FIRST);
    private final AtomicBoolean cancelled = new AtomicBoolean();

    FolderSurvey(Path folder, LearnRecipe recipe, Path cache) {
        this.folder = folder;
        this.recipe = recipe;
        this.cache = cache;
    }

    public Path folder() {
        return folder;
    }

    /** Whether it looks at what this recipe would train on. */
    public boolean suits(LearnRecipe other) {
        return recipe.crop().equals(other.crop()) && recipe.side() == other.side();
    }

    public State state() {
        return state.get();
    }

    public void cancel() {
        cancelled.set(true);
    }

    /** Draws practice pictures first, if {@code practice} is above 0 and they are not there yet. */
    void run(int practice) {
        try {
            if (practice > 0) drawPractice(practice);
            look();
        } catch (CancellationException e) {
            state.update(s -> at(s, Phase.CANCELLED));
        } catch (IOException | RuntimeException e) {
            state.set(new State(Phase.FAILED, 0, 0, 0, List.of(), List.of(), Optional.of(Problem.of(e))));
        }
    }

    private void drawPractice(int count) throws IOException {
        Path last = folder.resolve(String.format("%06d.png", count - 1));
        if (Files.exists(last)) return;
        Files.createDirectories(folder);
        PracticePictures.write(folder, PRACTICE_SEED, count, PRACTICE_SIDE, listener(Phase.DRAWING));
    }

    private void look() throws IOException {
        ImageFolderOptions options = ImageFolderOptions.square(recipe.side()).withCrop(Crop.valueOf(recipe.crop()));
        try (ImageFolder found = ImageFolder.scan(folder, options, cache, listener(Phase.LOOKING))) {
            FolderReport report = found.report();
            List<Refused> refused = report.refusals().stream().map(r -> new Refused(r.file(), r.reason().name(), r.said())).toList();
            int count = found.pictures().count();
            int shown = Math.min(MOST_THUMBNAILS, count);
            List<BufferedImage> thumbnails = new ArrayList<>();
            for (int i = 0; i < shown; i++) thumbnails.add(found.pictures().image((int) ((long) i * count / shown)));
            int files = count + refused.size();
            state.set(new State(Phase.DONE, files, files, count, refused, List.copyOf(thumbnails), Optional.empty()));
        }
    }

    private ScanListener listener(Phase phase) {
        return new ScanListener() {
            @Override
            public void progress(int done, int total, int refused) {
                state.update(s -> s.phase == phase && s.done > done ? s
                        : new State(phase, done, total, done - refused, List.of(), List.of(), Optional.empty()));
            }

            @Override
            public boolean cancelled() {
                return cancelled.get();
            }
        };
    }

    private static State at(State s, Phase phase) {
        return new State(phase, s.done, s.total, s.usable, s.refused, s.thumbnails, s.problem);
    }
}
