package kaobako.studio;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicBoolean;
import kaobako.data.ImageFolderException;
import kaobako.data.ScanListener;
import kaobako.generate.Picture;
import kaobako.train.evaluate.Neighbours;

/** A look for the training pictures that one picture is nearest to. Any thread. */
public final class CopyCheck {
    private static final int SHOWN = 5;

    /** What is being done. */
    public enum Phase {
        READING,
        /** The training pictures with each other, to know what is near. */
        COMPARING,
        DONE, FAILED, CANCELLED;

        public boolean isEnd() {
            return ordinal() >= DONE.ordinal();
        }
    }

    /**
     * A training picture.
     *
     * @param file     in the folder
     * @param distance root mean square difference of thumbnails, in 8-bit levels
     */
    public record Neighbour(String file, Picture picture, double distance) {}

    /**
     * A moment of the check.
     *
     * @param done       of {@code total} files or pictures
     * @param neighbours at the end, the nearest first
     * @param limit      nearer counts as a copy: 99 % of the training pictures are farther from all others
     * @param pictures   in the folder
     */
    public record State(Phase phase, int done, int total, List<Neighbour> neighbours, double limit, int pictures,
            Optional<Problem> problem) {
        static State of(Phase phase, int done, int total) {
            return new State(phase, done, total, List.of(), 0, 0, Optional.empty());
        }

        public boolean isCopy() {
            return !neighbours.isEmpty() && neighbours.get(0).distance() < limit;
        }
    }

    /** What hears of the progress of each phase and passes the wish to cancel on. */
    interface Listeners {
        ScanListener of(Phase phase);
    }

    /** Where the training pictures come from. */
    interface Source {
        CopyChecks.Known known(Listeners listeners) throws ImageFolderException;
    }

    private final Picture picture;
    private final Path folder;
    private final Source source;
    private final Latest<State> state = new Latest<>(State.of(Phase.READING, 0, 0));
    private final AtomicBoolean cancelled = new AtomicBoolean();

    CopyCheck(Picture picture, Path folder, Source source) {
        this.picture = picture;
        this.folder = folder;
        this.source = source;
    }

    public Path folder() {
        return folder;
    }

    public State state() {
        return state.get();
    }

    public void cancel() {
        cancelled.set(true);
    }

    /** Io thread; seconds with thousands of pictures. */
    void run() {
        try {
            CopyChecks.Known known = source.known(this::listener);
            Neighbours neighbours = known.neighbours();
            int count = neighbours.count();
            List<Neighbour> found = neighbours.nearest(picture.rgb(), SHOWN).stream().map(near -> neighbour(known, near)).toList();
            state.set(new State(Phase.DONE, count, count, found, neighbours.limit(), count, Optional.empty()));
        } catch (CancellationException e) {
            state.set(State.of(Phase.CANCELLED, 0, 0));
        } catch (ImageFolderException | RuntimeException e) {
            state.set(new State(Phase.FAILED, 0, 0, List.of(), 0, 0, Optional.of(Problem.of(e))));
        }
    }

    private static Neighbour neighbour(CopyChecks.Known known, Neighbours.Near near) {
        Picture itself = PictureFiles.plain(known.folder().pictures().image(near.index()));
        return new Neighbour(known.folder().report().used().get(near.index()), itself, near.distance());
    }

    private ScanListener listener(Phase phase) {
        return new ScanListener() {
            @Override
            public void progress(int done, int total, int refused) {
                state.set(State.of(phase, done, total));
            }

            @Override
            public boolean cancelled() {
                return cancelled.get();
            }
        };
    }
}
