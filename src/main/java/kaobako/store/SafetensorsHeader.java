package kaobako.store;

import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What a safetensors file says about itself, checked: after {@link #read} every tensor lies within the file, has exactly the
 * bytes that its type and shape ask for, shares none of them with another, and no byte is left over. The header is read as a
 * stream of tokens, so a lie costs no memory.
 *
 * <p>Format: 8 bytes little-endian length N; N bytes of JSON
 * <code>{"__metadata__": {text: text}, name: {"dtype": …, "shape": […], "data_offsets": [begin, end]}}</code>;
 * the data, from whose start the offsets count.
 */
record SafetensorsHeader(long dataStart, Map<String, Entry> tensors, Map<String, String> metadata) {
    /** The reference implementation's limit. */
    static final long LONGEST = 100_000_000;
    static final String METADATA = "__metadata__";
    private static final int LENGTH_BYTES = 8;

    /** @param begin bytes from the start of the data, as is {@code end}, exclusive */
    record Entry(DType dtype, List<Long> shape, long begin, long end) {
        /** Elements; fits because {@code end - begin} does. */
        long count() {
            return (end - begin) / dtype.bytes();
        }
    }

    static SafetensorsHeader read(Path file, FileChannel channel) throws IOException {
        long size = channel.size();
        if (size < LENGTH_BYTES + 2) throw bad(file, "a header of at least 10 bytes", "a file of " + size + " bytes");
        ByteBuffer prefix = ByteBuffer.allocate(LENGTH_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        channel.read(prefix, 0);
        long length = prefix.getLong(0);
        if (length < 2 || length > LONGEST) {
            throw bad(file, "a header of 2 to " + LONGEST + " bytes", "the length " + Long.toUnsignedString(length));
        }
        if (length > size - LENGTH_BYTES) {
            throw bad(file, "a header of " + length + " bytes", "only " + (size - LENGTH_BYTES) + " bytes in the file");
        }
        long dataStart = LENGTH_BYTES + length;
        InputStream bytes = new Section(channel, LENGTH_BYTES, dataStart);
        try (Reader text = new InputStreamReader(bytes, StandardCharsets.UTF_8.newDecoder());
             JsonParser tokens = Json.tokens(text)) {
            return new HeaderParser(file, tokens).header(dataStart, size - dataStart);
        } catch (CharacterCodingException e) {
            throw bad(file, "a header in UTF-8", "bytes that are not");
        }
    }

    private static FormatException bad(Path file, String expected, String found) {
        return new FormatException(file, "header", expected, found, FormatException.FETCH_AGAIN);
    }

    /** The bytes from {@code position} to {@code end} of a channel. */
    private static final class Section extends InputStream {
        private final FileChannel channel;
        private final long end;
        private long position;

        Section(FileChannel channel, long position, long end) {
            this.channel = channel;
            this.position = position;
            this.end = end;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            if (position == end) return -1;
            int n = channel.read(ByteBuffer.wrap(bytes, offset, (int) Math.min(length, end - position)), position);
            if (n > 0) position += n;
            return n;
        }
    }
}
