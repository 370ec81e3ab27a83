package kaobako.exec;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import kaobako.cl.Timing;
import kaobako.graph.Argument;
import kaobako.graph.Value;

/** The launch table of a plan: what runs, on what, where it lives, how much work it is and, after {@link #profile}, how long it took. */
public final class Listing {
    /**
     * One launch.
     *
     * @param slot where the result lives, the node's or what the launch leaves for the node's next one: a slot number, or -1 for memory
     *             that is not shared
     * @param bytes of all tensors it touches, each counted once
     * @param nanos measured time; 0 before profiling
     */
    public record Row(int index, String phase, String name, String kernel, String shapes, int slot, String workSize, long bytes,
            long flops, long nanos) {
        Row timed(long measured) {
            return new Row(index, phase, name, kernel, shapes, slot, workSize, bytes, flops, measured);
        }
    }

    private final List<Row> rows;

    private Listing(List<Row> rows) {
        this.rows = rows;
    }

    static Listing of(Plan plan) {
        List<Row> rows = new ArrayList<>();
        for (Launch launch : plan.prepared()) rows.add(row(plan, launch, rows.size(), "weights"));
        for (Launch launch : plan.steps()) rows.add(row(plan, launch, rows.size(), "step"));
        return new Listing(List.copyOf(rows));
    }

    /** Runs the steps {@code runs} times on a queue with profiling and gives each launch its median time. */
    public static Listing profile(Plan plan, int runs) {
        plan.run();
        plan.queue().takeProfile();
        int steps = plan.steps().size();
        long[][] nanos = new long[steps][runs];
        for (int run = 0; run < runs; run++) {
            plan.run();
            List<Timing> timings = plan.queue().takeProfile();
            for (int i = 0; i < steps; i++) nanos[i][run] = timings.get(timings.size() - steps + i).nanos();
        }
        List<Row> rows = new ArrayList<>(of(plan).rows);
        int first = rows.size() - steps;
        for (int i = 0; i < steps; i++) {
            java.util.Arrays.sort(nanos[i]);
            rows.set(first + i, rows.get(first + i).timed(nanos[i][runs / 2]));
        }
        return new Listing(List.copyOf(rows));
    }

    public List<Row> rows() {
        return rows;
    }

    /** Measured nanoseconds of all launches. */
    public long nanos() {
        return rows.stream().mapToLong(Row::nanos).sum();
    }

    /** The table as text; shares of {@code peakGflops} and {@code gigabytesPerSecond} appear where they are positive. */
    public String text(double peakGflops, double gigabytesPerSecond) {
        StringBuilder text = new StringBuilder(String.format(Locale.ROOT, "%4s %-7s %-58s %-30s %5s %16s %9s %9s %9s %7s %6s %6s  %s%n",
                "#", "phase", "node", "kernel", "slot", "work", "KiB", "MFLOP", "us", "GF/s", "peak", "bw", "shapes"));
        for (Row r : rows) {
            double seconds = r.nanos / 1e9;
            text.append(String.format(Locale.ROOT, "%4d %-7s %-58s %-30s %5s %16s %9d %9.1f %9.1f %7.1f %6s %6s  %s%n",
                    r.index, r.phase, r.name, r.kernel, r.slot < 0 ? "own" : r.slot, r.workSize, r.bytes >> 10, r.flops / 1e6,
                    r.nanos / 1e3, seconds == 0 ? 0 : r.flops / seconds / 1e9, share(r.flops / 1e9, peakGflops, seconds),
                    share(r.bytes / 1e9, gigabytesPerSecond, seconds), r.shapes));
        }
        return text.toString();
    }

    /** Measured time by kernel, longest first, as text; shares as in {@link #text}. */
    public String byKernel(double peakGflops, double gigabytesPerSecond) {
        Map<String, long[]> sums = new TreeMap<>();
        for (Row r : rows) {
            if (r.nanos == 0) continue;
            long[] sum = sums.computeIfAbsent(r.kernel, k -> new long[4]);
            sum[0]++;
            sum[1] += r.nanos;
            sum[2] += r.flops;
            sum[3] += r.bytes;
        }
        StringBuilder text = new StringBuilder(String.format("%-34s %5s %10s %6s %8s %6s %6s%n", "kernel", "calls", "ms", "share", "GF/s", "peak", "bw"));
        sums.entrySet().stream().sorted((a, b) -> Long.compare(b.getValue()[1], a.getValue()[1])).forEach(e -> {
            double seconds = e.getValue()[1] / 1e9;
            text.append(String.format(Locale.ROOT, "%-34s %5d %10.3f %5.1f%% %8.1f %6s %6s%n", e.getKey(), e.getValue()[0], seconds * 1e3,
                    100.0 * e.getValue()[1] / nanos(), e.getValue()[2] / seconds / 1e9,
                    share(e.getValue()[2] / 1e9, peakGflops, seconds), share(e.getValue()[3] / 1e9, gigabytesPerSecond, seconds)));
        });
        return text.toString();
    }

    @Override
    public String toString() {
        return text(0, 0);
    }

    private static String share(double work, double peak, double seconds) {
        return peak <= 0 || seconds == 0 || work == 0 ? "" : Math.round(100 * work / seconds / peak) + "%";
    }

    private static Row row(Plan plan, Launch launch, int index, String phase) {
        long bytes = 0;
        StringBuilder shapes = new StringBuilder();
        java.util.Set<Value> seen = new java.util.HashSet<>();
        Value result = null;
        for (Argument argument : launch.call.arguments()) {
            Value value = argument instanceof Argument.Read r ? r.value()
                    : argument instanceof Argument.Write w ? w.value() : argument instanceof Argument.Update u ? u.value() : null;
            if (value == null || !seen.add(value)) continue;
            bytes += value.bytes();
            if (!(argument instanceof Argument.Read) && (result == null || value == launch.node.output())) result = value;
            shapes.append(argument instanceof Argument.Read ? " " : " >").append(value.shape());
        }
        Integer slot = plan.slot(result);
        String work = launch.call.range().global() + (launch.call.range().local().isEmpty() ? "" : "/" + launch.call.range().local());
        return new Row(index, phase, launch.node.output().name(), launch.call.kernel(), shapes.toString().trim(), slot == null ? -1 : slot,
                work.replace(" ", ""), bytes, launch.flops, 0);
    }
}
