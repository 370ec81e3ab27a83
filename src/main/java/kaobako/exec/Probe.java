package kaobako.exec;

import java.util.Arrays;
import java.util.Map;
import kaobako.cl.DeviceBuffer;
import kaobako.cl.Kernel;
import kaobako.cl.Queue;
import kaobako.graph.Target;

/** What a device can do at most: the judge of every share of the peak. Times are wall-clock, launch and wait included. */
public final class Probe {
    private static final int SAMPLES = 7;
    private static final int CHAINS = 10;
    /** Rounds of the first launch, a moment on any device, and the most. */
    private static final int FEWEST_ROUNDS = 16;
    private static final int MOST_ROUNDS = 1 << 28;
    /** A launch that takes as long as this is long enough to be measured; twice as long is still short for a desktop. */
    private static final double LONG_ENOUGH_SECONDS = 0.01;
    /** Launches by which it is judged: one may have been interrupted. */
    private static final int TRIES = 3;

    private static final int GROUP = 256;

    private Probe() {}

    /** Work-items of a group on a GPU: {@value #GROUP} where it holds so many. */
    private static int group(Target gpu) {
        return Math.min(GROUP, Integer.highestOneBit(gpu.maxWorkGroup()));
    }

    /** Fused multiply-adds in registers, GFLOP/s, the best of several bursts of 10 to 20 ms. */
    public static double peakGflops(Engine engine) {
        boolean cpu = engine.target().family() == Target.Family.CPU;
        int width = cpu ? engine.target().vectorWidth() : 1;
        long local = cpu ? 1 : group(engine.target());
        long items = cpu ? engine.target().computeUnits() : 16L * GROUP * engine.target().computeUnits();
        Queue queue = engine.queue();
        Map<String, Object> defines = Map.of("VL", width, "ACCUMULATORS", CHAINS);
        try (DeviceBuffer y = queue.allocate(items * width * Float.BYTES);
                Kernel kernel = engine.programs().program("probe.cl", defines).kernel("fma_peak")) {
            int rounds = FEWEST_ROUNDS;
            kernel.set(0, y).set(1, rounds).set(2, 0.999f).set(3, 0.001f);
            while (rounds < MOST_ROUNDS && best(queue, kernel, items, local, TRIES) < LONG_ENOUGH_SECONDS) {
                rounds *= 2;
                kernel.set(1, rounds);
            }
            double seconds = best(queue, kernel, items, local, SAMPLES);
            return 2.0 * width * CHAINS * rounds * items / seconds / 1e9;
        }
    }

    /** Reading memory that no cache holds, GB/s, the best of several passes. */
    public static double readGigabytes(Engine engine) {
        boolean cpu = engine.target().family() == Target.Family.CPU;
        int width = cpu ? engine.target().vectorWidth() : 4;
        long local = cpu ? 1 : group(engine.target());
        long items = cpu ? engine.target().computeUnits() : 4L * GROUP * engine.target().computeUnits();
        long bytes = Math.min(256L << 20, engine.queue().device().maxAllocation() / 4);
        Queue queue = engine.queue();
        try (DeviceBuffer x = queue.allocate(bytes); DeviceBuffer y = queue.allocate(items * width * Float.BYTES);
                Kernel kernel = engine.programs().program("probe.cl", Map.of("VL", width, "ACCUMULATORS", CHAINS)).kernel("read_peak")) {
            queue.fillZero(x, 0, bytes);
            kernel.set(0, x).set(1, y).set(2, Math.toIntExact(bytes / (width * Float.BYTES)));
            return bytes / best(queue, kernel, items, local, SAMPLES) / 1e9;
        }
    }

    private static double best(Queue queue, Kernel kernel, long items, long local, int samples) {
        double[] seconds = new double[samples];
        for (int i = -1; i < samples; i++) {
            queue.finish();
            long start = System.nanoTime();
            queue.launch(kernel, new long[] {items}, new long[] {local});
            queue.finish();
            if (i >= 0) seconds[i] = (System.nanoTime() - start) / 1e9;
        }
        return Arrays.stream(seconds).min().orElseThrow();
    }
}
