package kaobako.ui.theory;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Against each pixel by itself: is its middle inside, and what is nearest there? */
class RasterTest {
    private static final int W = 37, H = 29;

    private static Raster.Corner corner(Random random, int rgb) {
        return new Raster.Corner().at(random.nextFloat() * (W + 20) - 10, random.nextFloat() * (H + 20) - 10, random.nextFloat()).colour(rgb, 1);
    }

    /** Barycentric: twice the areas of the parts, positive for a point inside of a triangle that turns to the left. */
    private static double side(Raster.Corner a, Raster.Corner b, double x, double y) {
        return (b.x - (double) a.x) * (y - a.y) - (b.y - (double) a.y) * (x - a.x);
    }

    @Test
    void aPixelShowsTheNearestTriangleOverItsMiddle() {
        Random random = new Random(4);
        Raster raster = new Raster();
        int checked = 0, mixed = 0;
        for (int round = 0; round < 200; round++) {
            Raster.Corner[][] triangles = new Raster.Corner[5][3];
            int[] colours = {0xFF0000, 0x00FF00, 0x0000FF, 0xFFFF00, 0xFF00FF};
            raster.clear(W, H);
            for (int t = 0; t < 5; t++) {
                for (int i = 0; i < 3; i++) triangles[t][i] = corner(random, colours[t]);
                raster.triangle(triangles[t][0], triangles[t][1], triangles[t][2]);
            }
            BufferedImage image = raster.image();
            for (int y = 0; y < H; y++)
                for (int x = 0; x < W; x++) {
                    Integer expected = expected(triangles, colours, x + 0.5, y + 0.5);
                    if (expected == null) continue;
                    checked++;
                    if (expected != 0) mixed++;
                    assertThat(image.getRGB(x, y)).as("pixel %d, %d of round %d", x, y, round).isEqualTo(expected == 0 ? 0 : 0xFF000000 | expected);
                }
        }
        assertThat(checked).isGreaterThan(190 * W * H);
        assertThat(mixed).isGreaterThan(50_000);
    }

    /** The colour, 0 for none; null where an edge or two depths are too near to tell. */
    private static Integer expected(Raster.Corner[][] triangles, int[] colours, double x, double y) {
        int colour = 0;
        double nearest = Double.POSITIVE_INFINITY;
        for (int t = 0; t < triangles.length; t++) {
            Raster.Corner a = triangles[t][0], b = triangles[t][1], c = triangles[t][2];
            double area = side(a, b, c.x, c.y);
            double u = side(b, c, x, y) / area, v = side(c, a, x, y) / area, w = side(a, b, x, y) / area;
            double least = Math.min(u, Math.min(v, w));
            if (Math.abs(least) < 1e-3) return null;
            if (least < 0) continue;
            double z = u * a.z + v * b.z + w * c.z;
            if (Math.abs(z - nearest) < 1e-3) return null;
            if (z < nearest) {
                nearest = z;
                colour = colours[t];
            }
        }
        return colour;
    }

    @Test
    void coloursRunFromCornerToCorner() {
        Raster raster = new Raster();
        raster.clear(100, 100);
        raster.triangle(new Raster.Corner().at(0, 0, 0.5f).colour(0xFF0000, 1), new Raster.Corner().at(200, 0, 0.5f).colour(0, 1),
                new Raster.Corner().at(0, 200, 0.5f).colour(0xFF0000, 1));
        assertThat(raster.image().getRGB(0, 50) >> 16 & 0xFF).isBetween(253, 255);
        assertThat(raster.image().getRGB(99, 50) >> 16 & 0xFF).isBetween(126, 130);
    }

    @Test
    void aDotBehindIsHidden() {
        Raster raster = new Raster();
        raster.clear(20, 20);
        raster.dot(new Raster.Corner().at(10, 10, 0.2f).colour(0x112233, 1), 4);
        raster.dot(new Raster.Corner().at(10, 10, 0.6f).colour(0xFFFFFF, 1), 6);
        assertThat(raster.image().getRGB(10, 10)).isEqualTo(0xFF112233);
        assertThat(raster.image().getRGB(15, 10)).isEqualTo(0xFFFFFFFF);
        assertThat(raster.image().getRGB(19, 19)).isZero();
    }
}
