package kaobako.generate;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.DoubleUnaryOperator;
import kaobako.diffusion.SeedMix;

/**
 * A way through keyframes: {@code frames} pictures from each up to the next, and the last one's own unless the walk returns to the first.
 *
 * @param keys   two or more
 * @param frames at least 1
 */
public record Walk(List<SeedMix> keys, int frames, Way way, Easing easing, Ends ends) {
    /** How to get from one keyframe's noise to another's; a stage's fresh noise goes the same way. */
    public enum Way {
        /** Along the great circle: every mix is as likely a noise as a seed's own. */
        SPHERE,
        /** Along the straight line, through noise that is too weak and pictures that are washed out. */
        STRAIGHT;

        SeedMix at(SeedMix from, SeedMix to, double t) {
            return this == SPHERE ? SeedMix.slerp(from, to, t) : SeedMix.straight(from, to, t);
        }
    }

    /** How the speed changes on each leg: from time to share of the way, both 0 to 1. */
    public enum Easing {
        STEADY(t -> t),
        /** Slow at the keyframes, t^2 (3 - 2 t): Hermite's smoothstep. */
        GENTLE(t -> t * t * (3 - 2 * t)),
        /** All but stops at them, t^3 (6 t^2 - 15 t + 10) (Perlin 2002, "Improving noise"). */
        LINGERING(t -> t * t * t * (t * (6 * t - 15) + 10));

        private final DoubleUnaryOperator share;

        Easing(DoubleUnaryOperator share) {
            this.share = share;
        }

        public double share(double time) {
            return share.applyAsDouble(time);
        }
    }

    /** Whether a last leg leads back to the first keyframe, which then is not shown twice. */
    public enum Ends { OPEN, LOOP }

    /** @throws IllegalArgumentException for fewer than two keyframes or no frames */
    public Walk {
        keys = List.copyOf(keys);
        if (keys.size() < 2) throw new IllegalArgumentException("a walk needs two seeds or more, but has " + keys.size());
        if (frames < 1 || (long) frames * keys.size() > GenerateConfig.MOST_PICTURES) {
            throw new IllegalArgumentException("frames must be at least 1, and at most " + GenerateConfig.MOST_PICTURES
                    + " pictures in all, but is " + frames);
        }
    }

    public int legs() {
        return ends == Ends.LOOP ? keys.size() : keys.size() - 1;
    }

    /** Pictures of the whole walk. */
    public int count() {
        return legs() * frames + (ends == Ends.LOOP ? 0 : 1);
    }

    /** Whether a frame is a keyframe's own picture. */
    public boolean isKey(int frame) {
        return frame % frames == 0;
    }

    /** The noise of each frame, in order. */
    public List<SeedMix> mixes() {
        List<SeedMix> mixes = new ArrayList<>();
        for (int frame = 0; frame < count(); frame++) mixes.add(mix(frame));
        return mixes;
    }

    /** Keyframes are exact, whatever the rounding of the way. */
    private SeedMix mix(int frame) {
        SeedMix from = keys.get(frame / frames % keys.size());
        SeedMix to = keys.get((frame / frames + 1) % keys.size());
        return isKey(frame) ? from : way.at(from, to, easing.share(frame % frames / (double) frames));
    }

    /** Every frame once, from coarse to fine: the keyframes, the middle of each leg, the quarters, .. so that it can be played early. */
    public List<Integer> order() {
        Set<Integer> order = new LinkedHashSet<>();
        for (int stride = Integer.highestOneBit(frames) * 2; stride >= 1; stride /= 2) {
            for (int frame = 0; frame < count(); frame++) if (frame % frames % stride == 0) order.add(frame);
        }
        return List.copyOf(order);
    }
}
