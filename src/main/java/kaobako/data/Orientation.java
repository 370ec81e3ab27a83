package kaobako.data;

import com.drew.imaging.jpeg.JpegMetadataReader;
import com.drew.lang.ByteArrayReader;
import com.drew.metadata.Metadata;
import com.drew.metadata.exif.ExifIFD0Directory;
import com.drew.metadata.exif.ExifReader;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;
import java.io.ByteArrayInputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;

/** How a camera was held: EXIF tag 0x0112, values 1 to 8 in order (EXIF 2.3, section 4.6.4, and TIFF 6.0). */
enum Orientation {
    UPRIGHT, MIRRORED, HALF_TURN, MIRRORED_HALF_TURN, TRANSPOSED, QUARTER_TURN, TRANSVERSED, THREE_QUARTER_TURN;

    /** The orientation a file states, {@link #UPRIGHT} when it states none or its metadata is damaged. */
    static Orientation of(PictureFormat format, byte[] file) {
        try {
            Metadata metadata = switch (format) {
                case JPEG -> JpegMetadataReader.readMetadata(new ByteArrayInputStream(file), List.of(new ExifReader()));
                case PNG -> exif(slice(file, PictureFormat.pngChunk(ByteBuffer.wrap(file), "eXIf"), format));
                case WEBP -> exif(slice(file, PictureFormat.riffChunk(ByteBuffer.wrap(file), "EXIF"), format));
                case TIFF -> exif(file);
                case GIF, BMP -> new Metadata();
            };
            ExifIFD0Directory directory = metadata.getFirstDirectoryOfType(ExifIFD0Directory.class);
            Integer value = directory == null ? null : directory.getInteger(ExifIFD0Directory.TAG_ORIENTATION);
            return value == null || value < 1 || value > 8 ? UPRIGHT : values()[value - 1];
        } catch (Exception e) {
            return UPRIGHT;   // a picture is worth more than its metadata
        }
    }

    /** {@code picture} turned so that its top is up. */
    BufferedImage upright(BufferedImage picture) {
        if (this == UPRIGHT) return picture;
        int w = picture.getWidth(), h = picture.getHeight();
        boolean turned = ordinal() >= TRANSPOSED.ordinal();
        BufferedImage out = new BufferedImage(turned ? h : w, turned ? w : h, BufferedImage.TYPE_INT_RGB);
        int[] to = ((DataBufferInt) out.getRaster().getDataBuffer()).getData(), row = new int[w];
        Walk walk = walk(w, h, out.getWidth());
        for (int y = 0; y < h; y++) {
            picture.getRGB(0, y, w, 1, row, 0, w);
            for (int x = 0, at = walk.start() + y * walk.down(); x < w; x++, at += walk.right()) to[at] = row[x];
        }
        return out;
    }

    /** Where the first stored pixel is seen, and how far from each pixel its stored right and lower neighbours are seen. */
    private record Walk(int start, int right, int down) {}

    /** For w x h stored pixels, seen in rows of {@code line}. */
    private Walk walk(int w, int h, int line) {
        return switch (this) {
            case UPRIGHT -> new Walk(0, 1, line);
            case MIRRORED -> new Walk(w - 1, -1, line);
            case HALF_TURN -> new Walk(h * line - 1, -1, -line);
            case MIRRORED_HALF_TURN -> new Walk((h - 1) * line, 1, -line);
            case TRANSPOSED -> new Walk(0, line, 1);
            case QUARTER_TURN -> new Walk(h - 1, line, -1);
            case TRANSVERSED -> new Walk(w * line - 1, -line, -1);
            case THREE_QUARTER_TURN -> new Walk((w - 1) * line, -line, 1);
        };
    }

    private static Metadata exif(byte[] tiff) {
        Metadata metadata = new Metadata();
        if (tiff.length > 0) new ExifReader().extract(new ByteArrayReader(tiff), metadata);
        return metadata;
    }

    /** The chunk whose data starts at {@code at}, without the "Exif" preamble that some writers leave before it. */
    private static byte[] slice(byte[] file, int at, PictureFormat format) {
        if (at < 0) return new byte[0];
        int length = format == PictureFormat.PNG ? ByteBuffer.wrap(file).getInt(at - 8)
            : Integer.reverseBytes(ByteBuffer.wrap(file).getInt(at - 4));
        byte[] chunk = Arrays.copyOfRange(file, at, at + length);
        return ExifReader.startsWithJpegExifPreamble(chunk) ? Arrays.copyOfRange(chunk, 6, chunk.length) : chunk;
    }
}
