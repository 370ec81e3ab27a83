package kaobako.cl;

/** A device that is lost at a call of one's choice: from then on every enqueue, read and wait fails. For tests of what happens next. */
public final class LostDevice {
    /** What drivers say then, CL_INVALID_COMMAND_QUEUE. */
    private static final int CODE = -36;

    private LostDevice() {}

    /** Calls on this queue so far. */
    public static long calls(Queue queue) {
        return queue.calls().made();
    }

    /** Loses the device after so many more calls. */
    public static void after(Queue queue, long calls) {
        after(queue, calls, CODE);
    }

    /** The same with another of OpenCL's numbers. */
    public static void after(Queue queue, long calls, int code) {
        queue.calls().failAfter(calls, code);
    }

    public static void back(Queue queue) {
        queue.calls().failAfter(Long.MAX_VALUE, 0);
    }
}
