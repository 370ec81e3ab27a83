package kaobako.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import org.junit.jupiter.api.Test;

class CropTest {
    @Test
    void theKeptPartLiesWhereItIsSaid() {
        assertThat(Crop.CENTRE.part(101, 50, 8, 8)).isEqualTo(new Rectangle(25, 0, 50, 50));
        assertThat(Crop.CENTRE.part(50, 101, 8, 8)).isEqualTo(new Rectangle(0, 25, 50, 50));
        assertThat(Crop.TOP_CENTRE.part(50, 101, 8, 8)).isEqualTo(new Rectangle(0, 0, 50, 50));
        assertThat(Crop.TOP_CENTRE.part(101, 50, 8, 8)).isEqualTo(new Rectangle(25, 0, 50, 50));
        assertThat(Crop.CENTRE.part(100, 100, 16, 9)).isEqualTo(new Rectangle(0, 22, 100, 56));
        assertThat(Crop.CENTRE.part(1, 5000, 64, 64)).isEqualTo(new Rectangle(0, 2499, 1, 1));
    }

    @Test
    void aPictureOfTheWantedSizeStaysAsItIs() {
        BufferedImage picture = Samples.noise(8, 8, 1);
        for (Crop crop : Crop.values()) {
            assertThat(Pictures.toBytes(crop.fit(picture, 8, 8, 0))).isEqualTo(Pictures.toBytes(picture));
        }
    }

    @Test
    void cuttingWithoutResizingCopiesPixels() {
        BufferedImage picture = Samples.noise(8, 13, 2);
        BufferedImage top = Crop.TOP_CENTRE.fit(picture, 8, 8, 0), middle = Crop.CENTRE.fit(picture, 8, 8, 0);
        for (int i = 0; i < 64; i++) {
            assertThat(top.getRGB(i % 8, i / 8)).isEqualTo(picture.getRGB(i % 8, i / 8));
            assertThat(middle.getRGB(i % 8, i / 8)).isEqualTo(picture.getRGB(i % 8, i / 8 + 2));
        }
    }

    @Test
    void letterboxKeepsTheWholePictureBetweenBands() {
        BufferedImage out = Crop.LETTERBOX.fit(Samples.quarters(64, 32), 16, 16, 0x123456);
        assertThat(out.getRGB(8, 3) & 0xFFFFFF).isEqualTo(0x123456);
        assertThat(out.getRGB(8, 12) & 0xFFFFFF).isEqualTo(0x123456);
        assertThat(out.getRGB(1, 4) & 0xFFFFFF).isEqualTo(Samples.RED);
        assertThat(out.getRGB(14, 4) & 0xFFFFFF).isEqualTo(Samples.BLUE);
        assertThat(out.getRGB(1, 11) & 0xFFFFFF).isEqualTo(Samples.GREEN);
        assertThat(out.getRGB(14, 11) & 0xFFFFFF).isEqualTo(Samples.YELLOW);
    }

    /** A fine checkerboard must become grey: one-step bicubic would pick single pixels. */
    @Test
    void everySourcePixelCountsWhenShrinking() {
        BufferedImage board = new BufferedImage(512, 512, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < 512 * 512; i++) board.setRGB(i % 512, i / 512, (i % 512 + i / 512) % 2 == 0 ? 0xFFFFFF : 0);
        BufferedImage out = Crop.CENTRE.fit(board, 20, 20, 0);
        for (int i = 0; i < 400; i++) assertThat(out.getRGB(i % 20, i / 20) & 0xFF).isBetween(120, 135);
    }
}
