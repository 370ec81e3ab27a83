package kaobako.data;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import org.imgscalr.Scalr;

/** Which part of a picture is kept when its proportions are not those wanted. */
public enum Crop {
    /** The largest part of the wanted proportions, from the middle. */
    CENTRE,
    /** The same, from the top of tall pictures: faces are there. */
    TOP_CENTRE,
    /** The whole picture, with bands of the background beside it. */
    LETTERBOX;

    /** {@code picture} as exactly {@code width} x {@code height}; a picture of that size comes back pixel for pixel. */
    BufferedImage fit(BufferedImage picture, int width, int height, int background) {
        if (this == LETTERBOX) return letterbox(picture, width, height, background);
        Rectangle part = part(picture.getWidth(), picture.getHeight(), width, height);
        return resize(picture.getSubimage(part.x, part.y, part.width, part.height), width, height);
    }

    /** The part of a w x h picture of the proportions {@code width : height}; odd pixels are lost at the right and bottom. */
    Rectangle part(int w, int h, int width, int height) {
        boolean wide = (long) w * height > (long) h * width;
        int partWidth = wide ? nearest((long) h * width, height) : w;
        int partHeight = wide ? h : nearest((long) w * height, width);
        int y = this == TOP_CENTRE ? 0 : (h - partHeight) / 2;
        return new Rectangle((w - partWidth) / 2, y, partWidth, partHeight);
    }

    private static BufferedImage letterbox(BufferedImage picture, int width, int height, int background) {
        int w = picture.getWidth(), h = picture.getHeight();
        boolean wide = (long) w * height > (long) h * width;
        int innerWidth = wide ? width : nearest((long) w * height, h);
        int innerHeight = wide ? nearest((long) h * width, w) : height;
        BufferedImage out = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D g = out.createGraphics();
        g.setColor(new Color(background));
        g.fillRect(0, 0, width, height);
        g.drawImage(resize(picture, innerWidth, innerHeight), (width - innerWidth) / 2, (height - innerHeight) / 2, null);
        g.dispose();
        return out;
    }

    /** Imgscalr's QUALITY halves until the last step: every source pixel counts, unlike in one bicubic step. */
    private static BufferedImage resize(BufferedImage picture, int width, int height) {
        if (picture.getWidth() == width && picture.getHeight() == height) return picture;
        return Scalr.resize(picture, Scalr.Method.QUALITY, Scalr.Mode.FIT_EXACT, width, height);
    }

    private static int nearest(long numerator, int denominator) {
        return (int) Math.max(1, (2 * numerator + denominator) / (2L * denominator));
    }
}
