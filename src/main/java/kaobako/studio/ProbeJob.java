package kaobako.studio;

import java.util.function.Consumer;
import kaobako.train.TimingProbe;
import kaobako.train.TrainConfig;

/** Times a few training steps of a recipe. */
final class ProbeJob implements Job {
    private final Workbench bench;
    private final TrainConfig config;
    private final Consumer<TimingProbe.Result> told;
    private TimingProbe probe;

    /** @param told the result, on the GPU thread */
    ProbeJob(Workbench bench, TrainConfig config, Consumer<TimingProbe.Result> told) {
        this.bench = bench;
        this.config = config;
        this.told = told;
    }

    @Override
    public boolean step() throws InterruptedException {
        if (probe == null) {
            probe = bench.probe(config);
            return true;
        }
        if (probe.step()) return true;
        told.accept(probe.result());
        return false;
    }

    @Override
    public Progress progress() {
        return Progress.UNKNOWN;
    }

    @Override
    public void close() {
        if (probe != null) probe.close();
    }
}
