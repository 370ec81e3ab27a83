package kaobako.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.metadata.IIOMetadataNode;
import javax.imageio.stream.ImageInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Read back by the JDK's own reader. */
class GifFileTest {
    @TempDir
    Path folder;

    /** A frame as the file has it. */
    private record Frame(BufferedImage image, int delay, String disposal) {}

    @Test
    void fewColoursComeBackToTheBitAndEnlarged() throws IOException {
        List<BufferedImage> pictures = IntStream.range(0, 5).mapToObj(i -> pixelArt(i)).toList();
        Path file = folder.resolve("walk.gif");
        GifFile.write(file, new Clip(pictures, 4, 10));
        List<Frame> frames = read(file);
        assertThat(frames).hasSize(5).allMatch(f -> f.delay == 10);
        for (int i = 0; i < 5; i++) {
            BufferedImage expected = Pictures.enlarge(pictures.get(i), 4);
            assertThat(Pictures.toBytes(frames.get(i).image)).as("frame %d", i).isEqualTo(Pictures.toBytes(expected));
        }
        byte[] bytes = Files.readAllBytes(file);
        String text = new String(bytes, java.nio.charset.StandardCharsets.ISO_8859_1);
        assertThat(text).startsWith("GIF89a").contains("NETSCAPE2.0\u0003\u0001\u0000\u0000\u0000");
        try (var files = Files.list(folder)) {
            assertThat(files).containsExactly(file);
        }
    }

    @ParameterizedTest
    @CsvSource({"1", "12", "24", "30", "50"})
    void delaysAddUpToTheClipsTime(int rate) throws IOException {
        List<BufferedImage> pictures = IntStream.range(0, rate + 7).mapToObj(i -> pixelArt(i % 3)).toList();
        Path file = folder.resolve("rate.gif");
        GifFile.write(file, new Clip(pictures, 1, rate));
        List<Frame> frames = read(file);
        assertThat(frames.stream().mapToInt(Frame::delay).sum() / 100.0).isCloseTo((rate + 7.0) / rate, within(0.006));
        assertThat(frames).allMatch(f -> f.delay >= 2, "viewers slow down shorter ones");
    }

    /** 4096 different colours in 256, against the writer's own choice of them. */
    @Test
    void manyColoursAreHardlyChanged() throws IOException {
        BufferedImage picture = face(7);
        Path ours = folder.resolve("ours.gif");
        GifFile.write(ours, new Clip(List.of(picture), 1, 10));
        Path theirs = folder.resolve("theirs.gif");
        ImageIO.write(picture, "gif", theirs.toFile());
        double found = noise(picture, read(ours).get(0).image);
        assertThat(found).as("root mean square, of 255").isLessThan(6.5).isLessThan(0.8 * noise(picture, read(theirs).get(0).image));
    }

    @Test
    void clipsOfNothingOrOfTwoSizesAreRefused() {
        assertThatThrownBy(() -> new Clip(List.of(), 1, 10)).hasMessageContaining("pictures");
        assertThatThrownBy(() -> new Clip(List.of(pixelArt(0)), 1, 51)).hasMessageContaining("50");
        assertThatThrownBy(() -> new Clip(List.of(pixelArt(0), face(1)), 1, 10)).hasMessageContaining("one size");
    }

    @Test
    void aFolderThatIsGoneIsASentence() {
        assertThatThrownBy(() -> GifFile.write(folder.resolve("gone/walk.gif"), new Clip(List.of(pixelArt(0)), 1, 10)))
                .isInstanceOf(IOException.class).hasMessageContaining("walk.gif");
    }

    private static List<Frame> read(Path file) throws IOException {
        ImageReader reader = ImageIO.getImageReadersByFormatName("gif").next();
        List<Frame> frames = new ArrayList<>();
        try (ImageInputStream in = ImageIO.createImageInputStream(file.toFile())) {
            reader.setInput(in);
            for (int i = 0; i < reader.getNumImages(true); i++) {
                IIOMetadataNode root = (IIOMetadataNode) reader.getImageMetadata(i).getAsTree("javax_imageio_gif_image_1.0");
                IIOMetadataNode control = (IIOMetadataNode) root.getElementsByTagName("GraphicControlExtension").item(0);
                frames.add(new Frame(reader.read(i), Integer.parseInt(control.getAttribute("delayTime")), control.getAttribute("disposalMethod")));
            }
        }
        reader.dispose();
        return frames;
    }

    private static double noise(BufferedImage a, BufferedImage b) {
        byte[] p = Pictures.toBytes(a);
        byte[] q = Pictures.toBytes(b);
        double squares = 0;
        for (int i = 0; i < p.length; i++) squares += Math.pow((p[i] & 0xFF) - (q[i] & 0xFF), 2);
        return Math.sqrt(squares / p.length);
    }

    /** 200 colours. */
    private static BufferedImage pixelArt(int seed) {
        BufferedImage image = new BufferedImage(20, 20, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < 400; i++) image.setRGB(i % 20, i / 20, new Random(seed * 1000L + i / 2).nextInt());
        return image;
    }

    /** Smooth colours with a little noise, as a network draws them; hardly two pixels alike. */
    static BufferedImage face(int seed) {
        Random random = new Random(seed);
        BufferedImage image = new BufferedImage(64, 64, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < 64; y++) {
            for (int x = 0; x < 64; x++) {
                int r = level(140 + 90 * Math.sin(x / 11.0 + seed) + 6 * random.nextGaussian());
                int g = level(120 + 80 * Math.cos(y / 13.0 - seed) + 6 * random.nextGaussian());
                int b = level(130 + 80 * Math.sin((x + y) / 17.0) + 6 * random.nextGaussian());
                image.setRGB(x, y, r << 16 | g << 8 | b);
            }
        }
        return image;
    }

    private static int level(double value) {
        return (int) Math.max(0, Math.min(255, Math.round(value)));
    }
}
