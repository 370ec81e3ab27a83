package kaobako.data;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32C;
import kaobako.file.AtomicFile;

/**
 * Prepared pictures in a file that is mapped into memory, so that any number needs no heap, and a second scan of an unchanged
 * folder is a matter of seconds. Big-endian layout:
 *
 * <pre>
 *    0  "KAOBAKOP", int version, width, height, count
 *   24  key: SHA-256 of everything the pictures depend on
 *   56  int CRC-32C of the pixels, int length of the trailer, int CRC-32C of the trailer
 *   68  int CRC-32C of bytes 0..67
 * 4096  pixels, count x height x width x 3
 *    .  trailer: content hash, then the folder's report
 * </pre>
 */
final class PictureCache implements PictureSink {
    private static final byte[] MAGIC = {'K', 'A', 'O', 'B', 'A', 'K', 'O', 'P'};
    private static final int VERSION = 2, KEY_AT = 24, CHECKED = 68, PIXELS_AT = 4096, BUFFERED = 1 << 20;
    /** A mapping is limited to 2 GiB by its int index. */
    static final int MAPPING_BYTES = 1 << 30;

    /** What was found in a cache file. */
    record Found(PreparedPictures pictures, FolderReport report) {}

    private final AtomicFile file;
    private final Path target;
    private final int width, height, mappingBytes;
    private final byte[] key;
    private final ByteBuffer pending;
    private final CRC32C pixelSum = new CRC32C();
    private int count;

    PictureCache(Path target, byte[] key, int width, int height, int mappingBytes) throws IOException {
        this.target = target;
        this.key = key.clone();
        this.width = width;
        this.height = height;
        this.mappingBytes = mappingBytes;
        pending = ByteBuffer.allocateDirect(Math.max(BUFFERED, width * height * 3));
        Files.createDirectories(target.toAbsolutePath().getParent());
        file = AtomicFile.open(target);
        file.content().getChannel().position(PIXELS_AT);
    }

    @Override
    public void add(byte[] pixels) throws IOException {
        if (pending.remaining() < pixels.length) flush();
        pending.put(pixels);
        pixelSum.update(pixels);
        count++;
    }

    @Override
    public PreparedPictures finish(FolderReport report, String contentHash) throws IOException {
        flush();
        byte[] trailer = trailer(report, contentHash);
        writeFully(ByteBuffer.wrap(trailer));
        ByteBuffer header = ByteBuffer.allocate(CHECKED + 4).put(MAGIC).putInt(VERSION).putInt(width).putInt(height).putInt(count)
            .put(key).putInt((int) pixelSum.getValue()).putInt(trailer.length).putInt(sum(ByteBuffer.wrap(trailer)));
        header.putInt(sum(header.duplicate().flip())).flip();
        file.content().getChannel().position(0);
        writeFully(header);
        file.commit();
        return open(target, key, mappingBytes).map(Found::pictures)
            .orElseThrow(() -> new IOException("The picture cache " + target
                + " reads back differently than it was written: check the disk."));
    }

    @Override
    public void close() throws IOException {
        file.close();
    }

    /** The pictures in {@code target} if it is whole, unharmed and made for {@code key}; empty when it is to be built again. */
    static Optional<Found> open(Path target, byte[] key, int mappingBytes) {
        if (!Files.isRegularFile(target)) return Optional.empty();
        try (FileChannel channel = FileChannel.open(target, StandardOpenOption.READ)) {
            ByteBuffer header = read(channel, 0, CHECKED + 4);
            boolean whole = header.getInt(CHECKED) == sum(header.slice(0, CHECKED));
            boolean ours = header.slice(0, 8).equals(ByteBuffer.wrap(MAGIC)) && header.getInt(8) == VERSION
                && header.slice(KEY_AT, 32).equals(ByteBuffer.wrap(key));
            return whole && ours ? open(channel, header, mappingBytes) : Optional.empty();
        } catch (IOException | RuntimeException e) {
            return Optional.empty();
        }
    }

    private static Optional<Found> open(FileChannel channel, ByteBuffer header, int mappingBytes) throws IOException {
        int width = header.getInt(12), height = header.getInt(16), count = header.getInt(20), trailerLength = header.getInt(60);
        int bytes = Math.multiplyExact(Math.multiplyExact(width, height), 3), perChunk = Math.max(1, mappingBytes / bytes);
        long pixelsEnd = PIXELS_AT + (long) count * bytes;
        if (channel.size() != pixelsEnd + trailerLength) return Optional.empty();
        ByteBuffer trailer = read(channel, pixelsEnd, trailerLength);
        if (sum(trailer.duplicate()) != header.getInt(64)) return Optional.empty();
        CRC32C pixels = new CRC32C();
        List<ByteBuffer> chunks = new ArrayList<>();
        for (int first = 0; first < count; first += perChunk) {
            long length = (long) Math.min(perChunk, count - first) * bytes;
            chunks.add(channel.map(FileChannel.MapMode.READ_ONLY, PIXELS_AT + (long) first * bytes, length));
            pixels.update(chunks.get(chunks.size() - 1).duplicate());
        }
        if ((int) pixels.getValue() != header.getInt(56)) return Optional.empty();
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(trailer.array()))) {
            String hash = in.readUTF();
            return Optional.of(new Found(new PreparedPictures(width, height, count, chunks, perChunk, hash), report(in)));
        }
    }

    private static byte[] trailer(FolderReport report, String contentHash) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeUTF(contentHash);
        out.writeInt(report.used().size());
        for (String name : report.used()) out.writeUTF(name);
        out.writeInt(report.refusals().size());
        for (FolderReport.Refusal refusal : report.refusals()) {
            out.writeUTF(refusal.file());
            out.writeUTF(refusal.reason().name());
            SentenceBytes.write(out, refusal.said());
        }
        out.writeInt(report.remarks().size());
        for (FolderReport.Remark remark : report.remarks()) {
            out.writeUTF(remark.file());
            out.writeUTF(remark.sentence());
        }
        return bytes.toByteArray();
    }

    private static FolderReport report(DataInputStream in) throws IOException {
        List<String> used = new ArrayList<>();
        for (int i = in.readInt(); i > 0; i--) used.add(in.readUTF());
        List<FolderReport.Refusal> refusals = new ArrayList<>();
        for (int i = in.readInt(); i > 0; i--) {
            refusals.add(new FolderReport.Refusal(in.readUTF(), Reason.valueOf(in.readUTF()), SentenceBytes.read(in)));
        }
        List<FolderReport.Remark> remarks = new ArrayList<>();
        for (int i = in.readInt(); i > 0; i--) remarks.add(new FolderReport.Remark(in.readUTF(), in.readUTF()));
        return new FolderReport(used, refusals, remarks);
    }

    private void flush() throws IOException {
        writeFully(pending.flip());
        pending.clear();
    }

    private void writeFully(ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) file.content().getChannel().write(bytes);
    }

    private static ByteBuffer read(FileChannel channel, long at, int length) throws IOException {
        if (length < 0 || at + length > channel.size()) throw new IOException("shorter than its header says");
        ByteBuffer bytes = ByteBuffer.allocate(length);
        while (bytes.hasRemaining() && channel.read(bytes, at + bytes.position()) > 0) { }
        if (bytes.hasRemaining()) throw new IOException("shorter than its header says");
        return bytes.flip();
    }

    private static int sum(ByteBuffer bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes);
        return (int) crc.getValue();
    }
}
