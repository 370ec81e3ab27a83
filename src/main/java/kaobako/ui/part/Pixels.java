package kaobako.ui.part;

import java.awt.Component;
import java.awt.Graphics;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;
import kaobako.generate.Picture;
import kaobako.studio.PictureFiles;
import kaobako.studio.Settings;

/** Paints a small picture large: every pixel as a square of whole screen pixels, or smoothly. Keeps the image of the last picture. */
public final class Pixels {
    private Picture picture;
    private BufferedImage image;

    /** The picture's image, the same as long as the picture is. */
    public BufferedImage image(Picture shown) {
        if (shown != picture) {
            picture = shown;
            image = PictureFiles.image(shown);
        }
        return image;
    }

    /** What suits so many points of a side for so many pixels: whole factors would leave up to half of a small place empty. */
    public static Settings.Scaling suiting(int points, int pixels, Settings.Scaling wanted) {
        return points < 2 * pixels ? Settings.Scaling.SMOOTH : wanted;
    }

    /** As large as fits into {@code box}, in its middle. Returns where it went. */
    public Rectangle paint(Graphics g, Picture shown, Rectangle box, Settings.Scaling scaling) {
        return paint(g, image(shown), box, scaling);
    }

    /** The same for an image that is kept elsewhere. */
    public static Rectangle paint(Graphics g, BufferedImage pixels, Rectangle box, Settings.Scaling scaling) {
        return paint(g, pixels, box, Component.CENTER_ALIGNMENT, scaling);
    }

    /** The same, as high in the box as {@code alignmentY} says: see {@link Component#getAlignmentY}. */
    static Rectangle paint(Graphics g, BufferedImage pixels, Rectangle box, float alignmentY, Settings.Scaling scaling) {
        Graphics2D g2 = (Graphics2D) g.create();
        // in screen pixels, so that a scaled display keeps whole factors too
        AffineTransform transform = g2.getTransform();
        double unit = transform.getScaleX() > 0 ? transform.getScaleX() : 1;
        double fit = Math.min(box.width * unit / pixels.getWidth(), box.height * unit / pixels.getHeight());
        double factor = scaling == Settings.Scaling.CRISP && fit >= 1 ? Math.floor(fit + 1e-9) : fit;
        int width = (int) Math.round(pixels.getWidth() * factor);
        int height = (int) Math.round(pixels.getHeight() * factor);
        int x = (int) Math.round(transform.getTranslateX() + box.x * unit + (box.width * unit - width) / 2);
        int y = (int) Math.round(transform.getTranslateY() + box.y * unit + (box.height * unit - height) * alignmentY);
        g2.setTransform(new AffineTransform());
        g2.setRenderingHint(RenderingHints.KEY_INTERPOLATION, scaling == Settings.Scaling.CRISP
                ? RenderingHints.VALUE_INTERPOLATION_NEAREST_NEIGHBOR : RenderingHints.VALUE_INTERPOLATION_BICUBIC);
        g2.drawImage(pixels, x, y, width, height, null);
        g2.dispose();
        return new Rectangle((int) ((x - transform.getTranslateX()) / unit), (int) ((y - transform.getTranslateY()) / unit),
                (int) Math.round(width / unit), (int) Math.round(height / unit));
    }
}
