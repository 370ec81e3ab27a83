package kaobako.data;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Takes prepared pictures in order and becomes {@link PreparedPictures}: in memory here, in a file in {@link PictureCache}. */
interface PictureSink extends AutoCloseable {
    /** One picture, height x width x 3 bytes, which the sink may keep. */
    void add(byte[] pixels) throws IOException;

    /** Ends the set; the report and the content hash are kept where the sink outlives the process. */
    PreparedPictures finish(FolderReport report, String contentHash) throws IOException;

    /** Drops what was not finished. */
    @Override
    void close() throws IOException;

    /** A sink into chunks on the heap. */
    final class Memory implements PictureSink {
        private static final int CHUNK_BYTES = 16 << 20;

        private final int width;
        private final int height;
        private final int perChunk;
        private final List<ByteBuffer> chunks = new ArrayList<>();
        private int count;

        Memory(int width, int height) {
            this.width = width;
            this.height = height;
            perChunk = Math.max(1, CHUNK_BYTES / (width * height * 3));
        }

        @Override
        public void add(byte[] pixels) {
            if (count % perChunk == 0) chunks.add(ByteBuffer.allocate(perChunk * width * height * 3));
            chunks.get(chunks.size() - 1).put(pixels);
            count++;
        }

        @Override
        public PreparedPictures finish(FolderReport report, String contentHash) {
            return new PreparedPictures(width, height, count, chunks, perChunk, contentHash);
        }

        @Override
        public void close() {}
    }
}
