package kaobako.cl;

/** When one launch ran, on the device's clock. */
public record Timing(String kernel, long startNanos, long endNanos) {
    public long nanos() {
        return endNanos - startNanos;
    }
}
