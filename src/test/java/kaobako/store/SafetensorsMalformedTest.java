package kaobako.store;

import static kaobako.store.RawFile.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every way for a safetensors file to be wrong, by name: what is named, what was expected and what was found. */
class SafetensorsMalformedTest {
    private static final String GOOD = "{" + entry("x", "F32", "[2]", 0, 8) + "}";

    @TempDir
    Path folder;

    @ParameterizedTest(name = "header length {0}")
    @CsvSource({"0", "1", "100000001", "9223372036854775807", "-1", "-9223372036854775808"})
    void absurdHeaderLength(long length) throws IOException {
        FormatException e = refused(RawFile.bytes(length, GOOD.getBytes(StandardCharsets.UTF_8), new byte[8]));
        assertThat(e.thing()).isEqualTo("header");
        assertThat(e.expected()).isEqualTo("a header of 2 to 100000000 bytes");
        assertThat(e.found()).isEqualTo("the length " + Long.toUnsignedString(length));
    }

    @Test
    void headerLongerThanTheFile() throws IOException {
        FormatException e = refused(RawFile.bytes(99_000_000, GOOD.getBytes(StandardCharsets.UTF_8), new byte[8]));
        assertThat(e.found()).isEqualTo("only " + (GOOD.length() + 8) + " bytes in the file");
    }

    @Test
    void truncatedAnywhere() throws IOException {
        byte[] whole = RawFile.bytes(GOOD, new byte[8]);
        for (int length = 0; length < whole.length; length++) {
            assertThat(refused(Arrays.copyOf(whole, length)).found()).as("first %d bytes", length).contains("byte");
        }
    }

    @Test
    void noFileToRead() throws IOException {
        assertThat(refused(new byte[0])).hasMessageContaining("found a file of 0 bytes");
        assertThat(refusedAt(folder).found()).isEqualTo("a folder");
        assertThat(refusedAt(folder.resolve("missing.safetensors")).found()).isEqualTo("no such file or folder");
        Path device = Path.of("/dev/null");
        if (Files.exists(device)) assertThat(refusedAt(device).found()).isEqualTo("no regular file");
    }

    /** In the headers ~ stands for 'dtype':'F32', @ for 'data_offsets'. */
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '"', value = {
        "[] | header | a JSON object | '['",
        "17 | header | a JSON object | '17'",
        "nothing | header | a JSON object of tensors | Unrecognized token 'nothing'",
        "{'x':3} | tensor 'x' | an object with dtype, shape and data_offsets | '3'",
        "{'x':[]} | tensor 'x' | an object with dtype, shape and data_offsets | '['",
        "{'x':null} | tensor 'x' | an object with dtype | 'null'",
        "{'x':{}} | tensor 'x' | dtype, shape and two data_offsets | no dtype",
        "{'x':{~,@:[0,8]}} | tensor 'x' | dtype, shape | no shape",
        "{'x':{~,'shape':[2]}} | tensor 'x' | data_offsets | no data_offsets",
        "{'x':{~,'shape':[2],@:[0,8],'extra':1}} | tensor 'x' | dtype, shape and data_offsets | the key 'extra'",
        "{'x':{~,~,'shape':[2],@:[0,8]}} | tensor 'x' | each key once | 'dtype' twice",
        "{'x':{~,'shape':[2],@:[0,8]},'x':{~,'shape':[2],@:[0,8]}} | tensor 'x' | each name once | twice",
        "{'x':{'dtype':'F31','shape':[2],@:[0,8]}} | tensor 'x' | a dtype such as F32 | 'F31'",
        "{'x':{'dtype':32,'shape':[2],@:[0,8]}} | tensor 'x' | a dtype | '32'",
        "{'x':{~,'shape':2,@:[0,8]}} | tensor 'x' | as shape | '2'",
        "{'x':{~,'shape':[-2],@:[0,8]}} | tensor 'x' | from 0 to 2^63-1 as shape | '-2'",
        "{'x':{~,'shape':[2.0],@:[0,8]}} | tensor 'x' | from 0 to 2^63-1 as shape | '2.0'",
        "{'x':{~,'shape':['2'],@:[0,8]}} | tensor 'x' | from 0 to 2^63-1 as shape | '2'",
        "{'x':{~,'shape':[[2]],@:[0,8]}} | tensor 'x' | from 0 to 2^63-1 as shape | '['",
        "{'x':{~,'shape':[18446744073709551618],@:[0,8]}} | tensor 'x' | from 0 to 2^63-1 | '18446744073709551618'",
        "{'x':{~,'shape':[4294967296,4294967296],@:[0,8]}} | tensor 'x' | below 2^63 bytes | the shape [4294967296, 4294967296]",
        "{'x':{~,'shape':[4611686018427387906],@:[0,8]}} | tensor 'x' | below 2^63 bytes | the shape [4611686018427387906]",
        "{'x':{~,'shape':[3],@:[0,8]}} | tensor 'x' | 12 bytes for F32 [3] | 8 bytes",
        "{'x':{'dtype':'F16','shape':[2],@:[0,8]}} | tensor 'x' | 4 bytes for F16 [2] | 8 bytes",
        "{'x':{~,'shape':[2],@:[8,0]}} | tensor 'x' | that ascend | [8, 0]",
        "{'x':{~,'shape':[2],@:[-8,0]}} | tensor 'x' | as data_offsets | '-8'",
        "{'x':{~,'shape':[2],@:[0,8.5]}} | tensor 'x' | as data_offsets | '8.5'",
        "{'x':{~,'shape':[2],@:[0]}} | tensor 'x' | two data_offsets | 1 data_offsets",
        "{'x':{~,'shape':[2],@:[0,8,8]}} | tensor 'x' | at most 2 numbers | more",
        "{'x':{~,'shape':[2],@:[0,1e99]}} | tensor 'x' | as data_offsets | '1e99'",
        "{'x':{~,'shape':[NaN],@:[0,8]}} | tensor 'x' | a JSON object of tensors | NaN",
        "{'x':{~,'shape':[1],@:[0,4]},'y':{~,'shape':[2],@:[0,8]}} | tensor 'y' | of its own | of another tensor",
        "{'x':{~,'shape':[1],@:[4,8]}} | tensor 'x' | from byte 0 on, without holes | byte 4",
        "{'x':{~,'shape':[1],@:[0,4]}} | data | 4 bytes in all | 8 bytes in the file",
        "{'x':{~,'shape':[3],@:[0,12]}} | tensor 'x' | data up to byte 12 | only 8 bytes",
        "{'x':{'dtype':'I8','shape':[9223372036854775807],@:[0,9223372036854775807]}} | tensor 'x' | up to byte 922337 | only 8",
        "{} | data | 0 bytes in all | 8 bytes",
        "{'__metadata__':[]} | __metadata__ | an object of texts | '['",
        "{'__metadata__':{'a':1}} | __metadata__ | a text for 'a' | '1'",
        "{'__metadata__':{'a':'b','a':'c'}} | __metadata__ | each key once | 'a' twice",
        "{'__metadata__':{},'__metadata__':{}} | __metadata__ | each name once | twice",
    })
    void wrongHeader(String header, String thing, String expected, String found) throws IOException {
        String json = header.replace("~", "'dtype':'F32'").replace("@", "'data_offsets'").replace('\'', '"');
        FormatException e = refused(RawFile.bytes(json, new byte[8]));
        assertThat(e.thing()).isEqualTo(thing);
        assertThat(e.expected()).contains(expected);
        assertThat(e.found()).contains(found);
    }

    @Test
    void trailingGarbage() throws IOException {
        assertThat(refused(RawFile.bytes(GOOD + "{}", new byte[8])).found()).isEqualTo("'{'");
        assertThat(refused(RawFile.bytes(GOOD + "\0", new byte[8])).thing()).isEqualTo("header");
    }

    @Test
    void cutShort() throws IOException {
        for (int length = 2; length < GOOD.length(); length++) {
            assertThat(refused(RawFile.bytes(GOOD.substring(0, length), new byte[8])).expected()).contains("a JSON object");
        }
    }

    @Test
    void nestingBombs() throws IOException {
        for (String opening : new String[] {"[", "{\"x\":"}) {
            assertThat(refused(RawFile.bytes("{\"x\":" + opening.repeat(100_000))).thing()).isEqualTo("tensor 'x'");
            assertThat(refused(RawFile.bytes("{\"__metadata__\":{\"a\":" + opening.repeat(100_000))).thing())
                    .isEqualTo("__metadata__");
        }
    }

    @Test
    void tooManyAxes() throws IOException {
        String ones = IntStream.range(0, 65).mapToObj(i -> "1").collect(Collectors.joining(",", "[", "]"));
        assertThat(refused(RawFile.bytes("{" + entry("x", "F32", ones, 0, 4) + "}", new byte[4])).expected())
                .contains("at most 64 numbers as shape");
    }

    @Test
    void tooManyTensors() throws IOException {
        String tensors = IntStream.rangeClosed(0, HeaderParser.MOST_TENSORS)
                .mapToObj(i -> entry("x" + i, "F32", "[0]", 0, 0)).collect(Collectors.joining(",", "{", "}"));
        assertThat(refused(RawFile.bytes(tensors)).expected()).isEqualTo("at most 100000 tensors");
    }

    @Test
    void notUtf8() throws IOException {
        byte[][] names = {{(byte) 0xff}, {(byte) 0xc0, (byte) 0x80}, {(byte) 0xed, (byte) 0xa0, (byte) 0x80}, {(byte) 0xc3}};
        for (byte[] name : names) {
            byte[] header = GOOD.replace("x", new String(name,
                    StandardCharsets.ISO_8859_1)).getBytes(StandardCharsets.ISO_8859_1);
            assertThat(refused(RawFile.bytes(header.length, header, new byte[8])).expected()).isEqualTo("a header in UTF-8");
        }
        byte[] wide = GOOD.getBytes(StandardCharsets.UTF_16LE);
        assertThat(refused(RawFile.bytes(wide.length, wide, new byte[8])).thing()).isEqualTo("header");
    }

    @Test
    void namesOutOfTheFileCannotSpoilTheMessage() throws IOException {
        String name = "\\u001b[2J\\n\\u202e" + "x".repeat(10_000);
        FormatException e = refused(RawFile.bytes("{" + entry(name, "F31", "[2]", 0, 8) + "}", new byte[8]));
        assertThat(e.getMessage()).doesNotContain("\u001b", "\n", "\u202e").hasSizeLessThan(500 + e.file().toString().length());
        assertThat(e.getMessage()).endsWith("; download or export the file again.");
    }

    private FormatException refused(byte[] content) throws IOException {
        return refusedAt(RawFile.write(folder, content));
    }

    private static FormatException refusedAt(Path file) {
        FormatException e = catchThrowableOfType(FormatException.class, () -> Safetensors.open(file).close());
        assertThat(e).as("%s is refused", file).isNotNull();
        assertThat(e.file()).isEqualTo(file);
        assertThat(e).hasMessageStartingWith(file.toString()).hasMessageContaining(e.expected()).hasMessageContaining(e.found())
                .hasMessageContaining(e.remedy());
        return e;
    }
}
