package kaobako.train.evaluate;

import java.awt.image.BufferedImage;
import java.util.List;
import kaobako.data.Pictures;
import kaobako.data.PreparedPictures;

/**
 * Pictures of one size to be measured, each [H,W,3] in 8 bits.
 *
 * @param pixels one array a picture; not to be changed
 */
public record PictureSet(int width, int height, List<byte[]> pixels) {
    public PictureSet {
        pixels = List.copyOf(pixels);
        for (byte[] picture : pixels) {
            if (picture.length != width * height * 3) {
                throw new IllegalArgumentException("a picture of " + width + " x " + height + " has " + width * height * 3
                        + " bytes, found " + picture.length);
            }
        }
    }

    /** Some of a folder's pictures, by index. */
    public static PictureSet of(PreparedPictures pictures, List<Integer> indices) {
        return new PictureSet(pictures.width(), pictures.height(), indices.stream().map(pictures::pixels).toList());
    }

    public int count() {
        return pixels.size();
    }

    public PictureSet first(int count) {
        return new PictureSet(width, height, pixels.subList(0, count));
    }

    BufferedImage image(int index) {
        return Pictures.ofBytes(pixels.get(index), 0, width, height);
    }
}
