package kaobako.data;

import java.io.EOFException;
import java.io.IOException;
import javax.imageio.stream.ImageInputStreamImpl;

/**
 * A file in memory as decoders read it. Some read on behind the end as if zeros followed, for as many pixels as a damaged header
 * claims; here they are stopped after a number of tries that no sound file needs.
 */
final class FileBytes extends ImageInputStreamImpl {
    private static final int TRIES = 1000;

    private final byte[] bytes;
    private int tries;

    FileBytes(byte[] bytes) {
        this.bytes = bytes;
    }

    @Override
    public int read() throws IOException {
        checkClosed();
        bitOffset = 0;
        return streamPos >= bytes.length ? end() : bytes[(int) streamPos++] & 0xFF;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        checkClosed();
        bitOffset = 0;
        if (length == 0) return 0;
        if (streamPos >= bytes.length) return end();
        int n = (int) Math.min(length, bytes.length - streamPos);
        System.arraycopy(bytes, (int) streamPos, target, offset, n);
        streamPos += n;
        return n;
    }

    @Override
    public long length() {
        return bytes.length;
    }

    private int end() throws IOException {
        // not an EOFException itself: those are what such decoders swallow
        if (++tries > TRIES) throw new IOException("read far behind the end of the file", new EOFException());
        return -1;
    }
}
