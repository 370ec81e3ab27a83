package kaobako.studio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import kaobako.data.RefusedException;
import kaobako.diffusion.SchedulerConfig;
import kaobako.diffusion.SeedMix;
import kaobako.diffusion.TimestepSpacing;
import kaobako.file.FileException;
import kaobako.generate.Picture;
import kaobako.generate.Recipe;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GalleryTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    @TempDir
    Path folder;
    private Gallery gallery;

    @BeforeEach
    void open() {
        gallery = new Gallery(folder);
    }

    static Picture picture(long seed) {
        byte[] rgb = new byte[4 * 4 * 3];
        Arrays.fill(rgb, (byte) seed);
        rgb[0] = 100;
        return new Picture(SeedMix.of(seed), 4, 4, rgb);
    }

    static Recipe recipe(long seed) {
        return new Recipe("test", "model", "0".repeat(64), List.of(SeedMix.of(seed)), "ddim", 20, 0, TimestepSpacing.LEADING, 4, 4, 1,
                SchedulerConfig.read(Map.of()), "device");
    }

    @Test
    void whatIsAddedIsFoundAgainWithRecipeAndPixels() throws Exception {
        Gallery.Entry added = gallery.add(picture(7), recipe(7), NOON);
        Gallery again = new Gallery(folder);
        again.scan();
        assertThat(again.entries()).containsExactly(added);
        assertThat(again.entries().get(0).recipe()).isEqualTo(recipe(7));
        assertThat(Gallery.read(added).rgb()).isEqualTo(picture(7).rgb());
    }

    @Test
    void theNewestComeFirstAndWhatWasDrawnTogetherByItsSeeds() throws Exception {
        for (int seed : new int[] {10, 9, 11}) gallery.add(picture(seed), recipe(seed), NOON);
        gallery.add(picture(3), recipe(3), NOON.plusSeconds(1));
        Gallery again = new Gallery(folder);
        again.scan();
        for (Gallery each : List.of(gallery, again)) {
            assertThat(each.entries()).extracting(e -> e.recipe().seeds().get(0).parts().get(0).seed()).containsExactly(3L, 9L, 10L, 11L);
        }
    }

    @Test
    void thePictureOfAnEnlargedFileHasItsOwnSize() throws Exception {
        Path file = folder.resolve("big.png");
        PictureFiles.saveAs(file, picture(3), recipe(3), 8);
        gallery.scan();
        assertThat(gallery.entries()).hasSize(1);
        assertThat(Gallery.read(gallery.entries().get(0)).rgb()).isEqualTo(picture(3).rgb());
    }

    @Test
    void otherFilesAreLeftAlone() throws Exception {
        Files.writeString(folder.resolve("holiday.png"), "no PNG");
        Files.writeString(folder.resolve("notes.txt"), "text");
        gallery.add(picture(1), recipe(1), NOON);
        gallery.scan();
        assertThat(gallery.entries()).hasSize(1);
        assertThat(folder.resolve("holiday.png")).exists();
    }

    @Test
    void aDeletionCanBeTakenBackToTheLastByte() throws Exception {
        Path one = gallery.add(picture(1), recipe(1), NOON).file();
        Path two = gallery.add(picture(2), recipe(2), NOON).file();
        byte[] bytes = Files.readAllBytes(one);
        List<Gallery.Entry> before = gallery.entries();
        Gallery.Deletion deletion = gallery.delete(List.of(one, two));
        assertThat(gallery.entries()).isEmpty();
        assertThat(one).doesNotExist();
        gallery.undo(deletion);
        assertThat(gallery.entries()).isEqualTo(before);
        assertThat(one).hasBinaryContent(bytes);
    }

    @Test
    void whatSomeoneElseDeletedGoesWithoutAWord() throws Exception {
        Path one = gallery.add(picture(1), recipe(1), NOON).file();
        Path two = gallery.add(picture(2), recipe(2), NOON).file();
        Files.delete(one);
        Gallery.Deletion deletion = gallery.delete(List.of(one, two));
        assertThat(gallery.entries()).isEmpty();
        gallery.undo(deletion);
        assertThat(gallery.entries()).extracting(Gallery.Entry::file).containsExactly(two);
    }

    @Test
    void aFileThatClaimsMorePixelsThanMemoryHoldsIsRefusedBeforeItIsDecoded() throws Exception {
        Path one = gallery.add(picture(1), recipe(1), NOON).file();
        byte[] bytes = Files.readAllBytes(one);
        // width and height in the header (PNG, third edition, section 11.2.1), and its checksum
        ByteBuffer header = ByteBuffer.wrap(bytes).putInt(16, 30_000).putInt(20, 30_000);
        CRC32 crc = new CRC32();
        crc.update(bytes, 12, 17);
        header.putInt(29, (int) crc.getValue());
        Files.write(one, bytes);
        gallery.scan();
        assertThatThrownBy(() -> Gallery.read(gallery.entries().get(0))).isInstanceOf(RefusedException.class).hasMessageContaining("30000 x 30000");
    }

    @Test
    void aFolderHasNoRecipe() {
        assertThatThrownBy(() -> PictureFiles.recipe(folder)).isInstanceOf(FileException.class).hasMessageStartingWith(folder + " is a folder; ");
    }

    @Test
    void undoDoesNotReplaceWhatTookTheNameMeanwhile() throws Exception {
        Path one = gallery.add(picture(1), recipe(1), NOON).file();
        Gallery.Deletion deletion = gallery.delete(List.of(one));
        Files.writeString(one, "another file");
        gallery.undo(deletion);
        assertThat(one).hasContent("another file");
    }

    @Test
    void favouritesAreRemembered() throws Exception {
        Path one = gallery.add(picture(1), recipe(1), NOON).file();
        gallery.add(picture(2), recipe(2), NOON);
        gallery.mark(one, Gallery.Mark.FAVOURITE);
        Gallery again = new Gallery(folder);
        again.scan();
        assertThat(again.entries().stream().filter(e -> e.mark() == Gallery.Mark.FAVOURITE).map(Gallery.Entry::file)).containsExactly(one);
        again.mark(one, Gallery.Mark.NONE);
        assertThat(again.entries()).allMatch(e -> e.mark() == Gallery.Mark.NONE);
    }

    @Test
    void theBinForgetsWhatIsOld() throws Exception {
        Path one = gallery.add(picture(1), recipe(1), NOON).file();
        Gallery.Deletion deletion = gallery.delete(List.of(one));
        gallery.emptyBin(Instant.now().minusSeconds(3600));
        assertThat(deletion.bin()).exists();
        gallery.emptyBin(Instant.now().plusSeconds(3600));
        assertThat(deletion.bin()).doesNotExist();
    }
}
