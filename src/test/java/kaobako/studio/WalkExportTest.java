package kaobako.studio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import kaobako.diffusion.SchedulerConfig;
import kaobako.diffusion.SeedMix;
import kaobako.diffusion.TimestepSpacing;
import kaobako.generate.Picture;
import kaobako.generate.Recipe;
import kaobako.generate.Walk;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files read back and compared with the frames they were made of. */
class WalkExportTest {
    @TempDir
    Path folder;

    private static WalkExport walk(int scale) {
        List<SeedMix> mixes = new Walk(List.of(SeedMix.of(1), SeedMix.of(2)), 6, Walk.Way.SPHERE, Walk.Easing.STEADY, Walk.Ends.OPEN).mixes();
        List<Picture> pictures = IntStream.range(0, mixes.size()).mapToObj(i -> {
            byte[] rgb = new byte[8 * 8 * 3];
            new Random(i).nextBytes(rgb);
            return new Picture(mixes.get(i), 8, 8, rgb);
        }).toList();
        Recipe recipe = new Recipe("Kaobako test", "m", "a".repeat(64), mixes, "ddim", 5, 0.5, TimestepSpacing.LEADING, 8, 8, 1,
                SchedulerConfig.read(java.util.Map.of()), "device");
        return new WalkExport(pictures, recipe, scale, 12);
    }

    private static void assertPicture(BufferedImage image, int left, int top, int scale, Picture expected) {
        for (int y = 0; y < 8 * scale; y++) {
            for (int x = 0; x < 8 * scale; x++) {
                int at = 3 * (y / scale * 8 + x / scale);
                int rgb = (expected.rgb()[at] & 255) << 16 | (expected.rgb()[at + 1] & 255) << 8 | expected.rgb()[at + 2] & 255;
                assertThat(image.getRGB(left + x, top + y) & 0xFFFFFF).isEqualTo(rgb);
            }
        }
    }

    @Test
    void aSequenceIsNumberedAndEachPictureCanBeDrawnAgain() throws IOException {
        WalkExport walk = walk(4);
        walk.write(WalkExport.Format.PNGS, folder.resolve("new/walk"));
        for (int i = 0; i < 7; i++) {
            Path file = folder.resolve("new/walk/walk-000" + (i + 1) + ".png");
            assertPicture(ImageIO.read(file.toFile()), 0, 0, 4, walk.pictures().get(i));
            Recipe recipe = PictureFiles.recipe(file);
            assertThat(recipe).isEqualTo(walk.recipe().withSeeds(List.of(walk.pictures().get(i).seeds())).withScale(4));
        }
        assertThat(folder.resolve("new/walk")).isDirectoryNotContaining("glob:**8.png");
    }

    @Test
    void aSheetHasEveryFrameEdgeToEdgeAndAllTheirSeeds() throws IOException {
        WalkExport walk = walk(2);
        Path file = folder.resolve("sheet.png");
        walk.write(WalkExport.Format.SHEET, file);
        BufferedImage sheet = ImageIO.read(file.toFile());
        assertThat(walk.columns()).isEqualTo(3);
        assertThat(sheet.getWidth()).isEqualTo(3 * 16);
        assertThat(sheet.getHeight()).isEqualTo(3 * 16);
        for (int i = 0; i < 7; i++) assertPicture(sheet, i % 3 * 16, i / 3 * 16, 2, walk.pictures().get(i));
        assertThat(PictureFiles.recipe(file).seeds()).isEqualTo(walk.recipe().seeds());
    }

    @Test
    void filmsHaveEveryFrame() throws Exception {
        WalkExport walk = walk(8);
        walk.write(WalkExport.Format.GIF, folder.resolve("walk.gif"));
        walk.write(WalkExport.Format.MP4, folder.resolve("walk.mp4"));
        var reader = ImageIO.getImageReadersByFormatName("gif").next();
        try (var in = ImageIO.createImageInputStream(folder.resolve("walk.gif").toFile())) {
            reader.setInput(in);
            assertThat(reader.getNumImages(true)).isEqualTo(7);
            // 64 colours: none is lost
            for (int i = 0; i < 7; i++) assertPicture(reader.read(i), 0, 0, 8, walk.pictures().get(i));
        }
        assertThat(Files.readAllBytes(folder.resolve("walk.mp4"))).hasSizeGreaterThan(1000);
    }

    @Test
    void whatCannotBeWrittenIsASentenceAndLeavesNothing() throws IOException {
        Files.writeString(folder.resolve("taken"), "mine");
        for (WalkExport.Format format : WalkExport.Format.values()) {
            assertThatThrownBy(() -> walk(1).write(format, folder.resolve("taken").resolve("walk"))).as(format.name())
                    .isInstanceOf(IOException.class).satisfies(e -> assertThat(Problem.of(e)).returns(Problem.Kind.FIXABLE, Problem::kind));
        }
        assertThat(folder.resolve("taken")).hasContent("mine");
        WalkExport large = new WalkExport(IntStream.range(0, 400).mapToObj(i -> new Picture(SeedMix.of(i), 200, 1, new byte[600])).toList(),
                walk(1).recipe(), 8, 12);
        assertThatThrownBy(() -> large.write(WalkExport.Format.SHEET, folder.resolve("large.png"))).hasMessageContaining("32000 pixels wide");
        try (var files = Files.list(folder)) {
            assertThat(files).containsExactly(folder.resolve("taken"));
        }
    }
}
