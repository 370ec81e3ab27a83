package kaobako.generate;

import java.util.List;
import kaobako.diffusion.SeedMix;

/**
 * A square of blends between four corners, in ever finer grids: a grid of level L has 2^L cells and 2^L + 1 points a side, and holds every
 * point of the coarser ones, with the same noise to the bit.
 *
 * @param corners top left, top right, bottom left, bottom right
 */
public record SeedMap(List<SeedMix> corners) {
    /** Steps of a thousandth of the square: neighbours differ by less than an eye sees. */
    public static final int FINEST = 10;
    /** Beyond the four corners' own parts a picture cannot mix any. */
    public static final int MOST_CORNER_PARTS = SeedMix.MOST_PARTS / 4;

    /**
     * A point of a grid.
     *
     * @param level 0 to {@value #FINEST}
     * @param i     from the left, 0 to 2^level
     * @param j     from the top
     */
    public record Point(int level, int i, int j) {
        public double u() {
            return i / (double) (1 << level);
        }

        public double v() {
            return j / (double) (1 << level);
        }

        /** The coarsest level that has this point. */
        public int coarsest() {
            int twos = Math.min(Integer.numberOfTrailingZeros(i), Integer.numberOfTrailingZeros(j));
            return Math.max(0, level - twos);
        }

        /** The same point on a finer grid, or the nearest one of a coarser grid. */
        public Point at(int other) {
            if (other >= level) return new Point(other, i << other - level, j << other - level);
            double step = 1 << level - other;
            return new Point(other, (int) Math.round(i / step), (int) Math.round(j / step));
        }
    }

    /** @throws IllegalArgumentException unless there are four corners that mix few seeds */
    public SeedMap {
        corners = List.copyOf(corners);
        if (corners.size() != 4 || corners.stream().anyMatch(c -> c.parts().size() > MOST_CORNER_PARTS)) {
            throw new IllegalArgumentException("a map needs four corners of at most " + MOST_CORNER_PARTS + " seeds each, but has " + corners);
        }
    }

    /** The noise there, bilinear on the sphere. */
    public SeedMix at(Point point) {
        return SeedMix.bilinear(corners.get(0), corners.get(1), corners.get(2), corners.get(3), point.u(), point.v());
    }
}
