package kaobako.studio;

import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import kaobako.data.ImageFolder;
import kaobako.data.ImageFolderException;
import kaobako.data.ImageFolderOptions;
import kaobako.data.ScanListener;

/**
 * A folder's pictures as the Theory workspace asks of them: small squares, of which single pixels' greys are taken. Immutable.
 *
 * @param side    pixels each way
 * @param grey    a row of side * side values a picture, 0 to 255
 * @param example one of the pictures, to point at its pixels
 */
public record GreyPictures(int side, List<byte[]> grey, BufferedImage example) {
    public GreyPictures {
        grey = List.copyOf(grey);
    }

    /** Reads a folder as training does; the same files are refused. Io thread. */
    static GreyPictures read(Path folder, int side, Path cache) throws ImageFolderException {
        ImageFolderOptions options = ImageFolderOptions.square(side).withMinimumPictures(1);
        try (ImageFolder pictures = ImageFolder.scan(folder, options, cache, ScanListener.NONE)) {
            List<byte[]> grey = new ArrayList<>();
            for (int i = 0; i < pictures.pictures().count(); i++) grey.add(grey(pictures.pictures().pixels(i)));
            return new GreyPictures(side, grey, pictures.pictures().image(0));
        }
    }

    /** Luma of sRGB values (ITU-R BT.601). */
    private static byte[] grey(byte[] rgb) {
        byte[] grey = new byte[rgb.length / 3];
        for (int i = 0; i < grey.length; i++) {
            grey[i] = (byte) Math.round(0.299 * (rgb[3 * i] & 0xFF) + 0.587 * (rgb[3 * i + 1] & 0xFF) + 0.114 * (rgb[3 * i + 2] & 0xFF));
        }
        return grey;
    }

    /** One pixel's value in every picture, -1 black to 1 white. */
    public double[] pixel(int column, int row) {
        return grey.stream().mapToDouble(g -> (g[row * side + column] & 0xFF) / 127.5 - 1).toArray();
    }
}
