package kaobako.store;

import java.io.IOException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Field;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;

/**
 * A read-only, little-endian piece of a file in memory; owned by the try block that opens it.
 * Closing unmaps at once where the Java runtime lets us: Windows cannot replace a file that is still mapped, and the garbage
 * collector takes its time. The buffer must not be used after that, so it never leaves the package.
 */
final class Window implements AutoCloseable {
    private static final Unmapper UNMAPPER = Unmapper.find();

    private final MappedByteBuffer buffer;

    private Window(MappedByteBuffer buffer) {
        this.buffer = buffer;
    }

    /** @param length at most 2 GiB less one byte; fails, rather than mapping beyond the end, when the file has shrunk */
    static Window open(FileChannel channel, long position, long length) throws IOException {
        if (position + length > channel.size()) throw new IOException("the file has become shorter while in use");
        MappedByteBuffer buffer = channel.map(FileChannel.MapMode.READ_ONLY, position, length);
        buffer.order(ByteOrder.LITTLE_ENDIAN);
        return new Window(buffer);
    }

    ByteBuffer buffer() {
        return buffer;
    }

    @Override
    public void close() {
        UNMAPPER.unmap(buffer);
    }

    /** {@code sun.misc.Unsafe.invokeCleaner}, looked up by name as not every runtime has it; without it the collector unmaps. */
    private record Unmapper(MethodHandle cleaner) {
        static Unmapper find() {
            try {
                Class<?> unsafe = Class.forName("sun.misc.Unsafe");
                Field instance = unsafe.getDeclaredField("theUnsafe");
                instance.setAccessible(true);
                return new Unmapper(MethodHandles.lookup()
                        .findVirtual(unsafe, "invokeCleaner", MethodType.methodType(void.class, ByteBuffer.class))
                        .bindTo(instance.get(null)));
            } catch (ReflectiveOperationException | RuntimeException e) {
                return new Unmapper(null);
            }
        }

        void unmap(MappedByteBuffer buffer) {
            if (cleaner == null || buffer.capacity() == 0) return;
            try {
                cleaner.invoke((ByteBuffer) buffer);
            } catch (Throwable e) {
                throw new IllegalStateException("cannot unmap a window of " + buffer.capacity() + " bytes", e);
            }
        }
    }
}
