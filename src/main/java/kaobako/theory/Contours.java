package kaobako.theory;

/** Lines of equal height: marching squares (Lorensen, Cline 1987, in two dimensions) between the middles of a grid's cells. */
public final class Contours {
    /** Heights of a grid. */
    public interface Heights {
        double at(int column, int row);
    }

    private Contours() {}

    /**
     * The line at {@code level} as separate pieces x0, y0, x1, y1, in cells: a cell's middle is a whole number.
     *
     * @param n cells each way; outside of the grid the height is 0, so that lines close
     */
    public static float[] of(Heights heights, int n, double level) {
        float[] pieces = new float[256];
        int used = 0;
        float[] cut = new float[8];
        for (int row = -1; row < n; row++)
            for (int column = -1; column < n; column++) {
                double a = height(heights, n, column, row), b = height(heights, n, column + 1, row);
                double c = height(heights, n, column + 1, row + 1), d = height(heights, n, column, row + 1);
                int cuts = 0;
                cuts = crossing(a, b, level, column, row, column + 1, row, cut, cuts);
                cuts = crossing(b, c, level, column + 1, row, column + 1, row + 1, cut, cuts);
                cuts = crossing(d, c, level, column, row + 1, column + 1, row + 1, cut, cuts);
                cuts = crossing(a, d, level, column, row, column, row + 1, cut, cuts);
                // a saddle has four crossings: the middle says which belong together
                boolean turned = cuts == 4 && ((a + b + c + d) / 4 > level) == (a > level);
                if (used + 8 > pieces.length) pieces = java.util.Arrays.copyOf(pieces, 2 * pieces.length);
                for (int i = 0; i + 1 < cuts; i += 2) {
                    int first = i;
                    int second = i + 1;
                    if (cuts == 4 && !turned) {
                        // bottom-left and right-top
                        first = i == 0 ? 0 : 1;
                        second = i == 0 ? 3 : 2;
                    }
                    System.arraycopy(cut, 2 * first, pieces, used, 2);
                    System.arraycopy(cut, 2 * second, pieces, used + 2, 2);
                    used += 4;
                }
            }
        return java.util.Arrays.copyOf(pieces, used);
    }

    private static double height(Heights heights, int n, int column, int row) {
        return column < 0 || row < 0 || column >= n || row >= n ? 0 : heights.at(column, row);
    }

    private static int crossing(double from, double to, double level, int x0, int y0, int x1, int y1, float[] cut, int cuts) {
        if (from > level == to > level) return cuts;
        double t = (level - from) / (to - from);
        cut[2 * cuts] = (float) (x0 + t * (x1 - x0));
        cut[2 * cuts + 1] = (float) (y0 + t * (y1 - y0));
        return cuts + 1;
    }
}
