package kaobako.cl;

import java.util.Locale;
import kaobako.text.Sentence;

/** A buffer does not fit on the device. */
public final class DeviceMemoryException extends ClException {
    private final long needed;
    private final long available;

    DeviceMemoryException(int code, Device device, long needed, long available, Sentence limit) {
        super(code, Sentence.of("cl.memory", "Not enough memory on %s: %s needed, %s %s. Lower the batch size or the picture size, or choose"
                + " another device.", device.label(), text(needed), text(available), limit), null);
        this.needed = needed;
        this.available = available;
    }

    /** Bytes that were asked for. */
    public long needed() {
        return needed;
    }

    /** Bytes that could have been given. */
    public long available() {
        return available;
    }

    private static String text(long bytes) {
        return bytes < 1 << 20 ? bytes + " bytes"
                : bytes < 1L << 30 ? String.format(Locale.ROOT, "%.1f MiB", bytes / 0x1p20)
                : String.format(Locale.ROOT, "%.2f GiB", bytes / 0x1p30);
    }
}
