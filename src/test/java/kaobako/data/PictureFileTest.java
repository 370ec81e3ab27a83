package kaobako.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class PictureFileTest {
    @TempDir Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"png", "bmp", "gif", "tiff"})
    void losslessFormatsComeBackPixelForPixel(String format) throws IOException {
        BufferedImage picture = Samples.quarters(41, 33);
        assertThat(Pictures.toBytes(read(Samples.encode(picture, format)))).isEqualTo(Pictures.toBytes(picture));
    }

    @Test
    void webpIsRead() throws IOException {
        byte[] expected = Pictures.toBytes(Samples.quarters(48, 40));
        assertThat(Pictures.toBytes(read(Samples.WEBP_LOSSLESS))).isEqualTo(expected);
        BufferedImage lossy = read(Samples.WEBP_LOSSY);
        assertThat(lossy.getWidth()).isEqualTo(48);
        assertNear(lossy.getRGB(8, 8), Samples.RED, 30);
        assertNear(lossy.getRGB(40, 32), Samples.YELLOW, 30);
        PictureFile.Decoded animated = PictureFile.read(Files.write(folder.resolve("animated"), Samples.WEBP_ANIMATED),
            new PictureFile.Limits(1, 10_000, 0, 100));
        assertThat(Pictures.toBytes(animated.picture())).isEqualTo(expected);
        assertThat(animated.remark()).contains("2 frames");
    }

    /** EXIF 2.3: which visual side the stored row 0 is, and which the stored column 0. */
    @ParameterizedTest
    @CsvSource({"1,TOP,LEFT", "2,TOP,RIGHT", "3,BOTTOM,RIGHT", "4,BOTTOM,LEFT", "5,LEFT,TOP", "6,RIGHT,TOP", "7,RIGHT,BOTTOM",
        "8,LEFT,BOTTOM"})
    void orientationIsUndone(int value, String row0, String column0) throws IOException {
        BufferedImage seen = read(Samples.jpegWithOrientation(Samples.quarters(49, 31), value));
        boolean turned = value >= 5;
        assertThat(seen.getWidth()).isEqualTo(turned ? 31 : 49);
        assertThat(seen.getHeight()).isEqualTo(turned ? 49 : 31);
        // the stored corners: red (0, 0), blue at the end of row 0, green at the end of column 0, yellow opposite
        assertNear(corner(seen, row0, column0), Samples.RED, 40);
        assertNear(corner(seen, row0, opposite(column0)), Samples.BLUE, 40);
        assertNear(corner(seen, opposite(row0), column0), Samples.GREEN, 40);
        assertNear(corner(seen, opposite(row0), opposite(column0)), Samples.YELLOW, 40);
    }

    @Test
    void orientationInPngCounts() throws IOException {
        byte[] exif = {'M', 'M', 0, '*', 0, 0, 0, 8, 0, 1, 1, 0x12, 0, 3, 0, 0, 0, 1, 0, 3, 0, 0, 0, 0, 0, 0};
        byte[] file = Samples.insert(Samples.png(Samples.quarters(20, 10)), 33, Samples.chunk("eXIf", exif));
        assertThat(read(file).getRGB(0, 0) & 0xFFFFFF).isEqualTo(Samples.YELLOW);
    }

    @Test
    void cmykBecomesTheColourThatWasMeant() throws IOException {
        assertNear(read(Samples.cmykJpeg(24, 24, 0, 255, 255, 0)).getRGB(12, 12), Samples.RED, 60);
        assertNear(read(Samples.cmykJpeg(24, 24, 0, 0, 0, 0)).getRGB(12, 12), 0xFFFFFF, 12);
        assertNear(read(Samples.cmykJpeg(24, 24, 0, 0, 0, 255)).getRGB(12, 12), 0x000000, 60);
    }

    @ParameterizedTest
    @ValueSource(ints = {BufferedImage.TYPE_BYTE_GRAY, BufferedImage.TYPE_USHORT_GRAY})
    void greyKeepsItsValues(int type) throws IOException {
        BufferedImage grey = new BufferedImage(256, 2, type);
        int scale = type == BufferedImage.TYPE_USHORT_GRAY ? 257 : 1;
        for (int x = 0; x < 256; x++) for (int y = 0; y < 2; y++) grey.getRaster().setSample(x, y, 0, x * scale);
        BufferedImage seen = read(Samples.png(grey));
        for (int x = 0; x < 256; x++) assertThat(seen.getRGB(x, 1) & 0xFFFFFF).isEqualTo(x * 0x010101);
    }

    @Test
    void transparencyShowsTheBackground() throws IOException {
        BufferedImage picture = new BufferedImage(3, 1, BufferedImage.TYPE_INT_ARGB);
        picture.setRGB(0, 0, 0x00FF0000);
        picture.setRGB(1, 0, 0x80FF0000);
        picture.setRGB(2, 0, 0xFFFF0000);
        Path file = Files.write(folder.resolve("alpha"), Samples.png(picture));
        BufferedImage seen = PictureFile.read(file, new PictureFile.Limits(1, 100, 0x0000FF, 100)).picture();
        assertThat(seen.getRGB(0, 0) & 0xFFFFFF).isEqualTo(0x0000FF);
        assertThat(seen.getRGB(1, 0) & 0xFFFFFF).isEqualTo(0x80007F);   // 255 * 128 / 255, 255 * 127 / 255
        assertThat(seen.getRGB(2, 0) & 0xFFFFFF).isEqualTo(0xFF0000);
    }

    @Test
    void paletteWithATransparentColourShowsTheBackground() throws IOException {
        byte[] zeroTo = {0, (byte) 200, 10};
        IndexColorModel palette = new IndexColorModel(8, 3, zeroTo, zeroTo, new byte[] {0, 7, 20},
            new byte[] {(byte) 255, 0, (byte) 255});
        BufferedImage picture = new BufferedImage(3, 2, BufferedImage.TYPE_BYTE_INDEXED, palette);
        for (int x = 0; x < 3; x++) for (int y = 0; y < 2; y++) picture.getRaster().setSample(x, y, 0, x);
        BufferedImage seen = read(Samples.png(picture));
        assertThat(new int[] {seen.getRGB(0, 1) & 0xFFFFFF, seen.getRGB(1, 1) & 0xFFFFFF, seen.getRGB(2, 1) & 0xFFFFFF})
            .containsExactly(0x000000, 0xFFFFFF, 0x0A0A14);
    }

    @ParameterizedTest
    @ValueSource(strings = {"png", "jpeg", "gif", "bmp", "tiff", "webp"})
    void everyCutIsNoticed(String format) throws IOException {
        byte[] whole = format.equals("webp") ? Samples.WEBP_LOSSY : Samples.encode(Samples.quarters(60, 60), format);
        for (int percent : new int[] {40, 70, 90}) {
            RefusedException e = refusal(Arrays.copyOf(whole, whole.length * percent / 100));
            assertThat(e.reason()).as("%s cut to %d %%: %s", format, percent, e.getMessage())
                .isIn(Reason.TRUNCATED, Reason.UNREADABLE);
        }
    }

    @Test
    void theReasonIsSaid() throws IOException {
        assertThat(refusal(new byte[0]).reason()).isEqualTo(Reason.EMPTY);
        assertThat(refusal("just a text".getBytes(StandardCharsets.UTF_8)).reason()).isEqualTo(Reason.NOT_AN_IMAGE);
        assertThat(refusal("BMW is a car maker in Munich".getBytes(StandardCharsets.UTF_8)).reason())
            .isEqualTo(Reason.NOT_AN_IMAGE);
        assertThat(refusal(new byte[] {0, 0, 0, 32, 'f', 't', 'y', 'p', 'a', 'v', 'i', 'f'})).hasMessageContaining("AVIF");
        RefusedException absurd = refusal(Samples.pngHeader(60_000, 60_000));
        assertThat(absurd.reason()).isEqualTo(Reason.TOO_LARGE);
        assertThat(absurd).hasMessageContaining("60000 x 60000");
        RefusedException gone = catchThrowableOfType(RefusedException.class, () -> PictureFile.read(folder.resolve("gone.png")));
        assertThat(gone.reason()).isEqualTo(Reason.UNREADABLE);
    }

    /** Whatever a file holds, the answer is a picture or a refusal. */
    @ParameterizedTest
    @ValueSource(strings = {"png", "jpeg", "gif", "bmp", "tiff", "webp"})
    void damageIsNeverAnotherException(String format) throws IOException {
        byte[] whole = format.equals("webp") ? Samples.WEBP_LOSSLESS : Samples.encode(Samples.noise(16, 16, 1), format);
        Random random = new Random(5);
        int pictures = 0;
        for (int i = 0; i < 150; i++) {
            byte[] damaged = whole.clone();
            for (int k = 0; k < 3; k++) damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
            try {
                assertThat(read(damaged).getWidth()).isPositive();
                pictures++;
            } catch (RefusedException e) {
                assertThat(e.getMessage()).endsWith(".");
            }
        }
        assertThat(pictures).isLessThan(150);
    }

    @Test
    void hugePicturesAreThinnedOut() throws IOException {
        BufferedImage huge = new BufferedImage(5000, 4000, BufferedImage.TYPE_BYTE_GRAY);
        Path file = Files.write(folder.resolve("huge"), Samples.png(huge));
        BufferedImage seen = PictureFile.read(file, new PictureFile.Limits(1, 100_000_000, 0, 1024)).picture();
        assertThat(seen.getHeight()).isBetween(1024, 1400);
    }

    private BufferedImage read(byte[] bytes) throws IOException {
        return PictureFile.read(Files.write(folder.resolve("picture"), bytes));
    }

    private RefusedException refusal(byte[] bytes) throws IOException {
        Path file = Files.write(folder.resolve("picture"), bytes);
        RefusedException e = catchThrowableOfType(RefusedException.class, () -> PictureFile.read(file));
        assertThat(e).as("a refusal").isNotNull();
        return e;
    }

    private static int corner(BufferedImage image, String side, String other) {
        boolean right = side.equals("RIGHT") || other.equals("RIGHT"), bottom = side.equals("BOTTOM") || other.equals("BOTTOM");
        return image.getRGB(right ? image.getWidth() - 3 : 2, bottom ? image.getHeight() - 3 : 2);
    }

    private static String opposite(String side) {
        return switch (side) {
            case "TOP" -> "BOTTOM";
            case "BOTTOM" -> "TOP";
            case "LEFT" -> "RIGHT";
            default -> "LEFT";
        };
    }

    private static void assertNear(int found, int expected, int tolerance) {
        for (int shift = 0; shift <= 16; shift += 8) {
            assertThat(found >> shift & 0xFF).as("%06x instead of %06x", found & 0xFFFFFF, expected)
                .isCloseTo(expected >> shift & 0xFF, org.assertj.core.data.Offset.offset(tolerance));
        }
    }
}
