package kaobako.diffusion;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Where one picture's noise comes from: {@code noise = sum of weight * N(seed)} over one to four seeds, in the initial noise
 * and, with the same weights, in every stage's noise, so that walks stay smooth with stochastic samplers too.
 *
 * <p>The spherical ways treat the seeds' noises as at right angles (their angle is pi/2 +- 1/sqrt(elements)): the squares of
 * the weights sum to 1, and so every mix is exactly as likely a noise as a seed's own.
 */
public record SeedMix(List<Part> parts) {
    /** Seeds one picture may mix. */
    public static final int MOST_PARTS = 4;

    /** One seed and its weight. */
    public record Part(long seed, double weight) {}

    /** @throws IllegalArgumentException unless there are 1 to 4 parts with finite weights */
    public SeedMix {
        parts = List.copyOf(parts);
        if (parts.isEmpty() || parts.size() > MOST_PARTS || parts.stream().anyMatch(part -> !Double.isFinite(part.weight))) {
            throw new IllegalArgumentException("a mix must have 1 to " + MOST_PARTS + " seeds with finite weights, but has " + parts);
        }
    }

    /** One seed alone. */
    public static SeedMix of(long seed) {
        return new SeedMix(List.of(new Part(seed, 1)));
    }

    /** On the great circle from {@code from} (t = 0) to {@code to} (t = 1). */
    public static SeedMix slerp(long from, long to, double t) {
        double angle = t * Math.PI / 2;
        return onSphere(new Part(from, Math.cos(angle)), new Part(to, Math.sin(angle)));
    }

    /** On the straight line from {@code from} to {@code to}, which leaves the sphere: to show why not. */
    public static SeedMix straight(long from, long to, double t) {
        return new SeedMix(merged(new Part(from, 1 - t), new Part(to, t)));
    }

    /** A small step from {@code seed} towards {@code direction}: strength 0 is the seed's picture, 1 the direction's. */
    public static SeedMix variation(long seed, long direction, double strength) {
        return slerp(seed, direction, strength);
    }

    /** A place among four corners, bilinear in the angles: (u, v) = (0, 0) is {@code c00}, (1, 0) is {@code c10}. */
    public static SeedMix bilinear(long c00, long c10, long c01, long c11, double u, double v) {
        double cu = Math.cos(u * Math.PI / 2);
        double su = Math.sin(u * Math.PI / 2);
        double cv = Math.cos(v * Math.PI / 2);
        double sv = Math.sin(v * Math.PI / 2);
        return onSphere(new Part(c00, cu * cv), new Part(c10, su * cv), new Part(c01, cu * sv), new Part(c11, su * sv));
    }

    /** The mixed noise of elements 0..count-1 (see {@link Philox#normals}), summed in double and rounded once. */
    public float[] normals(int stage, Philox.Purpose purpose, int count) {
        double[] sum = new double[count];
        for (Part part : parts) {
            float[] normals = Philox.normals(part.seed, stage, purpose, count);
            for (int i = 0; i < count; i++) {
                sum[i] += part.weight * normals[i];
            }
        }
        float[] mixed = new float[count];
        for (int i = 0; i < count; i++) {
            mixed[i] = (float) sum[i];
        }
        return mixed;
    }

    /** Equal seeds are one direction: after merging them the weights are scaled back to the sphere. */
    private static SeedMix onSphere(Part... corners) {
        List<Part> merged = merged(corners);
        double length = Math.sqrt(merged.stream().mapToDouble(part -> part.weight * part.weight).sum());
        return new SeedMix(merged.stream().map(part -> new Part(part.seed, part.weight / length)).toList());
    }

    /** Parts of one seed added, parts without weight left out; the first corner stays if nothing else does. */
    private static List<Part> merged(Part... corners) {
        Map<Long, Double> weights = new LinkedHashMap<>();
        for (Part corner : corners) {
            weights.merge(corner.seed, corner.weight, Double::sum);
        }
        List<Part> parts = new ArrayList<>();
        weights.forEach((seed, weight) -> {
            if (Math.abs(weight) > 1e-12) {
                parts.add(new Part(seed, weight));
            }
        });
        return parts.isEmpty() ? List.of(corners[0]) : parts;
    }
}
