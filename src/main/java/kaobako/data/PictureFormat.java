package kaobako.data;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The picture formats that are read, told by their first bytes and never by the file's name.
 * {@link #complete} walks a format's own structure: some decoders fill what is missing with grey and say nothing.
 */
enum PictureFormat {
    PNG, JPEG, GIF, BMP, WEBP, TIFF;

    /** Bytes of a file's start that tell its format. */
    static final int MAGIC_BYTES = 16;

    /** The format that a file of this start has, if it is one that is read. */
    static Optional<PictureFormat> of(byte[] start) {
        if (starts(start, 0, "\u0089PNG\r\n\u001a\n")) return Optional.of(PNG);
        if (starts(start, 0, "\u00ff\u00d8\u00ff")) return Optional.of(JPEG);
        if (starts(start, 0, "GIF87a") || starts(start, 0, "GIF89a")) return Optional.of(GIF);
        if (starts(start, 0, "RIFF") && starts(start, 8, "WEBP")) return Optional.of(WEBP);
        if (starts(start, 0, "II*\0") || starts(start, 0, "MM\0*")) return Optional.of(TIFF);
        // "BM" starts many a text: the two reserved words behind the size must be zero as well
        if (starts(start, 0, "BM") && starts(start, 6, "\0\0\0\0")) return Optional.of(BMP);
        return Optional.empty();
    }

    /** The name of a picture format that is known but not read. */
    static Optional<String> unsupported(byte[] start) {
        if (starts(start, 4, "ftypavi")) return Optional.of("AVIF");
        if (starts(start, 4, "ftyphe") || starts(start, 4, "ftypmif1")) return Optional.of("HEIC");
        if (starts(start, 0, "\u00ff\n") || starts(start, 4, "JXL ")) return Optional.of("JPEG XL");
        if (starts(start, 4, "jP  ")) return Optional.of("JPEG 2000");
        if (starts(start, 0, "8BPS")) return Optional.of("Photoshop");
        if (starts(start, 0, "\0\0\1\0")) return Optional.of("icon");
        if (starts(start, 0, "<svg")) return Optional.of("SVG");
        return Optional.empty();
    }

    /** False when the file ends before the picture does. */
    boolean complete(byte[] file) {
        ByteBuffer in = ByteBuffer.wrap(file);
        return switch (this) {
            case PNG -> pngChunk(in, "IEND") >= 0;
            case JPEG -> jpegEnds(in);
            case WEBP -> (in.order(ByteOrder.LITTLE_ENDIAN).getInt(4) & 0xFFFFFFFFL) + 8 <= file.length;
            case GIF -> gifEnds(in);
            case BMP, TIFF -> true;   // their readers report a missing end themselves
        };
    }

    /** Where the data of the first PNG chunk of this type starts (its length is 8 bytes before), -1 without a whole one. */
    static int pngChunk(ByteBuffer in, String type) {
        long at = 8;
        while (at + 12 <= in.limit()) {
            long length = in.getInt((int) at) & 0xFFFFFFFFL;
            if (at + 12 + length > in.limit()) return -1;
            if (starts(in.array(), (int) at + 4, type)) return (int) at + 8;
            at += 12 + length;
        }
        return -1;
    }

    /** Where the data of the first RIFF chunk of this type starts (its length is 4 bytes before), -1 without a whole one. */
    static int riffChunk(ByteBuffer in, String type) {
        in.order(ByteOrder.LITTLE_ENDIAN);
        long at = 12;
        while (at + 8 <= in.limit()) {
            long length = in.getInt((int) at + 4) & 0xFFFFFFFFL;
            if (at + 8 + length > in.limit()) return -1;
            if (starts(in.array(), (int) at, type)) return (int) at + 8;
            at += 8 + length + (length & 1);
        }
        return -1;
    }

    /** Walks segments and entropy-coded data to EOI (ITU T.81, annex B); an EXIF thumbnail's EOI lies inside a segment. */
    private static boolean jpegEnds(ByteBuffer in) {
        int at = 2;
        while (at + 1 < in.limit()) {
            if ((in.get(at) & 0xFF) != 0xFF) {
                at++;
                continue;
            }
            int marker = in.get(at + 1) & 0xFF;
            if (marker == 0xD9) return true;
            boolean alone = marker == 0 || marker == 0xFF || marker == 1 || marker >= 0xD0 && marker <= 0xD8;
            if (alone) at += marker == 0xFF ? 1 : 2;
            else if (at + 3 < in.limit()) at += 2 + Math.max(2, in.getShort(at + 2) & 0xFFFF);
            else return false;
        }
        return false;
    }

    /** Walks blocks to the end of the first image's data (GIF89a, sections 20 to 23). */
    private static boolean gifEnds(ByteBuffer in) {
        if (in.limit() < 13) return false;
        int at = 13 + colours(in.get(10));
        while (at < in.limit()) {
            int block = in.get(at) & 0xFF;
            if (block != 0x21 && block != 0x2C) return false;
            boolean image = block == 0x2C;
            if (at + 10 >= in.limit()) return false;
            at += image ? 11 + colours(in.get(at + 9)) : 2;
            while (at < in.limit() && in.get(at) != 0) at += 1 + (in.get(at) & 0xFF);
            if (image) return at < in.limit();
            at++;
        }
        return false;
    }

    private static int colours(byte flags) {
        return (flags & 0x80) == 0 ? 0 : 3 << ((flags & 7) + 1);
    }

    private static boolean starts(byte[] bytes, int at, String latin1) {
        byte[] wanted = latin1.getBytes(StandardCharsets.ISO_8859_1);
        if (at + wanted.length > bytes.length) return false;
        for (int i = 0; i < wanted.length; i++) if (bytes[at + i] != wanted[i]) return false;
        return true;
    }
}
