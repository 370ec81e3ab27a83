package kaobako.studio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import kaobako.diffusion.SeedMix;
import kaobako.generate.Picture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GreyPicturesTest {
    @TempDir
    Path folder;

    @Test
    void drawnPicturesAreTakenInAsTheyCome() {
        // two pixels each: grey 51 and red, grey 102 and red, ..
        List<Picture> drawn = IntStream.rangeClosed(1, 4)
                .mapToObj(i -> new Picture(SeedMix.of(i), 2, 1, new byte[] {(byte) (51 * i), (byte) (51 * i), (byte) (51 * i), (byte) 255, 0, 0})).toList();
        GreyPictures four = GreyPictures.of(drawn.subList(0, 1)).plus(drawn.subList(1, 4));
        assertThat(four.pixel(0, 0)).containsExactly(new double[] {-0.6, -0.2, 0.2, 0.6}, within(1e-9));
        assertThat(four.pixel(1, 0)).containsOnly(76 / 127.5 - 1);
        assertThat(four.example().getRGB(0, 0) & 255).isEqualTo(51);
        assertThat(four.on(drawn.get(2)).example().getRGB(0, 0) & 255).isEqualTo(153);
    }

    @Test
    void aPixelHasItsValueInEveryPicture() throws Exception {
        int[] greys = {0, 128, 255};
        for (int grey : greys) {
            BufferedImage picture = new BufferedImage(64, 64, BufferedImage.TYPE_INT_RGB);
            for (int y = 0; y < 64; y++) for (int x = 0; x < 64; x++) picture.setRGB(x, y, x < 32 ? grey * 0x010101 : 0xFF0000);
            ImageIO.write(picture, "png", folder.resolve(grey + ".png").toFile());
        }
        Files.writeString(folder.resolve("notes.txt"), "no picture");
        GreyPictures read = GreyPictures.read(folder, 64, folder.resolve("cache"));
        double[] left = read.pixel(3, 60);
        Arrays.sort(left);
        assertThat(left).containsExactly(new double[] {-1, 128 / 127.5 - 1, 1}, within(0.02));
        assertThat(read.pixel(60, 3)).as("red is as dark as its luma").containsOnly(new double[] {Math.round(0.299 * 255) / 127.5 - 1}, within(0.02));
        assertThat(read.example().getWidth()).isEqualTo(64);
    }
}
