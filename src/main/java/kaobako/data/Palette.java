package kaobako.data;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Few colours for the many of one picture: exact where they are few enough, otherwise boxes of colours split at the mean of their widest
 * spread (median cut, Heckbert 1982, with Wan's choice of the box by its variance, 1988), then moved by a few rounds of k-means
 * (Lloyd 1982; Celebi 2011 shows that this beats dithering tables of 256). Not dithered: dots would flicker from frame to frame.
 */
final class Palette {
    static final int MOST = 256;
    private static final int ROUNDS = 4;
    /** Of a larger picture no more pixels choose the colours. */
    private static final int MOST_POINTS = 1 << 14;

    /** Mean colours, [n][3]. */
    private final double[][] colors;

    private Palette(double[][] colors) {
        this.colors = colors;
    }

    /** @param pixels 0xRRGGBB */
    static Palette of(int[] pixels) {
        int[] distinct = Arrays.stream(pixels).map(p -> p & 0xFFFFFF).sorted().distinct().toArray();
        if (distinct.length <= MOST) return new Palette(Arrays.stream(distinct).mapToObj(Palette::color).toArray(double[][]::new));
        // an odd step does not fall into the rhythm of rows
        int step = pixels.length <= MOST_POINTS ? 1 : pixels.length / MOST_POINTS | 1;
        double[][] points = IntStream.range(0, (pixels.length + step - 1) / step).mapToObj(i -> color(pixels[i * step])).toArray(double[][]::new);
        List<Box> boxes = new ArrayList<>(List.of(new Box(points)));
        while (boxes.size() < MOST) {
            Box widest = boxes.stream().max(java.util.Comparator.comparingDouble(b -> b.spread)).orElseThrow();
            if (widest.spread == 0) break;
            boxes.remove(widest);
            boxes.addAll(widest.split());
        }
        Palette palette = new Palette(boxes.stream().map(b -> b.mean).toArray(double[][]::new));
        for (int i = 0; i < ROUNDS; i++) palette.settle(points);
        return palette;
    }

    /** Every colour moves to the mean of the pixels that are nearest to it. */
    private void settle(double[][] points) {
        double[][] sums = new double[colors.length][4];
        for (double[] p : points) {
            double[] sum = sums[nearest(p)];
            for (int k = 0; k < 3; k++) sum[k] += p[k];
            sum[3]++;
        }
        for (int i = 0; i < colors.length; i++) {
            for (int k = 0; k < 3 && sums[i][3] > 0; k++) colors[i][k] = sums[i][k] / sums[i][3];
        }
    }

    private int nearest(double[] p) {
        int best = 0;
        double least = Double.MAX_VALUE;
        for (int i = 0; i < colors.length; i++) {
            double[] c = colors[i];
            double r = p[0] - c[0];
            double distance = r * r;
            if (distance >= least) continue;
            double g = p[1] - c[1];
            double b = p[2] - c[2];
            distance += g * g + b * b;
            if (distance >= least) continue;
            least = distance;
            best = i;
        }
        return best;
    }

    /** The picture in these colours, every pixel as {@code factor} x {@code factor} pixels. */
    BufferedImage paint(BufferedImage picture, int factor) {
        int width = picture.getWidth();
        int[] pixels = picture.getRGB(0, 0, width, picture.getHeight(), null, 0, width);
        BufferedImage painted = new BufferedImage(width * factor, picture.getHeight() * factor, BufferedImage.TYPE_BYTE_INDEXED, model());
        Map<Integer, Integer> known = new HashMap<>();
        int[] indexes = Arrays.stream(pixels).map(p -> known.computeIfAbsent(p, q -> nearest(color(q)))).toArray();
        int[] row = new int[width * factor];
        for (int y = 0; y < painted.getHeight(); y++) {
            for (int x = 0; x < row.length; x++) row[x] = indexes[y / factor * width + x / factor];
            painted.getRaster().setPixels(0, y, row.length, 1, row);
        }
        return painted;
    }

    private IndexColorModel model() {
        byte[][] bytes = new byte[3][colors.length];
        for (int i = 0; i < colors.length; i++) for (int k = 0; k < 3; k++) bytes[k][i] = (byte) Math.round(colors[i][k]);
        return new IndexColorModel(8, colors.length, bytes[0], bytes[1], bytes[2]);
    }

    private static double[] color(int rgb) {
        return new double[] {rgb >> 16 & 0xFF, rgb >> 8 & 0xFF, rgb & 0xFF};
    }

    /** Pixels that share a colour so far. */
    private static final class Box {
        private final double[][] points;
        private final double[] mean = new double[3];
        private int axis;
        /** Sum of the squared distances from the mean along the widest axis. */
        private double spread;

        Box(double[][] points) {
            this.points = points;
            for (double[] p : points) for (int k = 0; k < 3; k++) mean[k] += p[k] / points.length;
            for (int k = 0; k < 3; k++) {
                double squares = 0;
                for (double[] p : points) squares += (p[k] - mean[k]) * (p[k] - mean[k]);
                // rounding of the mean is no spread
                if (squares <= spread || squares < 1e-6) continue;
                spread = squares;
                axis = k;
            }
        }

        List<Box> split() {
            double[][] low = Arrays.stream(points).filter(p -> p[axis] < mean[axis]).toArray(double[][]::new);
            double[][] high = Arrays.stream(points).filter(p -> p[axis] >= mean[axis]).toArray(double[][]::new);
            return List.of(new Box(low), new Box(high));
        }
    }
}
