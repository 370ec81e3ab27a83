package kaobako.data;

import java.awt.image.BufferedImage;
import java.util.List;

/**
 * Pictures of one size to be shown one after the other.
 *
 * @param factor every pixel becomes factor x factor pixels
 * @param rate   pictures a second
 */
public record Clip(List<BufferedImage> pictures, int factor, int rate) {
    /** As many as a GIF can show: viewers slow down delays below two hundredths of a second. */
    public static final int FASTEST = 50;

    public Clip {
        pictures = List.copyOf(pictures);
        if (pictures.isEmpty() || factor < 1 || rate < 1 || rate > FASTEST) {
            throw new IllegalArgumentException("a clip needs pictures, a factor of at least 1 and 1 to " + FASTEST + " pictures a second, but has "
                    + pictures.size() + ", " + factor + ", " + rate);
        }
        BufferedImage first = pictures.get(0);
        for (BufferedImage picture : pictures) {
            if (picture.getWidth() == first.getWidth() && picture.getHeight() == first.getHeight()) continue;
            throw new IllegalArgumentException("a clip's pictures must be of one size, but are " + first.getWidth() + " x " + first.getHeight()
                    + " and " + picture.getWidth() + " x " + picture.getHeight());
        }
    }

    /** Pixels of the enlarged pictures. */
    public int width() {
        return pictures.get(0).getWidth() * factor;
    }

    public int height() {
        return pictures.get(0).getHeight() * factor;
    }
}
