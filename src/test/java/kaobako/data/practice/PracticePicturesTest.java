package kaobako.data.practice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import kaobako.data.Pictures;
import kaobako.data.PictureFile;
import kaobako.data.ScanListener;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PracticePicturesTest {
    /**
     * The sheet was drawn by the program these classes were made from. A tenth of a grey level on average leaves room for
     * another Java's rasteriser, and none for another picture.
     */
    @Test
    void picturesLookAsTheyAlwaysDid() throws IOException {
        BufferedImage expected = ImageIO.read(getClass().getResource("/practice/seed1.png"));
        var pictures = IntStream.range(0, 24).mapToObj(i -> PracticePictures.draw(1, i, 64)).toList();
        BufferedImage found = Pictures.sheet(pictures, 8, 0);
        byte[] a = Pictures.toBytes(expected), b = Pictures.toBytes(found);
        assertThat(b).hasSameSizeAs(a);
        double difference = IntStream.range(0, a.length).map(i -> Math.abs((a[i] & 0xFF) - (b[i] & 0xFF))).average()
            .orElseThrow();
        assertThat(difference).isLessThan(0.1);
    }

    @Test
    void aPictureDependsOnSeedAndIndexOnly() {
        byte[] picture = Pictures.toBytes(PracticePictures.draw(5, 3, 32));
        assertThat(Pictures.toBytes(PracticePictures.draw(5, 3, 32))).isEqualTo(picture);
        assertThat(Pictures.toBytes(PracticePictures.draw(5, 4, 32))).isNotEqualTo(picture);
        assertThat(Pictures.toBytes(PracticePictures.draw(6, 3, 32))).isNotEqualTo(picture);
    }

    @Test
    void aFolderIsWritten(@TempDir Path folder) throws IOException {
        PracticePictures.write(folder, 2, 5, 32, ScanListener.NONE);
        for (int i = 0; i < 5; i++) {
            assertThat(Pictures.toBytes(PictureFile.read(folder.resolve("00000" + i + ".png"))))
                .isEqualTo(Pictures.toBytes(PracticePictures.draw(2, i, 32)));
        }
    }

    @Test
    void cancelAndNonsenseAreNoticed(@TempDir Path folder) {
        ScanListener cancelled = new ScanListener() {
            @Override
            public void progress(int done, int total, int refused) {}

            @Override
            public boolean cancelled() {
                return true;
            }
        };
        assertThatThrownBy(() -> PracticePictures.write(folder, 1, 5, 64, cancelled)).isInstanceOf(CancellationException.class);
        assertThat(folder).isEmptyDirectory();
        assertThatThrownBy(() -> PracticePictures.draw(1, 1, 60)).hasMessageContaining("found 60");
    }
}
