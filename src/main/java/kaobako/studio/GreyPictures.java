package kaobako.studio;

import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import kaobako.data.ImageFolder;
import kaobako.data.ImageFolderException;
import kaobako.data.ImageFolderOptions;
import kaobako.data.ScanListener;
import kaobako.generate.Picture;

/**
 * A folder's pictures, or a model's, as the Theory workspace asks of them: all of one size, of which single pixels' greys are taken. Immutable.
 *
 * @param width   pixels
 * @param height  pixels
 * @param grey    width * height values a picture, row by row, 0 to 255
 * @param example one of the pictures, to point at its pixels
 */
public record GreyPictures(int width, int height, List<byte[]> grey, BufferedImage example) {
    public GreyPictures {
        grey = List.copyOf(grey);
    }

    /** Reads a folder as training does; the same files are refused. Io thread. */
    static GreyPictures read(Path folder, int side, Path cache) throws ImageFolderException {
        ImageFolderOptions options = ImageFolderOptions.square(side).withMinimumPictures(1);
        try (ImageFolder pictures = ImageFolder.scan(folder, options, cache, ScanListener.NONE)) {
            List<byte[]> grey = new ArrayList<>();
            for (int i = 0; i < pictures.pictures().count(); i++) grey.add(grey(pictures.pictures().pixels(i)));
            return new GreyPictures(side, side, grey, pictures.pictures().image(0));
        }
    }

    /** Drawn pictures, at least one, all of one size; the first is the example. */
    public static GreyPictures of(List<Picture> pictures) {
        Picture first = pictures.get(0);
        return new GreyPictures(first.width(), first.height(), List.of(), PictureFiles.image(first)).plus(pictures);
    }

    /** The same and more of that size. */
    public GreyPictures plus(List<Picture> more) {
        return new GreyPictures(width, height, Stream.concat(grey.stream(), more.stream().map(p -> grey(p.rgb()))).toList(), example);
    }

    /** The same, pointed at on another picture of that size. */
    public GreyPictures on(Picture another) {
        return new GreyPictures(width, height, grey, PictureFiles.image(another));
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
        return grey.stream().mapToDouble(g -> (g[row * width + column] & 0xFF) / 127.5 - 1).toArray();
    }
}
