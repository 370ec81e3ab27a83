package kaobako.diffusion;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Where one picture's noise comes from: {@code noise = sum of weight * N(seed)} over one to sixteen seeds, in the initial noise
 * and, with the same weights, in every stage's noise, so that walks stay smooth with stochastic samplers too.
 *
 * <p>The spherical ways treat the seeds' noises as at right angles (their angle is pi/2 +- 1/sqrt(elements)): the squares of
 * the weights sum to 1, and so every mix is exactly as likely a noise as a seed's own.
 */
public record SeedMix(List<Part> parts) {
    /** Seeds one picture may mix: four corners of four. */
    public static final int MOST_PARTS = 16;
    private static final double NOTHING = 1e-12;

    /** One seed and its weight. */
    public record Part(long seed, double weight) {}

    /** @throws IllegalArgumentException unless there are 1 to 16 parts with finite weights */
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
        return slerp(of(from), of(to), t);
    }

    /**
     * The same between mixes, with the angle that is between them.
     *
     * @throws IllegalArgumentException for opposite mixes, which have no one great circle, and for more seeds than one picture may mix
     */
    public static SeedMix slerp(SeedMix from, SeedMix to, double t) {
        return weighted(Slerp.weights(angle(from, to), t), from, to);
    }

    /** On the straight line from {@code from} to {@code to}, which leaves the sphere: to show why not. */
    public static SeedMix straight(long from, long to, double t) {
        return straight(of(from), of(to), t);
    }

    /** The same between mixes. */
    public static SeedMix straight(SeedMix from, SeedMix to, double t) {
        return weighted(Slerp.straight(t), from, to);
    }

    /** A small step from {@code seed} towards {@code direction}: strength 0 is the seed's picture, 1 the direction's. */
    public static SeedMix variation(long seed, long direction, double strength) {
        return slerp(seed, direction, strength);
    }

    /** A place among four corners, bilinear in the angles: (u, v) = (0, 0) is {@code c00}, (1, 0) is {@code c10}. */
    public static SeedMix bilinear(long c00, long c10, long c01, long c11, double u, double v) {
        return bilinear(of(c00), of(c10), of(c01), of(c11), u, v);
    }

    /** The same between mixes: along two edges of the square, then from one to the other. */
    public static SeedMix bilinear(SeedMix c00, SeedMix c10, SeedMix c01, SeedMix c11, double u, double v) {
        return slerp(slerp(c00, c10, u), slerp(c01, c11, u), v);
    }

    /** The angle between two mixes' noises in radians, 0 to pi, where those of different seeds are at right angles. */
    public static double angle(SeedMix a, SeedMix b) {
        double dot = 0;
        for (Part p : a.parts) for (Part q : b.parts) if (p.seed == q.seed) dot += p.weight * q.weight;
        return Math.acos(Math.max(-1, Math.min(1, dot / (a.length() * b.length()))));
    }

    /** The length of its noise as a share of a seed's own: 1 on the sphere. */
    public double length() {
        return Math.sqrt(parts.stream().mapToDouble(part -> part.weight * part.weight).sum());
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

    /** Parts of one seed added, parts without weight left out; the first stays if nothing else does. */
    private static SeedMix weighted(Slerp way, SeedMix from, SeedMix to) {
        Map<Long, Double> weights = new LinkedHashMap<>();
        from.parts.forEach(part -> weights.merge(part.seed, way.from() * part.weight, Double::sum));
        to.parts.forEach(part -> weights.merge(part.seed, way.to() * part.weight, Double::sum));
        List<Part> parts = new ArrayList<>();
        weights.forEach((seed, weight) -> {
            if (Math.abs(weight) > NOTHING) parts.add(new Part(seed, weight));
        });
        return new SeedMix(parts.isEmpty() ? from.parts.subList(0, 1) : parts);
    }
}
