package kaobako.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import kaobako.store.Json;
import kaobako.studio.Session;
import kaobako.train.Benchmark;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Times a network on a device. */
@Command(name = "bench", mixinStandardHelpOptions = true,
        description = {"Times a network with random weights: a forward pass and, with --train, whole training steps, beside the device's",
            "peak measured in the same run. Progress goes to stderr."},
        footerHeading = "%nExamples:%n", footer = {
            "  kaobako bench                                 forward passes of 1 and 16 pictures",
            "  kaobako bench --train --batch 16 --json       training too, as one JSON object",
            "  kaobako bench --profile --batch 16            every launch with its time and share of the peak"})
final class BenchCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private NetworkOption network = new NetworkOption();

    @Option(names = "--batch", split = ",", paramLabel = "N", defaultValue = "1,16", description = "pictures at a time, one or several numbers (default: 1,16)")
    private List<Integer> batches;

    @Option(names = "--train", description = "time training steps too: forward, backward, AdamW, EMA")
    private boolean train;

    @Option(names = "--json", description = "print one JSON object")
    private boolean json;

    @Option(names = "--profile", description = "print the launch tables instead")
    private boolean profile;

    @Mixin
    private DeviceOption device = new DeviceOption();

    BenchCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        if (json && profile) throw new UsageException("--profile prints tables and --json one object: choose one of them");
        requireAtLeastOne(batches);
        try (Session session = profile ? Session.profiled(device.selector, terminal) : Session.unchecked(device.selector, terminal)) {
            Benchmark benchmark = session.benchmark(network.read(), terminal::isStopped);
            double peak = benchmark.peakGflops();
            double bandwidth = profile ? benchmark.bandwidth() : 0;
            terminal.say(String.format(Locale.ROOT, "%s: peak %.0f GFLOP/s", session.deviceLabel(), peak));
            List<Benchmark.Result> results = new ArrayList<>();
            List<Benchmark.Tables> tables = new ArrayList<>();
            try {
                for (Benchmark.Kind kind : train ? Benchmark.Kind.values() : new Benchmark.Kind[] {Benchmark.Kind.FORWARD}) {
                    for (int batch : batches) {
                        if (profile) tables.add(benchmark.profile(kind, batch));
                        else results.add(timed(benchmark, kind, batch));
                        // again and again: Java's own compilers take a part of the cores at first, other tenants of a shared machine at any time
                        peak = Math.max(peak, benchmark.peakGflops());
                    }
                }
            } finally {
                // also where it was stopped, or something later did not fit
                print(session.deviceLabel(), peak, results);
                for (Benchmark.Tables t : tables) terminal.out().print(t.text(peak, bandwidth));
                terminal.out().flush();
            }
            return Cli.DONE;
        }
    }

    private void print(String label, double peak, List<Benchmark.Result> results) {
        if (results.isEmpty()) return;
        if (json) {
            terminal.out().println(Json.line(object(label, peak, results)));
            return;
        }
        for (Benchmark.Result r : results) terminal.out().println(line(r, peak));
        terminal.out().println(String.format(Locale.ROOT,
                "peak %.0f GFLOP/s; convolutions are counted as direct ones, so faster algorithms can pass 100 %%", peak));
    }

    static void requireAtLeastOne(List<Integer> batches) {
        if (batches.isEmpty()) throw new UsageException("--batch must be a number or several, found none");
        for (int batch : batches) if (batch < 1) throw new UsageException("--batch must be at least 1, found " + batch);
    }

    private Benchmark.Result timed(Benchmark benchmark, Benchmark.Kind kind, int batch) {
        terminal.say("timing " + kind.label() + ", " + batch + " at a time (kernels are built on first use)");
        return benchmark.time(kind, batch);
    }

    private static String line(Benchmark.Result r, double peak) {
        return String.format(Locale.ROOT,
                "%-7s batch %3d: median %8.1f ms, min %.1f, max %.1f, %.1f images/s, %.0f GFLOP/s (%.0f %% of peak), %.0f MiB, %d operations, queued in %.1f ms",
                r.kind().label(), r.batch(), r.medianMs(), r.minMs(), r.maxMs(), r.imagesPerSecond(), r.gflops(),
                100 * r.gflops() / peak, r.deviceMiB(), r.operations(), r.enqueueMs());
    }

    private static Map<String, Object> object(String device, double peak, List<Benchmark.Result> results) {
        List<Map<String, Object>> rows = new ArrayList<>();
        for (Benchmark.Result r : results) {
            Map<String, Object> row = new LinkedHashMap<>();
            row.put("kind", r.kind().label());
            row.put("batch", r.batch());
            row.put("medianMs", r.medianMs());
            row.put("minMs", r.minMs());
            row.put("maxMs", r.maxMs());
            row.put("imagesPerSecond", r.imagesPerSecond());
            row.put("gflops", r.gflops());
            row.put("deviceMiB", r.deviceMiB());
            row.put("operations", r.operations());
            row.put("enqueueMs", r.enqueueMs());
            rows.add(row);
        }
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("device", device);
        object.put("peakGflops", peak);
        object.put("results", rows);
        return object;
    }
}
