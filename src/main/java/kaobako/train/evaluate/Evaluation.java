package kaobako.train.evaluate;

import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import kaobako.data.Pictures;

/**
 * A model's pictures measured against real ones. Each number stands beside what real pictures reach by the same rule: without that
 * it says nothing.
 *
 * @param compared          pictures in each set of the distance
 * @param distance          sliced Wasserstein distance x 1000 of the drawn pictures, by scale, finest first
 * @param floor             the same between two halves of the real pictures
 * @param diversity         mean difference of two drawn pictures over that of two real ones; 1 is as diverse
 * @param copies            share of the drawn pictures that are nearer to a training picture than all but 1 % of pictures
 *                          that were not trained on (or of training pictures to others); about 0.01 when nothing is copied
 * @param nearestMedian     median difference of a drawn picture and its nearest training picture, in 8-bit levels
 * @param referenceMedian   the same of pictures that were not trained on
 * @param reference         what the reference is, for people
 */
public record Evaluation(int compared, List<Double> distance, List<Double> floor, double diversity, double copies,
        double nearestMedian, double referenceMedian, String reference) {
    private static final double NEAR = 0.01;
    static final int MOST_REFERENCES = 2048;
    private static final int PAIRS = 16;

    /** An evaluation and its closest pairs side by side: drawn left, training picture right. */
    public record Result(Evaluation evaluation, BufferedImage closestPairs) {}

    /**
     * Measures; minutes with thousands of pictures. Any thread.
     *
     * @param drawn    by the model
     * @param training what it learned from, at least 4 pictures
     * @param heldOut  real pictures that it did not learn from; may be empty
     */
    public static Result of(PictureSet drawn, PictureSet training, PictureSet heldOut, long seed) {
        requireEnough(drawn.count(), training.count());
        int compared = Math.min(drawn.count(), training.count() / 2);
        List<Integer> order = new ArrayList<>(IntStream.range(0, training.count()).boxed().toList());
        java.util.Collections.shuffle(order, new java.util.Random(seed));
        SlicedWasserstein real = new SlicedWasserstein(part(training, order.subList(0, compared)), seed);
        List<Double> floor = real.from(part(training, order.subList(compared, 2 * compared)));
        List<Double> distance = real.from(drawn.first(compared));

        Likeness drawnLikeness = new Likeness(drawn);
        Likeness trainingLikeness = new Likeness(training);
        List<Likeness.Nearest> nearest = drawnLikeness.nearest(trainingLikeness);
        List<Double> own = Likeness.distances(nearest);
        List<Double> others = Likeness.distances(heldOut.count() > 0 ? new Likeness(heldOut).nearest(trainingLikeness)
                : trainingLikeness.nearestOther(0, Math.min(MOST_REFERENCES, training.count())));
        double limit = limit(others);
        double copies = own.stream().filter(d -> d < limit).count() / (double) own.size();
        double spread = trainingLikeness.spread(seed);
        Evaluation evaluation = new Evaluation(compared, distance, floor, drawnLikeness.spread(seed) / Math.max(1e-9, spread), copies,
                median(own), median(others), heldOut.count() > 0 ? "pictures held out" : "training pictures and the others");
        return new Result(evaluation, closest(drawn, training, nearest));
    }

    /** @throws IllegalArgumentException where two halves of the real pictures are no two pictures each */
    static void requireEnough(int drawn, int training) {
        if (Math.min(drawn, training / 2) < 2) {
            throw new IllegalArgumentException("an evaluation needs at least 2 drawn and 4 real pictures, found " + drawn + " and " + training);
        }
    }

    /** Below it a picture counts as a copy, by the sorted distances of pictures that are none. */
    static double limit(List<Double> reference) {
        return reference.get((int) (NEAR * reference.size()));
    }

    /** The verdict in lines for people. */
    public String text() {
        return String.format(Locale.ROOT, """
                distance from the folder (sliced Wasserstein x 1000, %,d pictures; fine to coarse): %s
                the same between two halves of the folder:                                        %s
                diversity: %.2f of the folder's
                nearest training picture: %.1f levels away (median); for %s %.1f
                copies: %.1f %% of the drawn pictures are closer to a training picture than 99 %% of the reference (1 %% is chance)
                """, compared, numbers(distance), numbers(floor), diversity, nearestMedian, reference, referenceMedian, 100 * copies);
    }

    private static String numbers(List<Double> values) {
        double mean = values.stream().mapToDouble(v -> v).average().orElse(0);
        return String.join("  ", values.stream().map(v -> String.format(Locale.ROOT, "%6.2f", v)).toList())
                + String.format(Locale.ROOT, "   mean %6.2f", mean);
    }

    private static PictureSet part(PictureSet set, List<Integer> indices) {
        return new PictureSet(set.width(), set.height(), indices.stream().map(set.pixels()::get).toList());
    }

    private static BufferedImage closest(PictureSet drawn, PictureSet training, List<Likeness.Nearest> nearest) {
        List<BufferedImage> pictures = new ArrayList<>();
        IntStream.range(0, nearest.size()).boxed().sorted(Comparator.comparingDouble(n -> nearest.get(n).distance())).limit(PAIRS)
                .forEach(n -> {
                    pictures.add(drawn.image(n));
                    pictures.add(training.image(nearest.get(n).index()));
                });
        return Pictures.enlarge(Pictures.sheet(pictures, 8, 2), 2);
    }

    private static double median(List<Double> sorted) {
        return sorted.get(sorted.size() / 2);
    }
}
