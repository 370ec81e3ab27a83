package kaobako.store;

import static kaobako.store.RawFile.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SafetensorsTest {
    @TempDir
    Path folder;

    @Test
    void readsWhatTheFormatSays() throws IOException {
        byte[] data = ByteBuffer.allocate(36).order(ByteOrder.LITTLE_ENDIAN).putLong(-5).putFloat(1.5f).putFloat(-0f).putInt(-7)
                .putShort((short) 0x3f80).putShort((short) 0xc000).putShort((short) 0x3c00).putShort((short) 0x8001)
                .putFloat(3).putInt(9).array();
        Path file = RawFile.write(folder, RawFile.bytes("{" + entry("half", "F16", "[1,2]", 24, 28)
                + ", \"__metadata__\": {\"format\": \"pt\"},"
                + entry("long", "I64", "[1]", 0, 8) + "," + entry("float", "F32", "[2]", 8, 16) + "," + entry("int", "I32", "[]",
                16, 20) + ","
                + entry("brain", "BF16", "[2,1]", 20, 24) + "," + entry("none", "F32", "[0,7]", 28, 28) + "," + entry("rest",
                "U8", "[2,2,2]", 28, 36)
                + "}   ", data));
        try (Safetensors safetensors = Safetensors.open(file)) {
            assertThat(safetensors.names()).containsExactly("half", "long", "float", "int", "brain", "none", "rest");
            assertThat(safetensors.metadata()).isEqualTo(Map.of("format", "pt"));
            assertThat(safetensors.tensor("long").longs()).containsExactly(-5);
            assertThat(safetensors.tensor("float").floats()).containsExactly(1.5f, -0f);
            assertThat(safetensors.tensor("int").longs()).containsExactly(-7);
            assertThat(safetensors.tensor("int").shape()).isEmpty();
            assertThat(safetensors.tensor("brain").floats()).containsExactly(1f, -2f);
            assertThat(safetensors.tensor("half").floats()).containsExactly(1f, -0x1p-24f);
            assertThat(safetensors.tensor("half").shape()).containsExactly(1L, 2L);
            assertThat(safetensors.tensor("none").floats()).isEmpty();
            assertThatThrownBy(() -> safetensors.tensor("rest").floats()).isInstanceOf(FormatException.class)
                    .hasMessage(file + ", tensor 'rest': expected F32, F16 or BF16, found U8; "
                            + "convert the file to F32 or F16 weights.");
            assertThatThrownBy(() -> safetensors.tensor("rest").longs()).isInstanceOf(FormatException.class)
                    .hasMessageContaining("I64 or I32");
            assertThatThrownBy(() -> safetensors.tensor("missing")).isInstanceOf(FormatException.class)
                    .hasMessageContaining("tensor 'missing'");
        }
    }

    @Test
    void everyHalfComesBackBitForBit() throws IOException {
        float[] halves = new float[0x10000];
        for (int bits = 0; bits < halves.length; bits++) halves[bits] = Half.toFloat((short) bits);
        Path file = folder.resolve("half.safetensors");
        SafetensorsWriter.write(file, List.of(TensorData.of("all", halves, 256, 256).as(DType.F16)));
        byte[] written = Files.readAllBytes(file);
        ByteBuffer stored = ByteBuffer.wrap(written, written.length - 2 * halves.length,
                2 * halves.length).order(ByteOrder.LITTLE_ENDIAN);
        try (Safetensors safetensors = Safetensors.open(file)) {
            float[] again = safetensors.tensor("all").floats();
            for (int bits = 0; bits < halves.length; bits++) {
                short half = stored.getShort();
                if (Float.isNaN(halves[bits])) assertThat(again[bits]).isNaN();
                else assertThat(half).as("half %04x", bits).isEqualTo((short) bits);
                if (!Float.isNaN(halves[bits])) assertThat(Float.floatToRawIntBits(again[bits]))
                        .isEqualTo(Float.floatToRawIntBits(halves[bits]));
            }
        }
    }

    @Test
    void floatsAndLongsComeBackBitForBit() throws IOException {
        float[] floats = new float[100_003];
        for (int i = 0; i < floats.length; i++) floats[i] = Float.intBitsToFloat(i * 0x9e3779b1);
        long[] longs = {0, -1, Long.MIN_VALUE, Long.MAX_VALUE};
        Path file = folder.resolve("float.safetensors");
        SafetensorsWriter.write(file, Map.of("format", "pt", "note", "\"quoted\" \u9854\u7bb1"), List.of(
                TensorData.of("b", () -> floats, floats.length), TensorData.of("a.\u9854", new float[] {7}),
                TensorData.of("step", longs, 2, 2)));
        try (Safetensors safetensors = Safetensors.open(file)) {
            assertThat(safetensors.names()).as("largest elements first, then by name").containsExactly("step", "a.\u9854", "b");
            assertThat(safetensors.metadata()).containsEntry("note", "\"quoted\" \u9854\u7bb1");
            float[] again = safetensors.tensor("b").floats();
            assertThat(IntStream.range(0,
                    floats.length).allMatch(i -> Float.floatToRawIntBits(again[i]) == Float.floatToRawIntBits(floats[i])))
                    .isTrue();
            assertThat(safetensors.tensor("step").longs()).containsExactly(longs);
            assertThat(safetensors.tensor("a.\u9854").shape()).isEmpty();
        }
    }

    @Test
    void theHeaderIsPaddedAsTheReferenceWritesIt() throws IOException {
        Path file = folder.resolve("padded.safetensors");
        for (int length = 1; length <= 16; length++) {
            SafetensorsWriter.write(file, List.of(TensorData.of("x".repeat(length), new float[] {1}, 1)));
            byte[] bytes = Files.readAllBytes(file);
            long header = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong();
            assertThat(header % 8).isZero();
            assertThat(bytes).hasSize((int) (8 + header + 4));
            assertThat(new String(bytes, 8, (int) header, StandardCharsets.UTF_8))
                    .startsWith("{\"__metadata__\":{\"format\":\"pt\"},\"x").matches("(?s).*\\} {0,7}");
        }
    }

    @Test
    void refusesToWriteWhatItCouldNotRead() throws IOException {
        Path file = Files.writeString(folder.resolve("kept.safetensors"), "kept");
        assertThatThrownBy(() -> SafetensorsWriter.write(file, List.of(TensorData.of("x", new float[3], 2, 2))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("tensor x: expected 4 values for F32 [2, 2], found 3");
        assertThatThrownBy(() -> SafetensorsWriter.write(file, List.of(TensorData.of("x", new float[1]), TensorData.of("x",
                new float[1]))))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("tensor x is given twice");
        assertThatThrownBy(() -> SafetensorsWriter.write(file, List.of(TensorData.of("x", new float[] {70_000}, 1)
                .as(DType.F16))))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("does not fit F16");
        assertThatThrownBy(() -> SafetensorsWriter.write(file, List.of(TensorData.of("x", new long[1], 1).as(DType.F32))))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("found 1 in long[]");
        assertThatThrownBy(() -> TensorData.of("__metadata__", new float[1])).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> TensorData.of("x", new float[1], -1)).isInstanceOf(IllegalArgumentException.class);
        assertThat(file).hasContent("kept");
        assertThat(folder.toFile().list()).containsExactly("kept.safetensors");
    }

    /** The file is sparse: as long as it says, but mostly not on the disk. */
    @Test
    void readsBeyondTwoGibibytesAndAcrossWindows() throws IOException {
        long pad = (1L << 31) + 12;
        int halves = (1 << 25) + 9;
        String header = "{" + entry("pad", "U8", "[" + pad + "]", 0, pad) + "," + entry("tail", "F16", "[" + halves + "]", pad,
                pad + 2L * halves) + "}";
        Path file = RawFile.write(folder, header, 0);
        long start = Files.size(file);
        try (RandomAccessFile raw = new RandomAccessFile(file.toFile(), "rw")) {
            raw.setLength(start + pad + 2L * halves);
            for (int i : new int[] {0, (1 << 25) - 1, 1 << 25, halves - 1}) {
                raw.seek(start + pad + 2L * i);
                raw.write(new byte[] {0, 0x3c});
            }
        }
        try (Safetensors safetensors = Safetensors.open(file)) {
            float[] tail = safetensors.tensor("tail").floats();
            assertThat(tail).hasSize(halves);
            assertThat(IntStream.range(0, halves).filter(i -> tail[i] != 0))
                    .containsExactly(0, (1 << 25) - 1, 1 << 25, halves - 1);
            assertThat(tail[halves - 1]).isEqualTo(1f);
        }
    }

    @Test
    void aFileThatShrinksWhileOpenIsReported() throws IOException {
        Path file = folder.resolve("shrinks.safetensors");
        SafetensorsWriter.write(file, List.of(TensorData.of("x", new float[5000], 5000)));
        try (Safetensors safetensors = Safetensors.open(file)) {
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                channel.truncate(1000);
            }
            assertThatThrownBy(() -> safetensors.tensor("x").floats()).isInstanceOf(FormatException.class)
                    .hasMessageContaining("shorter");
        }
    }

    @Test
    void aReplacedFileKeepsItsOldContentForWhoeverHasItOpen() throws IOException {
        Path file = folder.resolve("replaced.safetensors");
        SafetensorsWriter.write(file, List.of(TensorData.of("x", new float[] {1}, 1)));
        try (Safetensors old = Safetensors.open(file)) {
            SafetensorsWriter.write(file, List.of(TensorData.of("x", new float[] {2}, 1)));
            try (Safetensors fresh = Safetensors.open(file)) {
                assertThat(old.tensor("x").floats()).containsExactly(1);
                assertThat(fresh.tensor("x").floats()).containsExactly(2);
            }
        }
    }
}
