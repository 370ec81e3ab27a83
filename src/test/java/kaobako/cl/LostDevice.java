package kaobako.cl;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.Supplier;

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

    /** Loses the device at each call by which something is made, in turn: making it fails then, and leaves no memory behind. */
    public static void whileMaking(Queue queue, Supplier<? extends AutoCloseable> maker) throws Exception {
        long memory = queue.allocatedBytes();
        maker.get().close();
        assertThat(queue.allocatedBytes()).isEqualTo(memory);
        for (long at = 0; fails(queue, at, maker); at++) {
            assertThat(queue.allocatedBytes()).as("bytes left behind when lost at call %d", at).isEqualTo(memory);
        }
    }

    /** False where so many calls are enough; of any that is made by calls the first is needed. */
    private static boolean fails(Queue queue, long at, Supplier<? extends AutoCloseable> maker) throws Exception {
        after(queue, at);
        try (AutoCloseable made = maker.get()) {
            assertThat(at).as("calls by which %s was made", made).isPositive();
            return false;
        } catch (ClException lost) {
            return true;
        } finally {
            back(queue);
        }
    }
}
