package kaobako.data;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import kaobako.file.AtomicFile;
import kaobako.file.FileException;
import kaobako.text.Sentence;

/**
 * PNG with texts in and out (PNG, third edition, section 11.3.3): tEXt where a text fits Latin-1, iTXt in UTF-8 otherwise, as
 * Pillow and with it every gallery tool does. A file read is untrusted: sizes are checked against the file and capped.
 */
public final class PngFile {
    private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};
    private static final Set<String> TEXT_CHUNKS = Set.of("tEXt", "zTXt", "iTXt");
    private static final int AFTER_HEADER = 8 + 25;
    private static final int LONGEST_KEYWORD = 79, LARGEST_CHUNK = 8 << 20, MOST_CHUNKS = 10_000, MOST_TEXTS = 256;

    private PngFile() {}

    /**
     * Writes {@code image} with {@code texts} in their order; the file appears whole or not at all.
     *
     * @throws IllegalArgumentException for a keyword or text that PNG does not allow
     */
    public static void write(Path file, BufferedImage image, Map<String, String> texts) throws IOException {
        byte[] bytes = encode(image, texts);
        Files.createDirectories(file.toAbsolutePath().getParent());
        AtomicFile.write(file, out -> out.write(bytes));
    }

    /** The bytes of such a file. */
    public static byte[] encode(BufferedImage image, Map<String, String> texts) throws IOException {
        ByteArrayOutputStream plain = new ByteArrayOutputStream(), out = new ByteArrayOutputStream();
        if (!ImageIO.write(image, "png", plain)) {
            throw new IOException("a picture of type " + image.getType() + " cannot be written as PNG");
        }
        // right behind the header, where a reader finds the texts without passing the pixels
        byte[] bytes = plain.toByteArray();
        out.write(bytes, 0, AFTER_HEADER);
        for (Map.Entry<String, String> text : texts.entrySet()) out.write(chunk(text.getKey(), text.getValue()));
        out.write(bytes, AFTER_HEADER, bytes.length - AFTER_HEADER);
        return out.toByteArray();
    }

    /**
     * The texts of a PNG file in their order, from tEXt, zTXt and iTXt; of two with one keyword the later wins.
     *
     * @throws IOException when it is no PNG file, its chunks do not fit it, or a text is larger than any honest one
     */
    public static Map<String, String> readTexts(Path file) throws IOException {
        Map<String, String> texts = new LinkedHashMap<>();
        try (FileChannel in = FileChannel.open(file, StandardOpenOption.READ)) {
            if (in.size() < SIGNATURE.length || !ByteBuffer.wrap(SIGNATURE).equals(read(in, 0, SIGNATURE.length, file))) {
                throw new FileException(Sentence.of("png.not", "%s is not a PNG file; choose a picture that Kaobako saved", file), null);
            }
            long at = SIGNATURE.length;
            for (int chunks = 0; chunks < MOST_CHUNKS && at < in.size(); chunks++) {
                ByteBuffer head = read(in, at, 8, file);
                long length = head.getInt(0) & 0xFFFFFFFFL;
                String type = new String(head.array(), 4, 4, StandardCharsets.ISO_8859_1);
                if (length > in.size() - at - 12) {
                    throw damaged(file, "chunk " + printable(type) + " claims " + length + " bytes, "
                        + Math.max(0, in.size() - at - 12) + " are left: the file is cut off or damaged");
                }
                if (type.equals("IEND")) break;
                if (TEXT_CHUNKS.contains(type)) readText(in, at, type, length, file, texts);
                at += length + 12;
            }
        }
        return texts;
    }

    private static void readText(FileChannel in, long at, String type, long length, Path file, Map<String, String> texts)
            throws IOException {
        if (length > LARGEST_CHUNK || texts.size() >= MOST_TEXTS) {
            throw damaged(file, "a " + type + " chunk of " + length + " bytes after " + texts.size()
                + " texts; at most " + LARGEST_CHUNK + " bytes and " + MOST_TEXTS + " texts are read");
        }
        ByteBuffer chunk = read(in, at + 4, (int) length + 8, file);   // type, data, CRC
        CRC32 crc = new CRC32();
        crc.update(chunk.array(), 0, (int) length + 4);
        if ((int) crc.getValue() != chunk.getInt((int) length + 4)) {
            throw damaged(file, "a " + type + " chunk fails its checksum");
        }
        try {
            PngText text = PngText.parse(type, chunk.slice(4, (int) length));
            texts.put(text.keyword(), text.text());
        } catch (IOException e) {
            throw damaged(file, "a " + type + " chunk " + e.getMessage());
        }
    }

    private static byte[] chunk(String keyword, String text) {
        checkKeyword(keyword);
        if (text.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("the text of PNG keyword " + keyword + " holds a NUL character");
        }
        boolean latin1 = StandardCharsets.ISO_8859_1.newEncoder().canEncode(text);
        byte[] key = keyword.getBytes(StandardCharsets.ISO_8859_1);
        byte[] value = text.getBytes(latin1 ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_8);
        // tEXt: keyword, 0; iTXt: keyword, 0, not compressed, method 0, no language, 0, no translated keyword, 0
        int data = key.length + (latin1 ? 1 : 5) + value.length;
        ByteBuffer chunk = ByteBuffer.allocate(data + 12).putInt(data)
            .put((latin1 ? "tEXt" : "iTXt").getBytes(StandardCharsets.ISO_8859_1));
        chunk.put(key).put(new byte[latin1 ? 1 : 5]).put(value);
        CRC32 crc = new CRC32();
        crc.update(chunk.array(), 4, data + 4);
        return chunk.putInt((int) crc.getValue()).array();
    }

    private static void checkKeyword(String keyword) {
        boolean printable = keyword.chars().allMatch(c -> c >= 0x20 && c <= 0x7E || c >= 0xA1 && c <= 0xFF);
        boolean spaced = keyword.startsWith(" ") || keyword.endsWith(" ") || keyword.contains("  ");
        if (keyword.isEmpty() || keyword.length() > LONGEST_KEYWORD || !printable || spaced) {
            throw new IllegalArgumentException("a PNG keyword has 1 to 79 printable Latin-1 characters and single spaces inside,"
                + " found \"" + keyword + "\"");
        }
    }

    private static ByteBuffer read(FileChannel in, long at, int length, Path file) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(length);
        while (bytes.hasRemaining()) {
            if (in.read(bytes, at + bytes.position()) < 0) {
                throw damaged(file, "it ends after " + in.size() + " bytes, inside a PNG chunk");
            }
        }
        return bytes.flip();
    }

    private static FileException damaged(Path file, String what) {
        return new FileException(Sentence.of("png.damaged", "%s: %s; choose another file", file, what), null);
    }

    private static String printable(String type) {
        return type.chars().allMatch(c -> c > 0x20 && c < 0x7F) ? type : "of unknown type";
    }
}
