package kaobako.data;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.Raster;

/**
 * Any decoded picture as opaque 8-bit sRGB over a background.
 * Grey and sRGB samples are taken as stored: Java2D would treat grey as linear light and brighten it.
 */
final class Flatten {
    private Flatten() {}

    /** {@code picture} as TYPE_INT_RGB; transparent pixels are mixed with {@code background} (0xRRGGBB) in sRGB values. */
    static BufferedImage over(BufferedImage picture, int background) {
        BufferedImage out = new BufferedImage(picture.getWidth(), picture.getHeight(), BufferedImage.TYPE_INT_RGB);
        // Java2D copies these as they are, and fast
        boolean plain = picture.getType() == BufferedImage.TYPE_3BYTE_BGR || picture.getType() == BufferedImage.TYPE_INT_RGB;
        ColorModel model = picture.getColorModel();
        if (!plain && asStored(model)) copySamples(picture.getRaster(), model, out, background);
        else draw(picture, out, background);
        return out;
    }

    /** Grey or sRGB in whole-number samples of up to 16 bits, alpha not multiplied in. */
    private static boolean asStored(ColorModel model) {
        int type = model.getTransferType();
        boolean whole = type == DataBuffer.TYPE_BYTE || type == DataBuffer.TYPE_USHORT;
        boolean known = model.getColorSpace().getType() == ColorSpace.TYPE_GRAY || model.getColorSpace().isCS_sRGB();
        return model instanceof ComponentColorModel && whole && known && !model.isAlphaPremultiplied();
    }

    private static void copySamples(Raster raster, ColorModel model, BufferedImage out, int background) {
        int width = out.getWidth(), bands = raster.getNumBands(), colours = model.getNumColorComponents();
        int top = (1 << model.getComponentSize(0)) - 1;
        int[] row = new int[width * bands], rgb = new int[width];
        for (int y = 0; y < out.getHeight(); y++) {
            raster.getPixels(raster.getMinX(), raster.getMinY() + y, width, 1, row);
            for (int x = 0; x < width; x++) {
                int at = x * bands;
                int alpha = model.hasAlpha() ? row[at + colours] : top;
                int pixel = 0;
                for (int c = 0; c < 3; c++) {
                    int under = background >> 16 - 8 * c & 0xFF;
                    pixel = pixel << 8 | mix(row[at + (colours == 1 ? 0 : c)], under, alpha, top);
                }
                rgb[x] = pixel;
            }
            out.setRGB(0, y, width, 1, rgb, 0, width);
        }
    }

    /** (value * alpha + under * (1 - alpha)) with value and alpha of 0..top, under and the result of 0..255, rounded. */
    private static int mix(int value, int under, int alpha, int top) {
        if (alpha == top && top == 255) return value;
        long sum = (long) value * 255 * alpha + (long) under * top * (top - alpha), whole = (long) top * top;
        return (int) ((2 * sum + whole) / (2 * whole));
    }

    private static void draw(BufferedImage picture, BufferedImage out, int background) {
        Graphics2D g = out.createGraphics();
        g.setColor(new Color(background));
        g.fillRect(0, 0, out.getWidth(), out.getHeight());
        g.drawImage(picture, 0, 0, null);
        g.dispose();
    }
}
