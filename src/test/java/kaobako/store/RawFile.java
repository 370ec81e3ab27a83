package kaobako.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Safetensors files put together byte by byte, to be wrong on purpose. */
final class RawFile {
    private RawFile() {
    }

    static byte[] bytes(String header, byte... data) {
        byte[] json = header.getBytes(StandardCharsets.UTF_8);
        return bytes(json.length, json, data);
    }

    /** @param claimed the header's length as the file states it */
    static byte[] bytes(long claimed, byte[] header, byte... data) {
        return ByteBuffer.allocate(Long.BYTES + header.length + data.length).order(ByteOrder.LITTLE_ENDIAN)
                .putLong(claimed).put(header).put(data).array();
    }

    static Path write(Path folder, byte[] content) throws IOException {
        return Files.write(folder.resolve("raw.safetensors"), content);
    }

    static Path write(Path folder, String header, int dataBytes) throws IOException {
        return write(folder, bytes(header, new byte[dataBytes]));
    }

    /** {@code "name":{…}} of one tensor. */
    static String entry(String name, String dtype, String shape, long begin, long end) {
        return "\"%s\":{\"dtype\":\"%s\",\"shape\":%s,\"data_offsets\":[%d,%d]}".formatted(name, dtype, shape, begin, end);
    }
}
