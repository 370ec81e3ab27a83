package kaobako.data;

import java.util.Objects;

/**
 * How the pictures of a folder are prepared.
 *
 * @param width           of the prepared pictures in pixels
 * @param height          of the prepared pictures in pixels
 * @param crop            which part of a picture with other proportions is kept
 * @param background      0xRRGGBB under transparent pixels and around letterboxed pictures
 * @param minimumSide     shorter side in pixels below which a picture is refused: enlarging it would teach blur
 * @param maximumPixels   width times height above which a picture is refused before it is decoded
 * @param minimumPictures usable pictures below which the folder is refused
 * @param memoryBytes     above this many bytes of prepared pictures a memory-mapped cache file is used instead of the heap
 */
public record ImageFolderOptions(int width, int height, Crop crop, int background, int minimumSide, long maximumPixels,
                                 int minimumPictures, long memoryBytes) {
    private static final int LARGEST_SIDE = 4096;

    public ImageFolderOptions {
        Objects.requireNonNull(crop, "crop");
        check(width >= 1 && width <= LARGEST_SIDE, "width", "1 to " + LARGEST_SIDE, width);
        check(height >= 1 && height <= LARGEST_SIDE, "height", "1 to " + LARGEST_SIDE, height);
        check(background >= 0 && background <= 0xFFFFFF, "background", "0x000000 to 0xFFFFFF", background);
        check(minimumSide >= 1, "minimumSide", "at least 1", minimumSide);
        check(maximumPixels >= 1 && maximumPixels <= Integer.MAX_VALUE, "maximumPixels", "1 to 2147483647", maximumPixels);
        check(minimumPictures >= 1, "minimumPictures", "at least 1", minimumPictures);
        check(memoryBytes >= 0, "memoryBytes", "at least 0", memoryBytes);
    }

    /** Square pictures, cut at the top and centre where faces are, on white; 100 megapixels and 256 MiB at most. */
    public static ImageFolderOptions square(int size) {
        return of(size, size);
    }

    /** As {@link #square}, with another height. */
    public static ImageFolderOptions of(int width, int height) {
        int half = Math.max(1, Math.min(width, height) / 2);
        return new ImageFolderOptions(width, height, Crop.TOP_CENTRE, 0xFFFFFF, half, 100_000_000, 1, 256L << 20);
    }

    public ImageFolderOptions withCrop(Crop crop) {
        return new ImageFolderOptions(width, height, crop, background, minimumSide, maximumPixels, minimumPictures, memoryBytes);
    }

    public ImageFolderOptions withBackground(int background) {
        return new ImageFolderOptions(width, height, crop, background, minimumSide, maximumPixels, minimumPictures, memoryBytes);
    }

    public ImageFolderOptions withMinimumSide(int minimumSide) {
        return new ImageFolderOptions(width, height, crop, background, minimumSide, maximumPixels, minimumPictures, memoryBytes);
    }

    public ImageFolderOptions withMinimumPictures(int minimumPictures) {
        return new ImageFolderOptions(width, height, crop, background, minimumSide, maximumPixels, minimumPictures, memoryBytes);
    }

    public ImageFolderOptions withMemoryBytes(long memoryBytes) {
        return new ImageFolderOptions(width, height, crop, background, minimumSide, maximumPixels, minimumPictures, memoryBytes);
    }

    /** Bytes of one prepared picture: height x width x 3. */
    public int pictureBytes() {
        return width * height * 3;
    }

    private static void check(boolean ok, String name, String expected, long found) {
        if (!ok) throw new IllegalArgumentException(name + " must be " + expected + ", found " + found);
    }
}
