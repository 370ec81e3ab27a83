package kaobako.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.util.List;
import org.junit.jupiter.api.Test;

class PicturesTest {
    @Test
    void floatsBecomeTheNearestByteAndAreClamped() {
        float[] values = {9, 9, 9, -1, 0, 1, -7, 7, Float.NaN, -0.5f, 0.5f, 1e-4f};
        BufferedImage image = Pictures.ofFloats(values, 3, 3, 1);
        assertThat(rgb(image, 0, 0)).isEqualTo(0x0080FF);   // (0 + 1) * 127.5 = 127.5, to even
        assertThat(rgb(image, 1, 0)).isEqualTo(0x00FF00);
        assertThat(rgb(image, 2, 0)).isEqualTo(0x40BF80);
    }

    @Test
    void everyByteSurvivesTheWayToFloatsAndBack() {
        byte[] bytes = new byte[256 * 3];
        for (int i = 0; i < bytes.length; i++) bytes[i] = (byte) (i * 7);
        BufferedImage image = Pictures.ofBytes(bytes, 0, 16, 16);
        assertThat(Pictures.toBytes(image)).isEqualTo(bytes);
        assertThat(Pictures.toBytes(Pictures.ofFloats(Pictures.toFloats(image), 0, 16, 16))).isEqualTo(bytes);
    }

    @Test
    void aSheetHasItsPicturesInRows() {
        List<BufferedImage> pictures = List.of(filled(0x111111), filled(0x222222), filled(0x333333), filled(0x444444),
            filled(0x555555));
        BufferedImage sheet = Pictures.sheet(pictures, 3, 2);
        assertThat(new int[] {sheet.getWidth(), sheet.getHeight()}).containsExactly(2 + 3 * 6, 2 + 2 * 7);
        for (int y = 0; y < sheet.getHeight(); y++) {
            for (int x = 0; x < sheet.getWidth(); x++) {
                int column = (x - 2) / 6, row = (y - 2) / 7, index = row * 3 + column;
                boolean inside = x >= 2 && y >= 2 && (x - 2) % 6 < 4 && (y - 2) % 7 < 5 && index < 5;
                assertThat(rgb(sheet, x, y)).isEqualTo(inside ? (index + 1) * 0x111111 : 0xFFFFFF);
            }
        }
        assertThat(Pictures.sheet(pictures, 9, 0).getWidth()).isEqualTo(5 * 4);
        assertThatThrownBy(() -> Pictures.sheet(List.of(), 3, 0)).hasMessageContaining("at least one");
        assertThatThrownBy(() -> Pictures.sheet(List.of(filled(0), Samples.noise(9, 9, 1)), 3, 0)).hasMessageContaining("9 x 9");
    }

    @Test
    void enlargementRepeatsPixels() {
        BufferedImage small = Samples.noise(5, 3, 4), large = Pictures.enlarge(small, 3);
        assertThat(large.getHeight()).isEqualTo(9);
        for (int i = 0; i < 15 * 9; i++) assertThat(large.getRGB(i % 15, i / 15)).isEqualTo(small.getRGB(i % 15 / 3, i / 15 / 3));
        assertThatThrownBy(() -> Pictures.enlarge(small, 0)).hasMessageContaining("found 0");
    }

    @Test
    void smoothEnlargementPassesThroughValuesBetween() {
        BufferedImage edge = new BufferedImage(8, 8, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < 64; i++) edge.setRGB(i % 8, i / 8, i % 8 < 4 ? 0 : 0xFFFFFF);
        BufferedImage large = Pictures.enlargeSmoothly(edge, 4);
        assertThat(large.getWidth()).isEqualTo(32);
        assertThat(rgb(large, 2, 16)).isZero();
        assertThat(rgb(large, 15, 16) & 0xFF).isBetween(20, 235);
    }

    private static BufferedImage filled(int rgb) {
        BufferedImage image = new BufferedImage(4, 5, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < 20; i++) image.setRGB(i % 4, i / 4, rgb);
        return image;
    }

    private static int rgb(BufferedImage image, int x, int y) {
        return image.getRGB(x, y) & 0xFFFFFF;
    }
}
