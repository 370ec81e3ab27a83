package kaobako.store;

import static kaobako.store.RawFile.entry;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Thousands of damaged files, the same ones in every run: each is read or refused with a FormatException, and neither costs
 * more memory than a file of a few KiB may, whatever the header claims.
 */
class SafetensorsFuzzTest {
    private static final int MUTATIONS = 5000;
    /** Parser buffers, an exception with its stack, and the tensors of a file of a few KiB. */
    private static final long MOST_BYTES = 1 << 20;
    private static final Pattern NUMBER = Pattern.compile("-?\\d+");
    private static final List<String> NUMBERS = List.of("0", "-1", "1", "7", "8", "9223372036854775807", "9223372036854775808",
            "18446744073709551615",
            "4294967296", "2147483647", "-9223372036854775808", "1e400", "0.5", "1E+2", "9".repeat(5000), "NaN", "-Infinity",
            "null", "[]", "\"4\"", "00", "-0");
    private static final List<String> SPLICES = List.of("{", "}", "[", "]", ",", ":", "\"", "\\", "\\u0000", "\\ud800", "{}",
            "null", "\"x\":", "\0", "  ",
            "[".repeat(3000), "{\"a\":".repeat(2000), "\"__metadata__\":{},", "\"dtype\":\"F64\",", "\"shape\":[1,1],",
            "\"data_offsets\":[0,4],", "/*", "\ufeff");

    private final SplittableRandom random = new SplittableRandom(20260101);

    @TempDir
    Path folder;

    @Test
    void damagedFilesAreReadOrRefused() throws IOException {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        List<byte[]> seeds = seeds();
        for (byte[] seed : seeds) assertThat(isRead(RawFile.write(folder, seed))).isTrue();
        int read = 0;
        for (int i = 0; i < MUTATIONS; i++) {
            byte[] mutant = seeds.get(random.nextInt(seeds.size()));
            for (int n = random.nextInt(3); n >= 0; n--) mutant = mutated(mutant, seeds);
            if (random.nextInt(4) > 0) mutant = withTrueLength(mutant);
            Path file = RawFile.write(folder, mutant);
            long before = threads.getCurrentThreadAllocatedBytes();
            if (isRead(file)) read++;
            assertThat(threads.getCurrentThreadAllocatedBytes() - before).as("bytes allocated for mutation %d", i)
                    .isLessThan(MOST_BYTES);
        }
        assertThat(read).as("mutations that were harmless, of %d", MUTATIONS).isBetween(MUTATIONS / 100, MUTATIONS / 2);
    }

    /** Reads every value; anything but a FormatException fails the test. */
    private static boolean isRead(Path file) {
        try (Safetensors safetensors = Safetensors.open(file)) {
            for (String name : safetensors.names()) {
                Safetensors.Tensor tensor = safetensors.tensor(name);
                switch (tensor.dtype()) {
                    case F32, F16, BF16 -> assertThat(tensor.floats()).hasSize((int) tensor.count());
                    case I64, I32 -> assertThat(tensor.longs()).hasSize((int) tensor.count());
                    default -> assertThat(tensor.count()).isNotNegative();
                }
            }
            return true;
        } catch (FormatException e) {
            assertThat(e.file()).isEqualTo(file);
            assertThat(e.getMessage()).hasSizeLessThan(1000 + file.toString().length());
            return false;
        }
    }

    private List<byte[]> seeds() {
        String network = "{\"__metadata__\":{\"format\":\"pt\"}," + entry("conv_in.weight", "F32", "[4,3,3,3]", 0, 432) + ","
                + entry("conv_in.bias", "F16", "[4]", 432, 440) + "," + entry("norm.weight", "BF16", "[2,2]", 440, 448) + ","
                + entry("step", "I64", "[1]", 448, 456) + "}";
        return List.of(RawFile.bytes("{}"), RawFile.bytes("{" + entry("x", "F32", "[2]", 0, 8) + "}   ", new byte[8]),
                RawFile.bytes(network, new byte[456]),
                RawFile.bytes("{" + entry("a", "I32", "[]", 4, 8) + "," + entry("b", "U8", "[4]", 0, 4) + "," + entry("c", "F64",
                "[0,9]", 8, 8) + "}", new byte[8]));
    }

    private byte[] mutated(byte[] file, List<byte[]> seeds) {
        return switch (random.nextInt(7)) {
            case 0 -> flipped(file);
            case 1 -> Arrays.copyOf(file, random.nextInt(file.length + 1));
            case 2 -> spliced(file, seeds.get(random.nextInt(seeds.size())));
            case 3 -> inserted(file, SPLICES.get(random.nextInt(SPLICES.size())).getBytes(StandardCharsets.UTF_8));
            case 4 -> Arrays.copyOf(file, file.length + random.nextInt(1, 20));
            case 5 -> withLength(file, random.nextBoolean() ? random.nextLong() : random.nextLong(0, 200_000_000));
            default -> withOtherNumber(file);
        };
    }

    private byte[] flipped(byte[] file) {
        byte[] flipped = file.clone();
        for (int n = random.nextInt(4); n >= 0
                && file.length > 0; n--) flipped[random.nextInt(file.length)] ^= (byte) (1 << random.nextInt(8));
        return flipped;
    }

    /** The beginning of one file and the end of another. */
    private byte[] spliced(byte[] head, byte[] tail) {
        byte[] joined = Arrays.copyOf(head, random.nextInt(head.length + 1));
        return joined(joined, Arrays.copyOfRange(tail, random.nextInt(tail.length + 1), tail.length));
    }

    private byte[] inserted(byte[] file, byte[] what) {
        int at = random.nextInt(file.length + 1);
        return joined(joined(Arrays.copyOf(file, at), what), Arrays.copyOfRange(file, at, file.length));
    }

    private byte[] withOtherNumber(byte[] file) {
        String text = new String(file, StandardCharsets.ISO_8859_1);
        List<MatchResult> numbers = NUMBER.matcher(text).results().toList();
        if (numbers.isEmpty()) return file;
        MatchResult old = numbers.get(random.nextInt(numbers.size()));
        String other = NUMBERS.get(random.nextInt(NUMBERS.size()));
        return (text.substring(0, old.start()) + other + text.substring(old.end())).getBytes(StandardCharsets.ISO_8859_1);
    }

    /** With a length that fits the JSON again, so that the damage behind it is reached. */
    private static byte[] withTrueLength(byte[] file) {
        int end = new String(file, StandardCharsets.ISO_8859_1).lastIndexOf('}') + 1;
        return withLength(file, Math.max(0, end - Long.BYTES));
    }

    private static byte[] withLength(byte[] file, long length) {
        byte[] changed = file.clone();
        if (file.length >= Long.BYTES) ByteBuffer.wrap(changed).order(ByteOrder.LITTLE_ENDIAN).putLong(length);
        return changed;
    }

    private static byte[] joined(byte[] a, byte[] b) {
        byte[] joined = Arrays.copyOf(a, a.length + b.length);
        System.arraycopy(b, 0, joined, a.length, b.length);
        return joined;
    }
}
