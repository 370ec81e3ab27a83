package kaobako.studio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import javax.imageio.ImageIO;
import kaobako.generate.Picture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Copies are told from others in a folder where the right answer is known. */
@Timeout(60)
class CopyCheckTest {
    private static final int SIDE = 32;

    @TempDir
    private Path folder;
    private Path data;
    private Studio studio;

    @BeforeEach
    void open() throws Exception {
        studio = new Studio(Home.in(folder.resolve("home")), problem -> { });
        data = Files.createDirectory(folder.resolve("data"));
        for (int i = 0; i < 40; i++) ImageIO.write(blocks(i), "png", data.resolve("picture-%02d.png".formatted(i)).toFile());
    }

    @AfterEach
    void close() {
        studio.close();
    }

    /** Blocks of 8 x 8 pixels in colours of their own. */
    private static BufferedImage blocks(int seed) {
        Random random = new Random(seed);
        BufferedImage image = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < SIDE; y += 8) {
            for (int x = 0; x < SIDE; x += 8) {
                int colour = random.nextInt(1 << 24);
                for (int i = 0; i < 64; i++) image.setRGB(x + i % 8, y + i / 8, colour);
            }
        }
        return image;
    }

    private CopyCheck.State check(BufferedImage image, Path from) {
        return ended(studio.learning().copies().start(PictureFiles.plain(image), from, "CENTRE"));
    }

    private static CopyCheck.State ended(CopyCheck check) {
        while (!check.state().phase().isEnd()) Thread.onSpinWait();
        return check.state();
    }

    @Test
    void aTrainingPictureWithALittleNoiseIsACopyOfIt() {
        BufferedImage copy = blocks(17);
        for (int y = 0; y < SIDE; y++) for (int x = 0; x < SIDE; x++) copy.setRGB(x, y, copy.getRGB(x, y) ^ (x + y) % 2 * 0x040404);
        CopyCheck.State found = check(copy, data);
        assertThat(found.phase()).isEqualTo(CopyCheck.Phase.DONE);
        assertThat(found.isCopy()).isTrue();
        assertThat(found.pictures()).isEqualTo(40);
        assertThat(found.neighbours()).hasSize(5).isSortedAccordingTo(java.util.Comparator.comparingDouble(CopyCheck.Neighbour::distance));
        assertThat(found.neighbours().get(0).file()).isEqualTo("picture-17.png");
        Picture shown = found.neighbours().get(0).picture();
        assertThat(shown.rgb()).isEqualTo(PictureFiles.plain(blocks(17)).rgb());
        assertThat(found.neighbours().get(0).distance()).isBetween(0.5, 4.0);
    }

    @Test
    void anotherPictureIsNone() {
        CopyCheck.State found = check(blocks(1000), data);
        assertThat(found.isCopy()).isFalse();
        // thumbnails keep blocks of 2 x 2 whole, so the distance is that of the pictures themselves
        int index = Integer.parseInt(found.neighbours().get(0).file().replaceAll("\\D", ""));
        byte[] a = PictureFiles.plain(blocks(1000)).rgb();
        byte[] b = PictureFiles.plain(blocks(index)).rgb();
        double squares = 0;
        for (int i = 0; i < a.length; i++) squares += Math.pow((a[i] & 0xFF) - (b[i] & 0xFF), 2);
        assertThat(found.neighbours().get(0).distance()).isCloseTo(Math.sqrt(squares / a.length), within(1e-3));
        assertThat(found.limit()).isGreaterThan(20);
    }

    @Test
    void aFolderThatIsGoneIsAProblemAndACheckCanBeCancelled() {
        CopyCheck.State gone = check(blocks(1), folder.resolve("nowhere"));
        assertThat(gone.phase()).isEqualTo(CopyCheck.Phase.FAILED);
        assertThat(gone.problem().orElseThrow().sentence()).contains("nowhere");
        CopyCheck check = new CopyCheck(PictureFiles.plain(blocks(1)), data, listeners -> {
            assertThat(listeners.of(CopyCheck.Phase.READING).cancelled()).isTrue();
            throw new java.util.concurrent.CancellationException();
        });
        check.cancel();
        check.run();
        assertThat(check.state().phase()).isEqualTo(CopyCheck.Phase.CANCELLED);
    }
}
