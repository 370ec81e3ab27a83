package kaobako.data;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** The content of a PNG text chunk (PNG, third edition, section 11.3.3). */
record PngText(String keyword, String text) {
    private static final int LARGEST_INFLATED = 8 << 20;

    /** Parses the data of a tEXt, zTXt or iTXt chunk; the exception's message goes on from "a tEXt chunk ...". */
    static PngText parse(String type, ByteBuffer data) throws IOException {
        String keyword = untilZero(data, StandardCharsets.ISO_8859_1);
        return new PngText(keyword, switch (type) {
            case "tEXt" -> decode(data, StandardCharsets.ISO_8859_1);
            case "zTXt" -> {
                checkMethod(next(data));
                yield decode(inflate(data), StandardCharsets.ISO_8859_1);
            }
            case "iTXt" -> {
                int compressed = next(data), method = next(data);
                untilZero(data, StandardCharsets.ISO_8859_1);   // language
                untilZero(data, StandardCharsets.UTF_8);        // translated keyword
                if (compressed != 0) checkMethod(method);
                yield decode(compressed == 0 ? data : inflate(data), StandardCharsets.UTF_8);
            }
            default -> throw new IllegalArgumentException(type + " is no text chunk");
        });
    }

    /** Stops at {@link #LARGEST_INFLATED} whatever the stream would become. */
    private static ByteBuffer inflate(ByteBuffer data) throws IOException {
        Inflater inflater = new Inflater();
        try {
            inflater.setInput(data);
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            byte[] part = new byte[8192];
            while (!inflater.finished()) {
                int n = inflater.inflate(part);
                if (n == 0) throw new IOException("holds compressed text that is cut off");
                if (out.size() + n > LARGEST_INFLATED) {
                    throw new IOException("inflates to more than " + LARGEST_INFLATED + " bytes");
                }
                out.write(part, 0, n);
            }
            return ByteBuffer.wrap(out.toByteArray());
        } catch (DataFormatException e) {
            throw new IOException("holds damaged compressed text", e);
        } finally {
            inflater.end();
        }
    }

    private static void checkMethod(int method) throws IOException {
        if (method != 0) throw new IOException("uses compression method " + method + ", only 0 (deflate) exists");
    }

    private static int next(ByteBuffer data) throws IOException {
        if (!data.hasRemaining()) throw new IOException("ends before its text");
        return data.get() & 0xFF;
    }

    private static String untilZero(ByteBuffer data, Charset charset) throws IOException {
        int start = data.position();
        while (next(data) != 0) { }
        return decode(data.slice(start, data.position() - 1 - start), charset);
    }

    private static String decode(ByteBuffer data, Charset charset) {
        return charset.decode(data).toString();
    }
}
