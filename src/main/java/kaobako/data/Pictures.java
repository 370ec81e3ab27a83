package kaobako.data;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;
import java.util.List;
import org.imgscalr.Scalr;

/** Numbers to pictures and back, sheets of pictures, enlargement. Images are TYPE_INT_RGB; numbers are [H, W, 3] in sRGB. */
public final class Pictures {
    private Pictures() {}

    /** The picture at {@code offset} of {@code values} in [-1, 1]: round((x + 1) / 2 * 255), as diffusers does; NaN is black. */
    public static BufferedImage ofFloats(float[] values, int offset, int width, int height) {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        int[] rgb = rgb(image);
        for (int i = 0, at = offset; i < rgb.length; i++, at += 3) {
            rgb[i] = toByte(values[at]) << 16 | toByte(values[at + 1]) << 8 | toByte(values[at + 2]);
        }
        return image;
    }

    /** The picture at {@code offset} of {@code values}, 8-bit. */
    public static BufferedImage ofBytes(byte[] values, int offset, int width, int height) {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        int[] rgb = rgb(image);
        for (int i = 0, at = offset; i < rgb.length; i++, at += 3) {
            rgb[i] = (values[at] & 0xFF) << 16 | (values[at + 1] & 0xFF) << 8 | values[at + 2] & 0xFF;
        }
        return image;
    }

    /** [H, W, 3], 8-bit; alpha is left out. */
    public static byte[] toBytes(BufferedImage image) {
        int width = image.getWidth();
        byte[] out = new byte[width * image.getHeight() * 3];
        int[] row = new int[width];
        for (int y = 0, at = 0; y < image.getHeight(); y++) {
            image.getRGB(0, y, width, 1, row, 0, width);
            for (int rgb : row) {
                out[at++] = (byte) (rgb >> 16);
                out[at++] = (byte) (rgb >> 8);
                out[at++] = (byte) rgb;
            }
        }
        return out;
    }

    /** [H, W, 3] in [-1, 1]: x / 127.5 - 1. */
    public static float[] toFloats(BufferedImage image) {
        byte[] bytes = toBytes(image);
        float[] out = new float[bytes.length];
        for (int i = 0; i < out.length; i++) out[i] = (bytes[i] & 0xFF) / 127.5f - 1;
        return out;
    }

    /**
     * Pictures of one size in rows, the first at the top left, on white.
     *
     * @param columns pictures a row; the last row may be shorter
     * @param spacing pixels between pictures and around all of them
     */
    public static BufferedImage sheet(List<BufferedImage> pictures, int columns, int spacing) {
        if (pictures.isEmpty()) throw new IllegalArgumentException("a sheet needs at least one picture");
        if (columns < 1 || spacing < 0) {
            throw new IllegalArgumentException("a sheet needs columns >= 1 and spacing >= 0, found " + columns
                + " and " + spacing);
        }
        int width = pictures.get(0).getWidth(), height = pictures.get(0).getHeight();
        int across = Math.min(columns, pictures.size()), down = (pictures.size() + columns - 1) / columns;
        BufferedImage sheet = new BufferedImage(spacing + across * (width + spacing), spacing + down * (height + spacing),
            BufferedImage.TYPE_INT_RGB);
        Graphics2D g = sheet.createGraphics();
        g.setColor(Color.WHITE);
        g.fillRect(0, 0, sheet.getWidth(), sheet.getHeight());
        for (int i = 0; i < pictures.size(); i++) {
            BufferedImage picture = pictures.get(i);
            if (picture.getWidth() != width || picture.getHeight() != height) {
                throw new IllegalArgumentException("picture " + i + " of the sheet is " + picture.getWidth() + " x "
                    + picture.getHeight() + ", the first is " + width + " x " + height);
            }
            g.drawImage(picture, spacing + i % columns * (width + spacing), spacing + i / columns * (height + spacing), null);
        }
        g.dispose();
        return sheet;
    }

    /** The middle square of a picture, {@code side} x {@code side}. */
    public static BufferedImage square(BufferedImage image, int side) {
        return Crop.CENTRE.fit(image, side, side, 0xFFFFFF);
    }

    /** Every pixel as {@code factor} x {@code factor} pixels: pixel art stays sharp. */
    public static BufferedImage enlarge(BufferedImage image, int factor) {
        if (factor < 1) throw new IllegalArgumentException("an enlargement factor is 1 or more, found " + factor);
        int width = image.getWidth() * factor;
        BufferedImage out = new BufferedImage(width, image.getHeight() * factor, BufferedImage.TYPE_INT_RGB);
        int[] from = new int[image.getWidth()], row = new int[width];
        for (int y = 0; y < image.getHeight(); y++) {
            image.getRGB(0, y, from.length, 1, from, 0, from.length);
            for (int x = 0; x < width; x++) row[x] = from[x / factor];
            for (int k = 0; k < factor; k++) out.setRGB(0, y * factor + k, width, 1, row, 0, width);
        }
        return out;
    }

    /** {@code factor} times as wide and high, bicubic. */
    public static BufferedImage enlargeSmoothly(BufferedImage image, int factor) {
        if (factor < 1) throw new IllegalArgumentException("an enlargement factor is 1 or more, found " + factor);
        return Scalr.resize(image, Scalr.Method.QUALITY, Scalr.Mode.FIT_EXACT, image.getWidth() * factor,
            image.getHeight() * factor);
    }

    private static int toByte(float x) {
        return (int) Math.rint(Math.max(0, Math.min(1, x * 0.5f + 0.5f)) * 255);
    }

    private static int[] rgb(BufferedImage image) {
        return ((DataBufferInt) image.getRaster().getDataBuffer()).getData();
    }
}
