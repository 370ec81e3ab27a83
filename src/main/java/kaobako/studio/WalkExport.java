package kaobako.studio;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import kaobako.data.Clip;
import kaobako.data.GifFile;
import kaobako.data.Mp4File;
import kaobako.data.Pictures;
import kaobako.data.PngFile;
import kaobako.file.FileException;
import kaobako.generate.Picture;
import kaobako.generate.Recipe;
import kaobako.text.Sentence;

/**
 * A finished walk as files that other programs show. Each appears whole or not at all.
 *
 * @param recipe that all pictures were drawn with
 * @param scale  whole factor of enlargement
 * @param rate   frames a second; stills have none
 */
public record WalkExport(List<Picture> pictures, Recipe recipe, int scale, int rate) {
    /** Factors on offer. */
    public static final List<Integer> SCALES = List.of(1, 2, 4, 8);
    private static final int LARGEST_SHEET = 16_384;

    /** What to make of a walk. */
    public enum Format {
        /** Repeats for ever. */
        GIF("gif"),
        MP4("mp4"),
        /** All frames in rows on one PNG, edge to edge, about square. */
        SHEET("png"),
        /** A folder of numbered PNGs, each with its recipe. */
        PNGS("");

        private final String extension;

        Format(String extension) {
            this.extension = extension;
        }

        /** Without a dot; empty for a folder. */
        public String extension() {
            return extension;
        }
    }

    public WalkExport {
        pictures = List.copyOf(pictures);
    }

    /** Writes the walk to a file, or into a folder for {@link Format#PNGS}. Io thread. */
    public void write(Format format, Path target) throws IOException {
        switch (format) {
            case GIF -> GifFile.write(target, clip());
            case MP4 -> Mp4File.write(target, clip());
            case SHEET -> writeSheet(target);
            case PNGS -> writeEach(target);
        }
    }

    private Clip clip() {
        return new Clip(pictures.stream().map(PictureFiles::image).toList(), scale, rate);
    }

    /** Columns of the sheet, for whoever cuts it up again. */
    public int columns() {
        return (int) Math.ceil(Math.sqrt(pictures.size()));
    }

    private void writeSheet(Path file) throws IOException {
        int width = columns() * pictures.get(0).width() * scale;
        if (width > LARGEST_SHEET) {
            throw new FileException(Sentence.of("walk.sheet", "A sheet of %d frames would be %d pixels wide, more than the %d that other programs"
                    + " open; choose a smaller enlargement.", pictures.size(), width, LARGEST_SHEET), null);
        }
        List<BufferedImage> images = pictures.stream().map(p -> PictureFiles.enlarged(p, scale)).toList();
        Recipe all = recipe.withSeeds(pictures.stream().map(Picture::seeds).toList()).withScale(scale);
        PngFile.write(file, Pictures.sheet(images, columns(), 0), all.toTexts());
    }

    /** Numbers have as many digits as the last one, so that programs sort them rightly. */
    private void writeEach(Path folder) throws IOException {
        Files.createDirectories(folder);
        int digits = Math.max(4, Integer.toString(pictures.size()).length());
        for (int i = 0; i < pictures.size(); i++) {
            Picture picture = pictures.get(i);
            Map<String, String> texts = recipe.withSeeds(List.of(picture.seeds())).withScale(scale).toTexts();
            PngFile.write(folder.resolve(String.format(Locale.ROOT, "walk-%0" + digits + "d.png", i + 1)), PictureFiles.enlarged(picture, scale), texts);
        }
    }
}
