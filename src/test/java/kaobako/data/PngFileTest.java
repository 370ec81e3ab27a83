package kaobako.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.DeflaterOutputStream;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.metadata.IIOMetadataNode;
import javax.imageio.stream.ImageInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.NodeList;

class PngFileTest {
    private static final BufferedImage PICTURE = Samples.noise(9, 7, 1);
    private static final int BEHIND_HEADER = 33;

    @TempDir Path folder;

    @Test
    void picturesAndTextsComeBackInOrder() throws IOException {
        Map<String, String> texts = new LinkedHashMap<>();
        texts.put("parameters", "Steps: 20, Sampler: DDIM, Seed: 42\nSize: 64x64");
        texts.put("kaobako", "{\"model\": \"顔箱\", \"smile\": \"😀\"}");
        texts.put("Title", "Æther ÿ");
        texts.put("empty", "");
        Path file = folder.resolve("deep/er/a.png");
        PngFile.write(file, PICTURE, texts);
        assertThat(PngFile.readTexts(file)).containsExactlyEntriesOf(texts);
        assertThat(Pictures.toBytes(ImageIO.read(file.toFile()))).isEqualTo(Pictures.toBytes(PICTURE));
        try (var files = Files.list(file.getParent())) {
            assertThat(files).containsExactly(file);   // no temporary is left
        }
    }

    /** The JDK's own PNG reader is the judge of what was written. */
    @Test
    void latin1IsWrittenAsTextAndTheRestAsInternationalText() throws IOException {
        Path file = folder.resolve("a.png");
        PngFile.write(file, PICTURE, Map.of("Latin", "né", "Chinese", "头像"));
        try (ImageInputStream in = ImageIO.createImageInputStream(file.toFile())) {
            ImageReader reader = ImageIO.getImageReadersByFormatName("png").next();
            reader.setInput(in);
            IIOMetadataNode root = (IIOMetadataNode) reader.getImageMetadata(0).getAsTree("javax_imageio_png_1.0");
            IIOMetadataNode latin = only(root.getElementsByTagName("tEXtEntry")),
                chinese = only(root.getElementsByTagName("iTXtEntry"));
            assertThat(List.of(latin.getAttribute("keyword"), latin.getAttribute("value"))).containsExactly("Latin", "né");
            assertThat(List.of(chinese.getAttribute("keyword"), chinese.getAttribute("text"))).containsExactly("Chinese", "头像");
        }
    }

    @Test
    void compressedTextsOfOthersAreRead() throws IOException {
        byte[] latin = deflate("très long".getBytes(StandardCharsets.ISO_8859_1)),
            utf8 = deflate("很长的文字".getBytes(StandardCharsets.UTF_8));
        Path file = file(Samples.chunk("zTXt", Samples.concat("parameters\0\0".getBytes(StandardCharsets.ISO_8859_1), latin)),
            Samples.chunk("iTXt", Samples.concat("Title\0\1\0zh\0标题\0".getBytes(StandardCharsets.UTF_8), utf8)));
        assertThat(PngFile.readTexts(file)).containsExactlyEntriesOf(ordered("parameters", "très long", "Title", "很长的文字"));
    }

    @Test
    void aBombIsNotInflated() throws IOException {
        byte[] bomb = deflate(new byte[200 << 20]);
        assertThat(bomb.length).isLessThan(1 << 20);
        Path compressed = file(Samples.chunk("zTXt", Samples.concat("bomb\0\0".getBytes(StandardCharsets.ISO_8859_1), bomb)));
        assertThatThrownBy(() -> PngFile.readTexts(compressed)).isInstanceOf(IOException.class)
            .hasMessageContaining("inflates to more than");
        Path international = file(Samples.chunk("iTXt",
            Samples.concat("bomb\0\1\0\0\0".getBytes(StandardCharsets.ISO_8859_1), bomb)));
        assertThatThrownBy(() -> PngFile.readTexts(international)).isInstanceOf(IOException.class)
            .hasMessageContaining("inflates to more than");
    }

    @Test
    void sizesAreNotTrusted() throws IOException {
        Path claims = file(new byte[] {0x7F, -1, -1, -1, 't', 'E', 'X', 't', 'a', 0, 'b', 0, 0, 0, 0});
        assertThatThrownBy(() -> PngFile.readTexts(claims)).isInstanceOf(IOException.class)
            .hasMessageContaining("claims 2147483647 bytes");
        Path large = file(Samples.chunk("tEXt", new byte[9 << 20]));
        assertThatThrownBy(() -> PngFile.readTexts(large)).isInstanceOf(IOException.class).hasMessageContaining("at most");
        byte[] wrong = Samples.chunk("tEXt", "a\0b".getBytes(StandardCharsets.ISO_8859_1));
        wrong[wrong.length - 1] ^= 1;
        assertThatThrownBy(() -> PngFile.readTexts(file(wrong))).isInstanceOf(IOException.class).hasMessageContaining("checksum");
        Path none = file(Samples.chunk("tEXt", "no zero".getBytes(StandardCharsets.ISO_8859_1)));
        assertThatThrownBy(() -> PngFile.readTexts(none)).isInstanceOf(IOException.class)
            .hasMessageContaining("ends before its text");
        Path text = Files.writeString(folder.resolve("text.png"), "text");
        assertThatThrownBy(() -> PngFile.readTexts(text)).isInstanceOf(IOException.class);
    }

    /** Damaged files give texts or an IOException, nothing else. */
    @Test
    void damageIsNeverAnotherException() throws IOException {
        byte[] whole = PngFile.encode(PICTURE, ordered("parameters", "Steps: 1", "Title", "标题"));
        Random random = new Random(3);
        int refused = 0;
        for (int i = 0; i < 500; i++) {
            byte[] damaged = Arrays.copyOf(whole, i % 3 == 0 ? random.nextInt(whole.length) : whole.length);
            for (int k = 0; k < 4 && damaged.length > 0; k++) {
                damaged[random.nextInt(Math.min(damaged.length, 120))] = (byte) random.nextInt(256);
            }
            try {
                PngFile.readTexts(Files.write(folder.resolve("damaged.png"), damaged));
            } catch (IOException e) {
                refused++;
            }
        }
        assertThat(refused).isGreaterThan(300);
    }

    @Test
    void whatPngDoesNotAllowIsRefused() {
        for (String keyword : new String[] {"", " a", "a ", "a  b", "头", "a\0b", "x".repeat(80)}) {
            assertThatThrownBy(() -> PngFile.encode(PICTURE, Map.of(keyword, "text")))
                .isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> PngFile.encode(PICTURE, Map.of("a", "b\0c"))).hasMessageContaining("NUL");
    }

    @Test
    void aFailedWriteKeepsTheOldFile() throws IOException {
        Path file = folder.resolve("a.png");
        PngFile.write(file, PICTURE, Map.of("a", "b"));
        assertThatThrownBy(() -> PngFile.write(file, PICTURE, Map.of("", "b"))).isInstanceOf(IllegalArgumentException.class);
        assertThat(PngFile.readTexts(file)).containsExactly(Map.entry("a", "b"));
    }

    private Path file(byte[]... chunks) throws IOException {
        return Files.write(folder.resolve("made.png"),
            Samples.insert(Samples.png(PICTURE), BEHIND_HEADER, Samples.concat(chunks)));
    }

    private static byte[] deflate(byte[] bytes) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (DeflaterOutputStream deflater = new DeflaterOutputStream(out)) {
            deflater.write(bytes);
        }
        return out.toByteArray();
    }

    private static Map<String, String> ordered(String... pairs) {
        Map<String, String> map = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) map.put(pairs[i], pairs[i + 1]);
        return map;
    }

    private static IIOMetadataNode only(NodeList list) {
        assertThat(list.getLength()).isEqualTo(1);
        return (IIOMetadataNode) list.item(0);
    }
}
