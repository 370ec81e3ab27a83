package kaobako.studio;

import java.util.ArrayList;
import java.util.List;
import kaobako.diffusion.SeedMix;
import kaobako.generate.SeedMap;
import kaobako.generate.Walk;

/**
 * The controls of Walk, as they are remembered. Whatever is missing or out of its range becomes the default. Model, sampler and steps are
 * those of {@link DrawControls}.
 *
 * @param keys    the keyframes, at most {@value #MOST_KEYS}
 * @param frames  on each leg, 1 to {@value #MOST_FRAMES}
 * @param rate    frames a second, 1 to 50
 * @param corners of the map, four
 * @param format  of the last export
 * @param scale   of the last export
 */
public record WalkControls(List<SeedMix> keys, int frames, int rate, Walk.Easing easing, Walk.Ends ends, Walk.Way way, List<SeedMix> corners,
        WalkExport.Format format, int scale) {
    public static final int MOST_KEYS = 64;
    public static final int MOST_FRAMES = 120;
    public static final int FASTEST = 50;
    private static final List<SeedMix> FIRST_KEYS = List.of(SeedMix.of(42), SeedMix.of(77));
    private static final List<SeedMix> FIRST_CORNERS = List.of(SeedMix.of(1), SeedMix.of(2), SeedMix.of(3), SeedMix.of(4));
    public static final WalkControls DEFAULT = new WalkControls(null, 12, 12, null, null, null, null, null, 4);

    public WalkControls {
        keys = keys == null ? FIRST_KEYS : List.copyOf(keys.subList(0, Math.min(keys.size(), MOST_KEYS)));
        frames = frames < 1 ? 12 : Math.min(frames, MOST_FRAMES);
        rate = rate < 1 ? 12 : Math.min(rate, FASTEST);
        easing = easing == null ? Walk.Easing.GENTLE : easing;
        ends = ends == null ? Walk.Ends.LOOP : ends;
        way = way == null ? Walk.Way.SPHERE : way;
        corners = isSquare(corners) ? List.copyOf(corners) : FIRST_CORNERS;
        format = format == null ? WalkExport.Format.GIF : format;
        scale = WalkExport.SCALES.contains(scale) ? scale : 4;
    }

    private static boolean isSquare(List<SeedMix> corners) {
        return corners != null && corners.size() == 4 && corners.stream().allMatch(c -> c.parts().size() <= SeedMap.MOST_CORNER_PARTS);
    }

    public WalkControls withKeys(List<SeedMix> value) {
        return new WalkControls(value, frames, rate, easing, ends, way, corners, format, scale);
    }

    public WalkControls withFrames(int value) {
        return new WalkControls(keys, value, rate, easing, ends, way, corners, format, scale);
    }

    public WalkControls withRate(int value) {
        return new WalkControls(keys, frames, value, easing, ends, way, corners, format, scale);
    }

    public WalkControls withEasing(Walk.Easing value) {
        return new WalkControls(keys, frames, rate, value, ends, way, corners, format, scale);
    }

    public WalkControls withEnds(Walk.Ends value) {
        return new WalkControls(keys, frames, rate, easing, value, way, corners, format, scale);
    }

    public WalkControls withWay(Walk.Way value) {
        return new WalkControls(keys, frames, rate, easing, ends, value, corners, format, scale);
    }

    public WalkControls withExport(WalkExport.Format newFormat, int newScale) {
        return new WalkControls(keys, frames, rate, easing, ends, way, corners, newFormat, newScale);
    }

    /** The same with another picture in a corner, 0 to 3. */
    public WalkControls withCorner(int corner, SeedMix value) {
        List<SeedMix> next = new ArrayList<>(corners);
        next.set(corner, value);
        return new WalkControls(keys, frames, rate, easing, ends, way, next, format, scale);
    }

    /** Throws IllegalArgumentException for fewer than two keyframes. */
    public Walk walk() {
        return new Walk(keys, frames, way, easing, ends);
    }

    public SeedMap map() {
        return new SeedMap(corners);
    }
}
