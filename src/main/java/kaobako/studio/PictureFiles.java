package kaobako.studio;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.imageio.ImageIO;
import kaobako.data.Clip;
import kaobako.data.GifFile;
import kaobako.data.PictureFile;
import kaobako.data.Pictures;
import kaobako.data.PngFile;
import kaobako.data.RefusedException;
import kaobako.diffusion.SeedMix;
import kaobako.file.FileException;
import kaobako.file.Why;
import kaobako.generate.Picture;
import kaobako.generate.Recipe;
import kaobako.store.FormatException;
import kaobako.store.Json;
import kaobako.text.Sentence;

/** Pictures as PNG files that carry their recipe. Files appear whole or not at all, and nobody else's file is replaced. Any thread. */
public final class PictureFiles {
    private static final String ENDING = ".png";
    private static final int MOST_OF_ONE_NAME = 10_000;
    private static final int SHEET_SPACING = 2;
    /** While a sheet is made: in the pictures, in the sheet, and what else there is. */
    private static final int BYTES_OF_A_PIXEL = 12;

    private PictureFiles() {}

    /** What to keep of a picture's making. */
    public enum Metadata { RECIPE, NONE }

    /**
     * Saves a picture as {@code kaobako-SEED.png}. The same picture's file of an earlier run is replaced; if the name is taken by
     * anything else the new file gets a number. Returns the file.
     */
    public static Path save(Path folder, Picture picture, Recipe recipe, Metadata metadata) throws IOException {
        Map<String, String> texts = metadata == Metadata.RECIPE ? recipe.toTexts() : Map.of();
        Path file = free(folder, "kaobako-" + name(picture.seeds()), ENDING, texts);
        PngFile.write(file, Pictures.enlarge(image(picture), recipe.scale()), texts);
        return file;
    }

    /** Saves all pictures as one sheet, about square, under this name or, where that is another picture's, a number more. Returns the file. */
    public static Path saveSheet(Path wanted, List<Picture> pictures, Recipe recipe, Metadata metadata) throws IOException {
        int columns = columns(pictures.size());
        List<BufferedImage> images = pictures.stream().map(p -> Pictures.enlarge(image(p), recipe.scale())).toList();
        Map<String, String> texts = metadata == Metadata.RECIPE ? recipe.toTexts() : Map.of();
        String name = wanted.getFileName().toString();
        int dot = name.length() - ENDING.length();
        Path file = free(folder(wanted), name.substring(0, dot), name.substring(dot), texts);
        // a sheet of one has that picture's recipe, so it is that picture
        PngFile.write(file, images.size() == 1 ? images.get(0) : Pictures.sheet(images, columns, SHEET_SPACING), texts);
        return file;
    }

    /** Throws unless a sheet may be saved under this name, in whose folder files can be made: before any drawing starts. */
    public static void checkSheet(Path wanted) throws IOException {
        if (wanted.getFileName() == null || !wanted.getFileName().toString().toLowerCase(Locale.ROOT).endsWith(ENDING)) {
            throw new FileException(Sentence.of("picture.sheet", "A sheet of pictures is a file whose name ends in %s, but %s does not; choose another"
                    + " name.", ENDING, wanted), null);
        }
        checkWritable(folder(wanted));
    }

    /** Throws unless a sheet of all these pictures can be made in memory: before they are drawn. */
    public static void checkSheetFits(Recipe recipe) throws IOException {
        long memory = Runtime.getRuntime().maxMemory();
        int count = recipe.seeds().size(), columns = columns(count), rows = (count + columns - 1) / columns;
        long pixels = columns * (SHEET_SPACING + (long) recipe.width() * recipe.scale()) * rows * (SHEET_SPACING + (long) recipe.height() * recipe.scale());
        if (pixels <= Math.min(memory / BYTES_OF_A_PIXEL, Integer.MAX_VALUE)) return;
        throw new FileException(Sentence.of("picture.large", "A sheet of %,d million pixels does not fit in the %s of memory that Java may take;"
                + " lower the scale or the number of pictures, or start Java with a larger -Xmx.", pixels / 1_000_000, Why.size(memory)), null);
    }

    private static int columns(int pictures) {
        return (int) Math.ceil(Math.sqrt(pictures));
    }

    private static Path folder(Path file) {
        return file.toAbsolutePath().getParent();
    }

    /** Saves a picture enlarged by a whole factor under a name the user chose; a file of that name is replaced. */
    public static void saveAs(Path file, Picture picture, Recipe recipe, int factor) throws IOException {
        Recipe enlarged = recipe.withSeeds(List.of(picture.seeds())).withScale(factor);
        PngFile.write(file, Pictures.enlarge(image(picture), factor), enlarged.toTexts());
    }

    /** Saves a view of the window, which has no recipe; a file of that name is replaced. */
    public static void saveView(Path file, BufferedImage view) throws IOException {
        PngFile.write(file, view, Map.of());
    }

    /** Saves frames of one size as an animated GIF that repeats for ever; a file of that name is replaced. */
    public static void saveViews(Path file, List<BufferedImage> frames, int rate) throws IOException {
        GifFile.write(file, new Clip(frames, 1, rate));
    }

    /** The middle square of any picture file that training could read, {@code side} x {@code side}; the seed means nothing. */
    static Picture read(Path file, int side) throws IOException {
        try {
            return plain(Pictures.square(PictureFile.read(file), side));
        } catch (RefusedException e) {
            throw new FileException(Sentence.of("picture.refused", "%s: %s", file, e.sentence()), e);
        }
    }

    /** An image as a picture whose seed means nothing. */
    public static Picture plain(BufferedImage image) {
        return new Picture(SeedMix.of(0), image.getWidth(), image.getHeight(), Pictures.toBytes(image));
    }

    /** The pixels of a picture file. */
    static BufferedImage image(Path file) throws IOException {
        BufferedImage image = ImageIO.read(file.toFile());
        if (image == null) throw new FileException(Sentence.of("picture.unreadable", "%s is not a picture that can be read.", file), null);
        return image;
    }

    /** Every {@code factor}-th pixel: undoes {@link Pictures#enlarge}. */
    static BufferedImage reduced(BufferedImage image, int factor) {
        BufferedImage small = new BufferedImage(image.getWidth() / factor, image.getHeight() / factor, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < small.getHeight(); y++)
            for (int x = 0; x < small.getWidth(); x++) small.setRGB(x, y, image.getRGB(x * factor, y * factor));
        return small;
    }

    /** The picture as an image of its own size. */
    public static BufferedImage image(Picture picture) {
        return Pictures.ofBytes(picture.rgb(), 0, picture.width(), picture.height());
    }

    /** The picture with every pixel as {@code factor} x {@code factor} pixels. */
    public static BufferedImage enlarged(Picture picture, int factor) {
        return Pictures.enlarge(image(picture), factor);
    }

    /** The recipe in a PNG. Throws FormatException where there is none, IOException where there is no PNG. */
    public static Recipe recipe(Path file) throws IOException {
        if (Files.isDirectory(file)) {
            throw new FileException(Sentence.of("recipe.folder", "%s is a folder; choose a picture that Kaobako saved, or learn from the folder in"
                    + " Learn.", file), null);
        }
        return Recipe.of(PngFile.readTexts(file), file);
    }

    /** Makes the folder if need be, and throws unless files can be made in it: before any drawing starts. */
    public static void checkWritable(Path folder) throws IOException {
        try {
            Files.createDirectories(folder);
            Files.delete(Files.createTempFile(folder, ".kaobako", ".tmp"));
        } catch (IOException e) {
            throw new FileException(Sentence.of("picture.folder", "Pictures cannot be saved in %s (%s); choose another folder.", folder,
                    Why.writing(folder, e)), e);
        }
    }

    private static Path free(Path folder, String name, String ending, Map<String, String> texts) throws IOException {
        Optional<Map<String, Object>> wanted = made(texts, folder);
        for (int i = 1; i <= MOST_OF_ONE_NAME; i++) {
            Path file = folder.resolve(i == 1 ? name + ending : name + "-" + i + ending);
            if (!Files.exists(file) || wanted.isPresent() && wanted.equals(made(file))) return file;
        }
        throw new FileException(Sentence.of("picture.many", "%s already holds %d files named %s; choose another folder.", folder,
                MOST_OF_ONE_NAME, name), null);
    }

    /** How a picture was made; empty for a file of other origin. */
    private static Optional<Map<String, Object>> made(Path file) {
        try {
            return made(PngFile.readTexts(file), file);
        } catch (IOException | FormatException notOurs) {
            return Optional.empty();
        }
    }

    /** The recipe among these texts, whatever the order of its keys, in which earlier versions differ. */
    private static Optional<Map<String, Object>> made(Map<String, String> texts, Path file) {
        return Optional.ofNullable(texts.get(Recipe.KEYWORD)).map(text -> Json.object(text, file));
    }

    /** {@code 42}, or {@code 42x77-350} for a mix: seeds, then the second one's share of the angle in thousandths. */
    private static String name(SeedMix seeds) {
        String all = seeds.parts().stream().map(part -> Long.toString(part.seed())).collect(Collectors.joining("x"));
        if (seeds.parts().size() == 1) return all;
        double share = Math.atan2(seeds.parts().get(1).weight(), seeds.parts().get(0).weight()) / (Math.PI / 2);
        return all + "-" + String.format(java.util.Locale.ROOT, "%03d", Math.round(1000 * share));
    }
}
