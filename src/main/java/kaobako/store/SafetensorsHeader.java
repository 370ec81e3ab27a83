package kaobako.store;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
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
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a safetensors file says about itself, checked: after {@link #read} every tensor lies within the file, has exactly the bytes that its
 * type and shape ask for, shares none of them with another, and no byte is left over. The header is read as a stream of tokens, so a lie costs no memory.
 *
 * <p>Format: 8 bytes little-endian length N, N bytes of JSON
 * <code>{"__metadata__": {text: text}, name: {"dtype": …, "shape": […], "data_offsets": [begin, end]}}</code>, then the data; offsets count from its start.
 */
record SafetensorsHeader(long dataStart, Map<String, Entry> tensors, Map<String, String> metadata) {
    /** The reference implementation's limit. */
    static final long LONGEST = 100_000_000;
    static final String METADATA = "__metadata__";
    private static final int LENGTH_BYTES = 8;
    private static final int MOST_AXES = 64;

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
        if (length > size - LENGTH_BYTES) throw bad(file, "a header of " + length + " bytes", "only " + (size - LENGTH_BYTES) + " bytes in the file");
        long dataStart = LENGTH_BYTES + length;
        try (Reader text = new InputStreamReader(new Section(channel, LENGTH_BYTES, dataStart), StandardCharsets.UTF_8.newDecoder());
             JsonParser tokens = Json.tokens(text)) {
            return new Parser(file, tokens).header(dataStart, size - dataStart);
        } catch (CharacterCodingException e) {
            throw bad(file, "a header in UTF-8", "bytes that are not");
        }
    }

    private static FormatException bad(Path file, String expected, String found) {
        return new FormatException(file, "header", expected, found, FormatException.FETCH_AGAIN);
    }

    /** One pass over the tokens; {@code thing} is what an error is about at the moment. */
    private static final class Parser {
        private final Path file;
        private final JsonParser tokens;
        private final Map<String, Entry> tensors = new LinkedHashMap<>();
        private final Map<String, String> metadata = new LinkedHashMap<>();
        private String thing = "header";

        Parser(Path file, JsonParser tokens) {
            this.file = file;
            this.tokens = tokens;
        }

        SafetensorsHeader header(long dataStart, long dataBytes) throws IOException {
            try {
                expect(JsonToken.START_OBJECT, "a JSON object");
                boolean described = false;
                for (String name = key(); name != null; name = key()) {
                    thing = name.equals(METADATA) ? METADATA : "tensor " + FormatException.quote(name);
                    if (name.equals(METADATA) ? described : tensors.containsKey(name)) throw wrong("each name once", "it twice");
                    if (name.equals(METADATA)) metadata();
                    else tensors.put(name, entry());
                    described |= name.equals(METADATA);
                    thing = "header";
                }
                if (tokens.nextToken() != null) throw wrong("nothing but spaces after the JSON object", found());
            } catch (JsonProcessingException e) {
                throw new FormatException(file, thing, "a JSON object of tensors",
                        FormatException.printable(e.getOriginalMessage()), FormatException.FETCH_AGAIN, e);
            }
            checkCover(dataBytes);
            return new SafetensorsHeader(dataStart, Collections.unmodifiableMap(tensors), Collections.unmodifiableMap(metadata));
        }

        private void metadata() throws IOException {
            expect(JsonToken.START_OBJECT, "an object of texts");
            for (String key = key(); key != null; key = key()) {
                expect(JsonToken.VALUE_STRING, "a text for " + FormatException.quote(key));
                if (metadata.put(key, tokens.getText()) != null) throw wrong("each key once", FormatException.quote(key) + " twice");
            }
        }

        private Entry entry() throws IOException {
            expect(JsonToken.START_OBJECT, "an object with dtype, shape and data_offsets");
            DType dtype = null;
            List<Long> shape = null;
            List<Long> offsets = null;
            for (String key = key(); key != null; key = key()) {
                boolean twice = switch (key) {
                    case "dtype" -> dtype != null;
                    case "shape" -> shape != null;
                    case "data_offsets" -> offsets != null;
                    default -> throw wrong("dtype, shape and data_offsets", "the key " + FormatException.quote(key));
                };
                if (twice) throw wrong("each key once", FormatException.quote(key) + " twice");
                if (key.equals("dtype")) dtype = dtype();
                else if (key.equals("shape")) shape = wholeNumbers("shape", MOST_AXES);
                else offsets = wholeNumbers("data_offsets", 2);
            }
            if (dtype == null || shape == null || offsets == null || offsets.size() != 2) {
                throw wrong("dtype, shape and two data_offsets", dtype == null ? "no dtype" : shape == null ? "no shape"
                        : offsets == null ? "no data_offsets" : offsets.size() + " data_offsets");
            }
            return checked(new Entry(dtype, shape, offsets.get(0), offsets.get(1)));
        }

        private DType dtype() throws IOException {
            expect(JsonToken.VALUE_STRING, "a dtype");
            String name = tokens.getText();
            try {
                return DType.valueOf(name);
            } catch (IllegalArgumentException e) {
                throw wrong("a dtype such as F32, F16 or BF16", FormatException.quote(name));
            }
        }

        private List<Long> wholeNumbers(String key, int most) throws IOException {
            expect(JsonToken.START_ARRAY, "a list of whole numbers as " + key);
            List<Long> numbers = new ArrayList<>(4);
            while (tokens.nextToken() != JsonToken.END_ARRAY) {
                boolean whole = tokens.currentToken() == JsonToken.VALUE_NUMBER_INT && tokens.getNumberType() != JsonParser.NumberType.BIG_INTEGER;
                if (!whole || tokens.getLongValue() < 0) throw wrong("whole numbers from 0 to 2^63-1 as " + key, found());
                if (numbers.size() == most) throw wrong("at most " + most + " numbers as " + key, "more");
                numbers.add(tokens.getLongValue());
            }
            return List.copyOf(numbers);
        }

        private Entry checked(Entry entry) {
            long bytes;
            try {
                bytes = entry.shape.stream().reduce((long) entry.dtype.bytes(), Math::multiplyExact);
            } catch (ArithmeticException e) {
                throw wrong("a size below 2^63 bytes", "the shape " + entry.shape);
            }
            if (entry.begin > entry.end) throw wrong("data_offsets that ascend", "[" + entry.begin + ", " + entry.end + "]");
            if (entry.end - entry.begin != bytes) {
                throw wrong(bytes + " bytes for " + entry.dtype + " " + entry.shape, (entry.end - entry.begin) + " bytes");
            }
            return entry;
        }

        /** Every byte of the data belongs to exactly one tensor; the order in the header is free. */
        private void checkCover(long dataBytes) {
            List<Map.Entry<String, Entry>> byPlace = new ArrayList<>(tensors.entrySet());
            byPlace.sort(Comparator.comparing(Map.Entry::getValue, Comparator.comparingLong(Entry::begin).thenComparingLong(Entry::end)));
            long end = 0;
            for (Map.Entry<String, Entry> tensor : byPlace) {
                thing = "tensor " + FormatException.quote(tensor.getKey());
                long begin = tensor.getValue().begin;
                if (begin < end) throw wrong("data of its own from byte " + end + " on", "byte " + begin + ", which belongs to another tensor");
                if (begin > end) throw wrong("data from byte " + end + " on, without holes", "byte " + begin);
                end = tensor.getValue().end;
                if (end > dataBytes) throw wrong("data up to byte " + end, "only " + dataBytes + " bytes of data in the file");
            }
            thing = "data";
            if (end != dataBytes) throw wrong(end + " bytes in all", dataBytes + " bytes in the file");
        }

        /** The next key of an object, or null at its end. */
        private String key() throws IOException {
            return tokens.nextToken() == JsonToken.END_OBJECT ? null : tokens.currentName();
        }

        private void expect(JsonToken token, String expected) throws IOException {
            if (tokens.nextToken() != token) throw wrong(expected, found());
        }

        private String found() throws IOException {
            return tokens.currentToken() == null ? "nothing" : FormatException.quote(tokens.getText());
        }

        private FormatException wrong(String expected, String found) {
            return new FormatException(file, thing, expected, found, FormatException.FETCH_AGAIN);
        }
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
