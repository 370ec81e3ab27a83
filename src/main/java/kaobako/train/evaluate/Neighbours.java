package kaobako.train.evaluate;

import java.util.List;
import java.util.concurrent.CancellationException;
import kaobako.data.PreparedPictures;
import kaobako.data.ScanListener;

/**
 * The pictures that a model learned from, to find those that a drawn one is nearest to, by the measure that {@link Evaluation} counts
 * copies with. Immutable; any thread.
 */
public final class Neighbours {
    private static final int REFERENCES_AT_A_TIME = 64;

    private final Likeness training;
    private final double limit;

    /**
     * One of the training pictures.
     *
     * @param distance root mean square difference of thumbnails, in 8-bit levels
     */
    public record Near(int index, double distance) {}

    private Neighbours(Likeness training, double limit) {
        this.training = training;
        this.limit = limit;
    }

    /**
     * Measures how near the pictures are to each other; seconds with thousands.
     *
     * @param listener told of the pictures that have been compared, of those that will be
     * @throws CancellationException when the listener cancels
     */
    public static Neighbours of(PreparedPictures pictures, ScanListener listener) {
        Likeness training = new Likeness(pictures.width(), pictures.height(), pictures.count(), pictures::pixels);
        int references = pictures.count() < 2 ? 0 : Math.min(Evaluation.MOST_REFERENCES, pictures.count());
        List<Likeness.Nearest> others = new java.util.ArrayList<>();
        for (int from = 0; from < references; from += REFERENCES_AT_A_TIME) {
            if (listener.cancelled()) throw new CancellationException();
            others.addAll(training.nearestOther(from, Math.min(references, from + REFERENCES_AT_A_TIME)));
            listener.progress(others.size(), references, 0);
        }
        return new Neighbours(training, references == 0 ? 0 : Evaluation.limit(Likeness.distances(others)));
    }

    public int count() {
        return training.count();
    }

    /** Nearer than this counts as a copy: 99 % of the training pictures are farther from all others. 0 for a single one. */
    public double limit() {
        return limit;
    }

    /** The training pictures nearest to one, [H,W,3] in 8 bits of their size, the nearest first. */
    public List<Near> nearest(byte[] rgb, int most) {
        return training.nearest(rgb, most).stream().map(n -> new Near(n.index(), n.distance())).toList();
    }
}
