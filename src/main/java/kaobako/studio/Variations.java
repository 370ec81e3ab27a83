package kaobako.studio;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import kaobako.diffusion.SeedMix;

/** Pictures near a picture: small steps on the sphere of noises, each in a direction of its own. */
public final class Variations {
    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

    private Variations() {}

    /**
     * The picture itself, then {@code count - 1} neighbours; the same for the same arguments.
     *
     * @param strength 0: all are the picture itself, 1: strangers
     */
    public static List<SeedMix> of(SeedMix centre, int count, double strength) {
        return IntStream.range(0, count).mapToObj(i -> i == 0 ? centre : step(centre, direction(centre, i), strength)).toList();
    }

    /** The seed of the i-th direction: nothing but a number that differs (Steele et al. 2014, SplitMix's increment), kept short to read. */
    private static long direction(SeedMix centre, int i) {
        long z = centre.parts().get(0).seed() + i * GOLDEN;
        z = (z ^ z >>> 30) * 0xBF58476D1CE4E5B9L;
        return (z ^ z >>> 27) >>> 32;
    }

    private static SeedMix step(SeedMix centre, long direction, double strength) {
        if (centre.parts().size() == 1) return SeedMix.variation(centre.parts().get(0).seed(), direction, strength);
        List<SeedMix.Part> parts = new ArrayList<>(centre.parts());
        // a mix is full with four: the lightest of the old directions makes room
        if (parts.size() == SeedMix.MOST_PARTS) parts.remove(lightest(parts));
        double length = Math.sqrt(parts.stream().mapToDouble(p -> p.weight() * p.weight()).sum());
        double angle = strength * Math.PI / 2;
        List<SeedMix.Part> turned = new ArrayList<>();
        for (SeedMix.Part p : parts) turned.add(new SeedMix.Part(p.seed(), p.weight() / length * Math.cos(angle)));
        turned.add(new SeedMix.Part(direction, Math.sin(angle)));
        return new SeedMix(turned);
    }

    private static int lightest(List<SeedMix.Part> parts) {
        int lightest = 0;
        for (int i = 1; i < parts.size(); i++) {
            if (Math.abs(parts.get(i).weight()) < Math.abs(parts.get(lightest).weight())) lightest = i;
        }
        return lightest;
    }
}
