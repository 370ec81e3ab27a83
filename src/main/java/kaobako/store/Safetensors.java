package kaobako.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ShortBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A safetensors file, open for reading; owned by whoever opened it. The header is checked in full on opening, the data is mapped
 * piece by piece as it is asked for, so files of any size work. Every defect is a {@link FormatException}.
 * Any thread, several at once; but an interrupted thread that reads closes the file.
 */
public final class Safetensors implements AutoCloseable {
    private static final int WINDOW_BYTES = 1 << 26;
    private static final int LONGEST_ARRAY = Integer.MAX_VALUE - 8;

    private final Path file;
    private final FileChannel channel;
    private final SafetensorsHeader header;

    private Safetensors(Path file, FileChannel channel, SafetensorsHeader header) {
        this.file = file;
        this.channel = channel;
        this.header = header;
    }

    public static Safetensors open(Path file) {
        if (Files.isDirectory(file)) {
            throw new FormatException(file, "", "a safetensors file", "a folder", "name the file inside it");
        }
        // opening a pipe would wait for somebody to write into it
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            throw new FormatException(file, "", "a safetensors file", "no regular file", "name a file on disk");
        }
        FileChannel channel = null;
        try {
            channel = FileChannel.open(file, StandardOpenOption.READ);
            Safetensors opened = new Safetensors(file, channel, SafetensorsHeader.read(file, channel));
            channel = null;
            return opened;
        } catch (IOException e) {
            throw FormatException.unreadable(file, e);
        } finally {
            closeQuietly(channel);
        }
    }

    public Path file() {
        return file;
    }

    /** In the header's order. */
    public Set<String> names() {
        return header.tensors().keySet();
    }

    /** Free texts by key; {@code format=pt} in PyTorch's files. */
    public Map<String, String> metadata() {
        return header.metadata();
    }

    /** @throws FormatException when there is none of that name */
    public Tensor tensor(String name) {
        SafetensorsHeader.Entry entry = header.tensors().get(name);
        if (entry == null) {
            throw new FormatException(file, "tensor " + FormatException.quote(name), "it among the " + names().size()
                    + " tensors",
                    "none of that name", "check that weights and config belong together");
        }
        return new Tensor(this, name, entry.dtype(), entry.shape(), header.dataStart() + entry.begin(), entry.count());
    }

    @Override
    public void close() {
        closeQuietly(channel);
    }

    /**
     * Where a tensor lies; its values are read on request.
     *
     * @param shape extents, slowest first, as PyTorch has them; empty for a scalar
     * @param position of the first byte, from the start of the file
     * @param count elements
     */
    public record Tensor(Safetensors from, String name, DType dtype, List<Long> shape, long position, long count) {
        /** All values of an F32, F16 or BF16 tensor, row-major. */
        public float[] floats() {
            return switch (dtype) {
                case F32 -> read(new float[length()], (window, to, at, n) -> window.asFloatBuffer().get(to, at, n));
                case F16 -> read(new float[length()], (window, to, at, n) -> {
                    ShortBuffer halves = window.asShortBuffer();
                    for (int i = 0; i < n; i++) to[at + i] = Half.toFloat(halves.get(i));
                });
                case BF16 -> read(new float[length()], (window, to, at, n) -> {
                    ShortBuffer halves = window.asShortBuffer();
                    for (int i = 0; i < n; i++) to[at + i] = Half.fromBfloat16(halves.get(i));
                });
                default -> throw wrong("F32, F16 or BF16", dtype.name());
            };
        }

        /** All values of an I64 or I32 tensor, row-major. */
        public long[] longs() {
            return switch (dtype) {
                case I64 -> read(new long[length()], (window, to, at, n) -> window.asLongBuffer().get(to, at, n));
                case I32 -> read(new long[length()], (window, to, at, n) -> {
                    for (int i = 0; i < n; i++) to[at + i] = window.getInt(Integer.BYTES * i);
                });
                default -> throw wrong("I64 or I32", dtype.name());
            };
        }

        /** Goes over the data window by window; a window holds whole elements. */
        private <A> A read(A values, Decoder<A> decoder) {
            int step = WINDOW_BYTES / dtype.bytes();
            for (long at = 0; at < count; at += step) {
                int n = (int) Math.min(step, count - at);
                try (Window window = Window.open(from.channel, position + at * dtype.bytes(), (long) n * dtype.bytes())) {
                    decoder.decode(window.buffer(), values, (int) at, n);
                } catch (IOException e) {
                    throw FormatException.unreadable(from.file, e);
                }
            }
            return values;
        }

        private int length() {
            if (count > LONGEST_ARRAY) throw wrong("at most " + LONGEST_ARRAY + " elements", count + " elements");
            return (int) count;
        }

        private FormatException wrong(String expected, String found) {
            return new FormatException(from.file, "tensor " + FormatException.quote(name), expected, found,
                    "convert the file to F32 or F16 weights");
        }

        @Override
        public String toString() {
            return FormatException.quote(name) + " " + dtype + " " + shape;
        }
    }

    private interface Decoder<A> {
        void decode(ByteBuffer window, A values, int at, int count);
    }

    private static void closeQuietly(FileChannel channel) {
        try {
            if (channel != null) channel.close();
        } catch (IOException e) {
            // opened for reading only: nothing can be lost
        }
    }
}
