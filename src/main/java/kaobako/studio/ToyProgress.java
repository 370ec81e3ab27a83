package kaobako.studio;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import kaobako.theory.PlaneHistogram;

/**
 * How far the small network has come. Immutable; the array is not to be changed.
 *
 * @param losses    of each step, from the first
 * @param distances between what it draws and its box, measured now and then, the oldest first
 * @param drawn     what it drew when that was measured last
 */
public record ToyProgress(float[] losses, List<Distance> distances, Optional<PlaneHistogram> drawn) {
    public static final ToyProgress NONE = new ToyProgress(new float[0], List.of(), Optional.empty());

    /**
     * @param step           after which it was measured
     * @param totalVariation from the box, 0 to 1
     * @param least          what as many perfect draws would show
     */
    public record Distance(long step, double totalVariation, double least) {}

    public ToyProgress {
        distances = List.copyOf(distances);
    }

    /** As it was after {@code steps} of its steps; what was drawn then is forgotten. */
    public ToyProgress upTo(int steps) {
        return new ToyProgress(Arrays.copyOf(losses, steps), distances.stream().filter(d -> d.step() <= steps).toList(), Optional.empty());
    }

    ToyProgress plus(double[] more) {
        float[] all = Arrays.copyOf(losses, losses.length + more.length);
        for (int i = 0; i < more.length; i++) all[losses.length + i] = (float) more[i];
        return new ToyProgress(all, distances, drawn);
    }

    ToyProgress plus(Distance distance, PlaneHistogram histogram) {
        return new ToyProgress(losses, Stream.concat(distances.stream(), Stream.of(distance)).toList(), Optional.of(histogram));
    }
}
