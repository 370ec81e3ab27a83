package kaobako.cl;

/**
 * Checks what the calls on a queue have returned. A test can have them fail from some call on, as they do once a device is lost.
 * Owner: a {@link Queue}, whose thread it belongs to.
 */
final class Calls {
    private final Device device;
    private long made;
    private long good = Long.MAX_VALUE;
    private int lost;

    Calls(Device device) {
        this.device = device;
    }

    /** Throws unless {@code code} is CL_SUCCESS. */
    void check(int code, String call) {
        check(code, call, device);
    }

    /** The same about a part of the device. */
    void check(int code, String call, Object thing) {
        ClException.check(++made > good ? lost : code, call, thing);
    }

    /** Calls so far. */
    long made() {
        return made;
    }

    /** Has every call fail with {@code code} once so many more have been made. */
    void failAfter(long calls, int code) {
        good = calls == Long.MAX_VALUE ? calls : made + calls;
        lost = code;
    }
}
