package kaobako.train;

import java.util.ArrayList;
import java.util.List;
import kaobako.cl.Owned;
import kaobako.data.PreparedPictures;
import kaobako.exec.Engine;
import kaobako.unet.Parameter;
import kaobako.unet.UNetConfig;

/**
 * Times training steps of a recipe before there is a run: the same trainer on empty pictures. Owns the trainer. GPU thread only.
 */
public final class TimingProbe implements AutoCloseable {
    private static final int WARM_UP = 2;
    private static final int TIMED = 3;

    /**
     * What training costs on this device.
     *
     * @param batch       pictures a step
     * @param deviceBytes memory on the device
     * @param parameters  numbers in the network
     */
    public record Result(double secondsPerStep, int batch, long deviceBytes, long parameters) {}

    private final Trainer trainer;
    private final Owned owned;
    private final List<Double> times = new ArrayList<>();
    private int steps;

    /** Compiles the plans. Throws as {@link TrainingRun#open} where the device is too small. */
    public static TimingProbe open(Engine engine, TrainConfig recipe) {
        TrainConfig config = Opening.withBatch(engine, recipe);
        UNetConfig unet = config.unet();
        PreparedPictures empty = PreparedPictures.of(unet.sampleWidth(), unet.sampleHeight(),
                List.of(new byte[unet.sampleWidth() * unet.sampleHeight() * 3]));
        Owned owned = new Owned();
        try {
            owned.add(empty);
            Trainer trainer = owned.add(Opening.fitting(engine, config, empty, 0));
            trainer.initialise();
            return new TimingProbe(trainer, owned);
        } catch (RuntimeException | Error failure) {
            owned.closeAfter(failure);
            throw failure;
        }
    }

    private TimingProbe(Trainer trainer, Owned owned) {
        this.trainer = trainer;
        this.owned = owned;
    }

    /** Does one training step and waits for it; false when enough have been timed. */
    public boolean step() throws InterruptedException {
        long begin = System.nanoTime();
        do trainer.advance();
        while (!trainer.atStepEnd());
        trainer.drain();
        // the first ones compile what depends on the work size
        if (++steps > WARM_UP) times.add((System.nanoTime() - begin) * 1e-9);
        return times.size() < TIMED;
    }

    /** Of the steps timed so far, at least one: the middle one counts. */
    public Result result() {
        double middle = times.stream().sorted().skip(times.size() / 2).findFirst().orElseThrow();
        long parameters = trainer.parameters().stream().mapToLong(Parameter::count).sum();
        return new Result(middle, trainer.config().batch(), trainer.bytes(), parameters);
    }

    @Override
    public void close() {
        owned.close();
    }
}
