package kaobako.store;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import kaobako.file.AtomicFile;

/**
 * The one place that configures Jackson. Reads what Python's json module writes ({@code NaN}, {@code Infinity},
 * {@code -Infinity} are numbers, also on the way out) and is strict beyond that: no duplicate keys, nothing after the value,
 * UTF-8 only, at most {@value #DEPTH} levels and {@value #LARGEST_FILE} bytes. Whatever is wrong is a {@link FormatException}
 * with file and line. Objects become maps in the file's order; whole numbers are Integer, Long or BigInteger, others Double.
 * Any thread.
 */
public final class Json {
    static final int DEPTH = 64;
    static final int LARGEST_FILE = 32 << 20;
    private static final int LONGEST_NUMBER = 100;

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(DEPTH).maxNumberLength(LONGEST_NUMBER).build())
            .build();
    private static final ObjectMapper MAPPER = JsonMapper.builder(FACTORY.copy())
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .disable(JsonWriteFeature.WRITE_NAN_AS_STRINGS)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            // a newer version's settings and recipes may say more than this version knows
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();
    private static final ObjectWriter PRETTY = MAPPER.writer(new DefaultPrettyPrinter(
            Separators.createDefaultInstance().withObjectFieldValueSpacing(Separators.Spacing.AFTER))
            .withObjectIndenter(new DefaultIndenter("  ", "\n")).withArrayIndenter(new DefaultIndenter("  ", "\n")));

    private Json() {
    }

    /** The JSON object in a file. */
    public static Map<String, Object> object(Path file) {
        return object(text(file), file);
    }

    /** The JSON object in a text; {@code file} says in errors where the text is from. */
    public static Map<String, Object> object(String text, Path file) {
        return parse(text, file, MAPPER.constructType(new TypeReference<Map<String, Object>>() { }));
    }

    /** A file as a record; what its constructor refuses (IllegalArgumentException) is reported in the constructor's words. */
    public static <T> T read(Path file, Class<T> type) {
        return parse(text(file), file, type);
    }

    public static <T> T parse(String text, Path file, Class<T> type) {
        return parse(text, file, MAPPER.constructType(type));
    }

    /** Two spaces a level, one entry a line, no line feed at the end. */
    public static String pretty(Object value) {
        try {
            return PRETTY.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("no JSON for " + value.getClass().getName() + ": " + e.getOriginalMessage(), e);
        }
    }

    /** Everything on one line, no line feed at the end: for logs, headers and pictures. */
    public static String line(Object value) {
        try {
            return MAPPER.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("no JSON for " + value.getClass().getName() + ": " + e.getOriginalMessage(), e);
        }
    }

    /** Replaces a file atomically with {@link #pretty} and a line feed. */
    public static void write(Path file, Object value) throws IOException {
        AtomicFile.write(file, pretty(value) + "\n");
    }

    /** A parser of standard JSON that holds one token at a time; duplicates are the caller's business. */
    static JsonParser tokens(Reader reader) throws IOException {
        return FACTORY.createParser(reader);
    }

    private static <T> T parse(String text, Path file, JavaType type) {
        try {
            T value = MAPPER.readValue(text.startsWith("\ufeff") ? text.substring(1) : text, type);
            if (value == null) throw new FormatException(file, "", "a JSON object", "null", "correct the file");
            return value;
        } catch (JsonProcessingException e) {
            JsonLocation at = e.getLocation();
            String where = at == null ? "" : "line " + at.getLineNr() + " column " + at.getColumnNr();
            boolean refused = e.getCause() instanceof IllegalArgumentException && e.getCause().getMessage() != null;
            String why = refused ? e.getCause().getMessage() : e.getOriginalMessage().lines().findFirst().orElse("nothing").replaceFirst(" \\(start marker at .*", "");
            String wanted = type.isMapLikeType() ? "one JSON object" : "the JSON of " + type.getRawClass().getSimpleName();
            throw new FormatException(file, where, wanted, FormatException.printable(why), "correct or restore the file", e);
        }
    }

    /** A small text file, whole; bytes that are no UTF-8 are refused. */
    static String text(Path file) {
        if (Files.isDirectory(file)) throw new FormatException(file, "", "a file", "a folder", "name the file inside it");
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(LARGEST_FILE + 1);
            if (bytes.length > LARGEST_FILE) {
                String most = "at most " + LARGEST_FILE + " bytes of text";
                throw new FormatException(file, "", most, "more", "check that this is the right file");
            }
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (IOException e) {
            throw FormatException.unreadable(file, e);
        }
    }
}
