package kaobako.data;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriter;
import javax.imageio.metadata.IIOInvalidTreeException;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.metadata.IIOMetadataNode;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import kaobako.file.AtomicFile;

/** Animated GIFs (GIF89a) that repeat for ever; each picture has 256 colours of its own. */
public final class GifFile {
    private static final String FORMAT = "javax_imageio_gif_image_1.0";
    /** NETSCAPE2.0's block: sub-block 1, the number of repetitions in two bytes, 0 for ever. */
    private static final byte[] FOR_EVER = {1, 0, 0};

    private GifFile() {}

    /** Writes {@code clip}; the file appears whole or not at all. */
    public static void write(Path file, Clip clip) throws IOException {
        AtomicFile.write(file, out -> write(out, clip));
    }

    private static void write(OutputStream out, Clip clip) throws IOException {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("gif").next();
        try (MemoryCacheImageOutputStream memory = new MemoryCacheImageOutputStream(out)) {
            writer.setOutput(memory);
            writer.prepareWriteSequence(null);
            for (int i = 0; i < clip.pictures().size(); i++) {
                BufferedImage picture = clip.pictures().get(i);
                int width = picture.getWidth();
                Palette palette = Palette.of(picture.getRGB(0, 0, width, picture.getHeight(), null, 0, width));
                BufferedImage indexed = palette.paint(picture, clip.factor());
                writer.writeToSequence(new IIOImage(indexed, null, metadata(writer, indexed, i, clip.rate())), null);
            }
            writer.endWriteSequence();
        } finally {
            writer.dispose();
        }
    }

    /**
     * Hundredths of a second that picture {@code i} stays: they add up to the whole clip's time, whose share a single picture need not
     * be able to have.
     */
    static int delay(int i, int rate) {
        return (int) (Math.round(100.0 * (i + 1) / rate) - Math.round(100.0 * i / rate));
    }

    private static IIOMetadata metadata(ImageWriter writer, BufferedImage indexed, int i, int rate) throws IIOInvalidTreeException {
        IIOMetadata metadata = writer.getDefaultImageMetadata(new ImageTypeSpecifier(indexed), null);
        IIOMetadataNode root = new IIOMetadataNode(FORMAT);
        IIOMetadataNode control = new IIOMetadataNode("GraphicControlExtension");
        control.setAttribute("disposalMethod", "none");
        control.setAttribute("userInputFlag", "FALSE");
        control.setAttribute("transparentColorFlag", "FALSE");
        control.setAttribute("transparentColorIndex", "0");
        control.setAttribute("delayTime", Integer.toString(delay(i, rate)));
        root.appendChild(control);
        if (i == 0) {
            IIOMetadataNode extensions = new IIOMetadataNode("ApplicationExtensions");
            IIOMetadataNode repeat = new IIOMetadataNode("ApplicationExtension");
            repeat.setAttribute("applicationID", "NETSCAPE");
            repeat.setAttribute("authenticationCode", "2.0");
            repeat.setUserObject(FOR_EVER);
            extensions.appendChild(repeat);
            root.appendChild(extensions);
        }
        metadata.mergeTree(FORMAT, root);
        return metadata;
    }
}
