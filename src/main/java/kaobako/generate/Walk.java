package kaobako.generate;

import java.util.ArrayList;
import java.util.List;
import kaobako.diffusion.SeedMix;

/**
 * A way through seeds: {@code frames} pictures from each seed up to the next, and the last seed's own.
 *
 * @param seeds  two or more
 * @param frames at least 1
 */
public record Walk(List<Long> seeds, int frames, Way way) {
    /** How to get from one seed's noise to another's; a stage's fresh noise goes the same way. */
    public enum Way {
        /** Along the great circle: every mix is as likely a noise as a seed's own. */
        SPHERE,
        /** Along the straight line, through noise that is too weak and pictures that are washed out. */
        STRAIGHT;

        SeedMix at(long from, long to, double t) {
            return this == SPHERE ? SeedMix.slerp(from, to, t) : SeedMix.straight(from, to, t);
        }
    }

    /** @throws IllegalArgumentException for fewer than two seeds or no frames */
    public Walk {
        seeds = List.copyOf(seeds);
        if (seeds.size() < 2) throw new IllegalArgumentException("a walk needs two seeds or more, but has " + seeds.size());
        if (frames < 1 || (long) frames * seeds.size() > GenerateConfig.MOST_PICTURES) {
            throw new IllegalArgumentException("frames must be at least 1, and at most " + GenerateConfig.MOST_PICTURES
                    + " pictures in all, but is " + frames);
        }
    }

    /** The noise of each frame, in order. */
    public List<SeedMix> mixes() {
        List<SeedMix> mixes = new ArrayList<>();
        for (int leg = 0; leg + 1 < seeds.size(); leg++) {
            for (int i = 0; i < frames; i++) mixes.add(way.at(seeds.get(leg), seeds.get(leg + 1), i / (double) frames));
        }
        mixes.add(SeedMix.of(seeds.get(seeds.size() - 1)));
        return mixes;
    }
}
