package kaobako.data;

import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.CRC32;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriter;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.stream.ImageOutputStream;

/** Pictures and picture files for tests. */
public final class Samples {
    static final int RED = 0xFF0000, GREEN = 0x00FF00, BLUE = 0x0000FF, YELLOW = 0xFFFF00;

    /** 48 x 40, {@link #quarters} by Google's cwebp: lossless; at quality 90; two frames, the other one blue-grey. */
    static final byte[] WEBP_LOSSLESS = resource("lossless.webp"), WEBP_LOSSY = resource("lossy.webp"),
        WEBP_ANIMATED = resource("animated.webp");

    private Samples() {}

    /** Red and blue above, green and yellow below. */
    public static BufferedImage quarters(int width, int height) {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                boolean left = x < width / 2, above = y < height / 2;
                image.setRGB(x, y, left ? above ? RED : GREEN : above ? BLUE : YELLOW);
            }
        }
        return image;
    }

    /** Colours that differ for every {@code seed}. */
    public static BufferedImage noise(int width, int height, long seed) {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Random random = new Random(seed);
        for (int i = 0; i < width * height; i++) image.setRGB(i % width, i / width, random.nextInt(1 << 24));
        return image;
    }

    public static byte[] encode(BufferedImage image, String format) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        if (!ImageIO.write(image, format, out)) throw new IOException("no writer for " + format);
        return out.toByteArray();
    }

    public static byte[] png(BufferedImage image) throws IOException {
        return encode(image, "png");
    }

    /** The JPEG with an EXIF segment behind its first marker that holds one tag, the orientation. */
    static byte[] jpegWithOrientation(BufferedImage image, int orientation) throws IOException {
        ByteBuffer exif = ByteBuffer.allocate(6 + 26).put("Exif\0\0MM\0*".getBytes(StandardCharsets.ISO_8859_1)).putInt(8)
            .putShort((short) 1).putShort((short) 0x0112).putShort((short) 3).putInt(1).putShort((short) orientation)
            .putShort((short) 0).putInt(0);
        return insert(encode(image, "jpeg"), 2, segment(0xE1, exif.array()));
    }

    /** A plain CMYK JPEG as Photoshop writes it: inverted samples and an Adobe segment without colour transform. */
    public static byte[] cmykJpeg(int width, int height, int c, int m, int y, int k) throws IOException {
        WritableRaster raster = Raster.createInterleavedRaster(DataBuffer.TYPE_BYTE, width, height, 4, null);
        for (int i = 0; i < width * height; i++) {
            raster.setPixel(i % width, i / width, new int[] {255 - c, 255 - m, 255 - y, 255 - k});
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageWriter writer = jdkJpegWriter();
        try (ImageOutputStream stream = ImageIO.createImageOutputStream(out)) {
            writer.setOutput(stream);
            writer.write(null, new IIOImage(raster, null, null), null);
        }
        ByteBuffer adobe = ByteBuffer.allocate(12).put("Adobe".getBytes(StandardCharsets.ISO_8859_1)).putShort((short) 100);
        return insert(out.toByteArray(), 2, segment(0xEE, adobe.array()));
    }

    private static ImageWriter jdkJpegWriter() {
        for (var i = ImageIO.getImageWritersByFormatName("jpeg"); i.hasNext();) {
            ImageWriter writer = i.next();
            if (writer.getClass().getName().startsWith("com.sun.")) return writer;
        }
        throw new AssertionError("the JDK has a JPEG writer");
    }

    /** A GIF whose frames follow one another. */
    public static byte[] animatedGif(BufferedImage... frames) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageWriter writer = ImageIO.getImageWritersByFormatName("gif").next();
        try (ImageOutputStream stream = ImageIO.createImageOutputStream(out)) {
            writer.setOutput(stream);
            IIOMetadata metadata = writer.getDefaultStreamMetadata(null);
            writer.prepareWriteSequence(metadata);
            for (BufferedImage frame : frames) {
                writer.writeToSequence(new IIOImage(frame, null,
                    writer.getDefaultImageMetadata(new ImageTypeSpecifier(frame), null)), null);
            }
            writer.endWriteSequence();
        }
        return out.toByteArray();
    }

    /** A PNG that says it is width x height and holds nothing else. */
    public static byte[] pngHeader(int width, int height) {
        byte[] header = ByteBuffer.allocate(13).putInt(width).putInt(height).put(new byte[] {8, 2, 0, 0, 0}).array();
        return concat("\u0089PNG\r\n\u001a\n".getBytes(StandardCharsets.ISO_8859_1), chunk("IHDR", header),
            chunk("IEND", new byte[0]));
    }

    static byte[] chunk(String type, byte[] data) {
        ByteBuffer chunk = ByteBuffer.allocate(data.length + 12).putInt(data.length)
            .put(type.getBytes(StandardCharsets.ISO_8859_1)).put(data);
        CRC32 crc = new CRC32();
        crc.update(chunk.array(), 4, data.length + 4);
        return chunk.putInt((int) crc.getValue()).array();
    }

    static byte[] insert(byte[] file, int at, byte[] part) {
        return concat(Arrays.copyOf(file, at), part, Arrays.copyOfRange(file, at, file.length));
    }

    static byte[] concat(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) out.writeBytes(part);
        return out.toByteArray();
    }

    private static byte[] resource(String name) {
        try (InputStream in = Samples.class.getResourceAsStream("/pictures/" + name)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] segment(int marker, byte[] data) {
        return ByteBuffer.allocate(data.length + 4).put((byte) 0xFF).put((byte) marker).putShort((short) (data.length + 2))
            .put(data).array();
    }
}
