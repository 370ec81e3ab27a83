package kaobako.store;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import kaobako.store.SafetensorsHeader.Entry;

/**
 * Turns the JSON of a safetensors header into a checked {@link SafetensorsHeader}, in one pass over its tokens. Used once.
 * {@code thing} is what an error would be about at the moment.
 */
final class HeaderParser {
    private static final int MOST_AXES = 64;
    /** Far more than any network has; empty tensors cost a file next to nothing, but not us. */
    static final int MOST_TENSORS = 100_000;

    private final Path file;
    private final JsonParser tokens;
    private final Map<String, Entry> tensors = new LinkedHashMap<>();
    private final Map<String, String> metadata = new LinkedHashMap<>();
    private String thing = "header";

    HeaderParser(Path file, JsonParser tokens) {
        this.file = file;
        this.tokens = tokens;
    }

    SafetensorsHeader header(long dataStart, long dataBytes) throws IOException {
        try {
            expect(JsonToken.START_OBJECT, "a JSON object");
            boolean described = false;
            for (String name = key(); name != null; name = key()) {
                boolean metadata = name.equals(SafetensorsHeader.METADATA);
                thing = metadata ? name : "tensor " + FormatException.quote(name);
                if (metadata ? described : tensors.containsKey(name)) throw wrong("each name once", "it twice");
                if (tensors.size() == MOST_TENSORS) throw wrong("at most " + MOST_TENSORS + " tensors", "more");
                if (metadata) metadata();
                else tensors.put(name, entry());
                described |= metadata;
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
            boolean twice = metadata.put(key, tokens.getText()) != null;
            if (twice) throw wrong("each key once", FormatException.quote(key) + " twice");
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
            boolean whole = tokens.currentToken() == JsonToken.VALUE_NUMBER_INT
                    && tokens.getNumberType() != JsonParser.NumberType.BIG_INTEGER;
            if (!whole || tokens.getLongValue() < 0) throw wrong("whole numbers from 0 to 2^63-1 as " + key, found());
            if (numbers.size() == most) throw wrong("at most " + most + " numbers as " + key, "more");
            numbers.add(tokens.getLongValue());
        }
        return List.copyOf(numbers);
    }

    private Entry checked(Entry entry) {
        long bytes;
        try {
            bytes = entry.shape().stream().reduce((long) entry.dtype().bytes(), Math::multiplyExact);
        } catch (ArithmeticException e) {
            throw wrong("a size below 2^63 bytes", "the shape " + entry.shape());
        }
        if (entry.begin() > entry.end()) throw wrong("data_offsets that ascend", "[" + entry.begin() + ", " + entry.end() + "]");
        if (entry.end() - entry.begin() != bytes) {
            throw wrong(bytes + " bytes for " + entry.dtype() + " " + entry.shape(), (entry.end() - entry.begin()) + " bytes");
        }
        return entry;
    }

    /** Every byte of the data belongs to exactly one tensor; the order in the header is free. */
    private void checkCover(long dataBytes) {
        List<Map.Entry<String, Entry>> byPlace = new ArrayList<>(tensors.entrySet());
        byPlace.sort(Map.Entry.comparingByValue(Comparator.comparingLong(Entry::begin).thenComparingLong(Entry::end)));
        long end = 0;
        for (Map.Entry<String, Entry> tensor : byPlace) {
            thing = "tensor " + FormatException.quote(tensor.getKey());
            long begin = tensor.getValue().begin();
            if (begin < end) throw wrong("data of its own from byte " + end + " on", "byte " + begin + " of another tensor");
            if (begin > end) throw wrong("data from byte " + end + " on, without holes", "byte " + begin);
            end = tensor.getValue().end();
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
