package kaobako.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.jcodec.api.FrameGrab;
import org.jcodec.common.io.NIOUtils;
import org.jcodec.common.model.Picture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Judged by the container's boxes (ISO 14496-12), by decoding, and by ffmpeg where it is installed. */
class Mp4FileTest {
    private static final Set<String> CONTAINERS = Set.of("moov", "trak", "mdia", "minf", "stbl", "stsd");

    @TempDir
    Path folder;

    private Path write(int frames, int factor, int rate) throws IOException {
        Path file = folder.resolve("walk.mp4");
        Mp4File.write(file, new Clip(IntStream.range(0, frames).mapToObj(GifFileTest::face).toList(), factor, rate));
        return file;
    }

    @ParameterizedTest
    @CsvSource({"7, 1, 24", "3, 4, 12"})
    void theContainerSaysWhatIsInIt(int count, int factor, int rate) throws IOException {
        Map<String, ByteBuffer> boxes = new LinkedHashMap<>();
        collect(ByteBuffer.wrap(Files.readAllBytes(write(count, factor, rate))), boxes);
        assertThat(boxes.keySet()).contains("ftyp", "mdat", "moov", "avc1", "avcC", "stsz", "stts", "co64");
        assertThat(boxes.keySet().iterator().next()).isEqualTo("ftyp");
        assertThat(boxes.get("stsz").getInt(8)).as("samples").isEqualTo(count);
        ByteBuffer media = boxes.get("mdhd");
        assertThat(media.getInt(16) / (double) media.getInt(12)).as("seconds").isEqualTo(count / (double) rate);
        ByteBuffer video = boxes.get("avc1");
        assertThat(video.getShort(24)).as("width").isEqualTo((short) (64 * factor));
        assertThat(video.getShort(26)).as("height").isEqualTo((short) (64 * factor));
        assertThat(boxes.get("stts").getInt(8)).as("pictures of one length").isEqualTo(count);
    }

    @Test
    void picturesComeBackHardlyChanged() throws Exception {
        Path file = write(4, 4, 12);
        FrameGrab grab = FrameGrab.createFrameGrab(NIOUtils.readableChannel(file.toFile()));
        for (int i = 0; i < 4; i++) {
            Picture frame = grab.getNativeFrame();
            assertThat(frame.getCroppedWidth()).isEqualTo(256);
            double squares = 0;
            BufferedImage face = GifFileTest.face(i);
            for (int at = 0; at < 256 * 256; at++) {
                // BT.601, 16..235: what a player makes of a file that says nothing
                int rgb = face.getRGB(at % 256 / 4, at / 256 / 4);
                double luma = 16 + (65.481 * (rgb >> 16 & 255) + 128.553 * (rgb >> 8 & 255) + 24.966 * (rgb & 255)) / 255;
                squares += Math.pow(frame.getPlaneData(0)[at / 256 * frame.getPlaneWidth(0) + at % 256] + 128 - luma, 2);
            }
            assertThat(Math.sqrt(squares / (256 * 256))).as("root mean square of frame %d", i).isLessThan(2.5);
        }
        assertThat(grab.getNativeFrame()).isNull();
    }

    @Test
    void oddSizesGainAPixel() throws IOException {
        BufferedImage odd = GifFileTest.face(1).getSubimage(0, 0, 33, 21);
        Path file = folder.resolve("odd.mp4");
        Mp4File.write(file, new Clip(List.of(odd, odd), 1, 10));
        Map<String, ByteBuffer> boxes = new LinkedHashMap<>();
        collect(ByteBuffer.wrap(Files.readAllBytes(file)), boxes);
        assertThat(boxes.get("avc1").getShort(24)).isEqualTo((short) 34);
        assertThat(boxes.get("avc1").getShort(26)).isEqualTo((short) 22);
    }

    @Test
    void ffmpegPlaysIt() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/ffmpeg")), "ffmpeg is not installed");
        Path raw = folder.resolve("raw");
        Process ffmpeg = new ProcessBuilder("/usr/bin/ffmpeg", "-v", "error", "-i", write(5, 4, 24).toString(), "-f", "rawvideo", "-pix_fmt", "rgb24",
                raw.toString()).redirectErrorStream(true).start();
        assertThat(new String(ffmpeg.getInputStream().readAllBytes(), StandardCharsets.UTF_8)).isEmpty();
        assertThat(ffmpeg.waitFor(30, TimeUnit.SECONDS)).isTrue();
        byte[] found = Files.readAllBytes(raw);
        assertThat(found).hasSize(5 * 256 * 256 * 3);
        double squares = 0;
        for (int i = 0; i < 5; i++) {
            byte[] expected = Pictures.toBytes(Pictures.enlarge(GifFileTest.face(i), 4));
            for (int k = 0; k < expected.length; k++) squares += Math.pow((expected[k] & 255) - (found[i * expected.length + k] & 255), 2);
        }
        // colour and range are those of the pictures: a swapped range alone would be over 10
        assertThat(Math.sqrt(squares / found.length)).isLessThan(4);
    }

    /** Boxes by name, the first of each, with what is behind their heads. */
    private static void collect(ByteBuffer in, Map<String, ByteBuffer> boxes) {
        while (in.remaining() >= 8) {
            int at = in.position();
            long size = in.getInt() & 0xFFFFFFFFL;
            byte[] name = new byte[4];
            in.get(name);
            int head = 8;
            if (size == 1) {
                size = in.getLong();
                head = 16;
            }
            String type = new String(name, StandardCharsets.ISO_8859_1);
            assertThat(size).as(type).isBetween((long) head, (long) in.limit() - at);
            ByteBuffer body = in.slice(at + head, (int) size - head);
            boxes.putIfAbsent(type, body);
            if (CONTAINERS.contains(type)) collect(type.equals("stsd") ? body.slice(8, body.limit() - 8) : body.duplicate(), boxes);
            if (type.equals("avc1")) collect(body.slice(78, body.limit() - 78), boxes);
            in.position(at + (int) size);
        }
    }
}
