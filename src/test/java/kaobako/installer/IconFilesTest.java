package kaobako.installer;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

/** The containers are taken apart again by their published layouts. */
class IconFilesTest {
    @Test
    void theIcoHoldsAPictureOfEachSizeThatItsDirectoryNames() throws IOException {
        byte[] file = IconFiles.ico();
        ByteBuffer ico = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        assertThat(new short[] {ico.getShort(0), ico.getShort(2)}).as("an icon").containsExactly(0, 1);
        int end = 0;
        for (int i = 0; i < ico.getShort(4); i++) {
            int entry = 6 + 16 * i;
            int size = ico.get(entry) == 0 ? 256 : ico.get(entry) & 0xff;
            int offset = ico.getInt(entry + 12);
            end = offset + ico.getInt(entry + 8);
            shows(Arrays.copyOfRange(file, offset, end), size);
        }
        assertThat(end).as("nothing behind the last picture").isEqualTo(file.length);
    }

    @Test
    void theIcnsHoldsWhatItsTypesPromise() throws IOException {
        byte[] file = IconFiles.icns();
        ByteBuffer icns = ByteBuffer.wrap(file);
        assertThat(text(icns, 0)).isEqualTo("icns");
        assertThat(icns.getInt(4)).isEqualTo(file.length);
        Map<String, Integer> found = new LinkedHashMap<>();
        for (int at = 8; at < file.length; at += icns.getInt(at + 4)) {
            BufferedImage image = ImageIO.read(new ByteArrayInputStream(file, at + 8, icns.getInt(at + 4) - 8));
            found.put(text(icns, at), image.getWidth());
        }
        assertThat(found).containsEntry("icp4", 16).containsEntry("ic07", 128).containsEntry("ic08", 256).containsEntry("ic09", 512).containsEntry("ic14", 512);
    }

    /** Transparent in the corners, drawn in the middle. */
    private static void shows(byte[] png, int size) throws IOException {
        BufferedImage image = ImageIO.read(new ByteArrayInputStream(png));
        assertThat(image.getWidth()).isEqualTo(size);
        assertThat(image.getHeight()).isEqualTo(size);
        assertThat(image.getRGB(0, 0) >>> 24).as("corner of %d", size).isZero();
        assertThat(image.getRGB(size / 2, size / 2) >>> 24).as("middle of %d", size).isEqualTo(255);
    }

    private static String text(ByteBuffer file, int at) {
        byte[] letters = new byte[4];
        file.get(at, letters);
        return new String(letters, StandardCharsets.US_ASCII);
    }
}
