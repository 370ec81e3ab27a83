package kaobako.studio;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import kaobako.generate.GenerateConfig;

/** What it costs to show pictures forming: {@code PreviewCost MODEL [TIMES]}, the same drawing with and without, in turns. Not a test. */
final class PreviewCost {
    private static final int PICTURES = 16;
    private static final int STEPS = 20;

    private PreviewCost() {}

    public static void main(String[] arguments) {
        GenerateConfig config = GenerateConfig.of(Path.of(arguments[0]), GenerateConfig.seeds(42, PICTURES)).withSampler("dpm++2m", STEPS);
        int times = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 3;
        try (Workbench bench = new Workbench()) {
            bench.connect("");
            seconds(bench, config, System::nanoTime);
            List<Double> with = new ArrayList<>(), without = new ArrayList<>();
            for (int i = 0; i < times; i++) {
                // a clock that stands still asks for no preview after the first
                without.add(seconds(bench, config, () -> 0));
                with.add(seconds(bench, config, System::nanoTime));
            }
            System.out.println("seconds without previews " + without + ", with previews " + with);
        }
    }

    private static double seconds(Workbench bench, GenerateConfig config, LongSupplier clock) {
        DrawJob job = new DrawJob(bench, config, new Latest<>(Wall.of(config.seeds())), (index, picture) -> { }, clock);
        job.step();
        long start = System.nanoTime();
        while (job.step()) Thread.onSpinWait();
        double seconds = (System.nanoTime() - start) * 1e-9;
        job.close();
        return seconds;
    }
}
