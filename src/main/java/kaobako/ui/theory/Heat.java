package kaobako.ui.theory;

import java.awt.Color;
import java.awt.image.BufferedImage;
import kaobako.theory.Contours;

/** Heights as colours: from the ground of the theme's views through the accent to the other end of brightness. Event thread. */
final class Heat {
    private static final int[] LIGHT = ramp("#F6F2F9", "#F4C3D6", "#E77AA3", "#B93478", "#6B2478", "#2C1A4F");
    private static final int[] DARK = ramp("#1D1924", "#45265F", "#96357C", "#E35C8C", "#FFA98F", "#FFE9C9");

    private Heat() {}

    /** @param share of the largest height, 0 to 1; a root spreads the low ones */
    static int rgb(double share) {
        int[] ramp = Ink.isDark() ? DARK : LIGHT;
        return ramp[(int) Math.round(255 * Math.sqrt(Math.max(0, Math.min(1, share))))];
    }

    /** The colour of what lies on it and must be seen. */
    static Color over(double share) {
        return Ink.isDark() == share < 0.5 ? Color.WHITE : Color.BLACK;
    }

    /** A grid as an image of a pixel a cell, row 0 at the bottom. */
    static BufferedImage image(Contours.Heights heights, int n, double highest) {
        BufferedImage image = new BufferedImage(n, n, BufferedImage.TYPE_INT_RGB);
        for (int row = 0; row < n; row++)
            for (int column = 0; column < n; column++)
                image.setRGB(column, n - 1 - row, rgb(highest > 0 ? heights.at(column, row) / highest : 0));
        return image;
    }

    private static int[] ramp(String... stops) {
        int[] ramp = new int[256];
        for (int i = 0; i < 256; i++) {
            double at = i / 255.0 * (stops.length - 1);
            int stop = Math.min(stops.length - 2, (int) at);
            ramp[i] = Ink.between(Color.decode(stops[stop]), Color.decode(stops[stop + 1]), at - stop).getRGB();
        }
        return ramp;
    }
}
