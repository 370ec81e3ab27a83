package kaobako.studio;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import kaobako.cl.Device;
import kaobako.cl.Devices;
import kaobako.cl.Profiling;
import kaobako.exec.Engine;
import kaobako.exec.Probe;
import kaobako.exec.ProgramCache;
import kaobako.exec.Tuner;
import kaobako.exec.Tuning;
import kaobako.generate.Generator;
import kaobako.generate.SelfTest;
import kaobako.generate.UnsuitableException;
import kaobako.text.Sentence;
import kaobako.theory.ToyDiffusion;
import kaobako.train.Benchmark;
import kaobako.train.Preparation;
import kaobako.train.TimingProbe;
import kaobako.train.TrainConfig;
import kaobako.train.TrainEvent;
import kaobako.train.TrainRequest;
import kaobako.train.TrainingRun;
import kaobako.train.evaluate.EvaluationRun;
import kaobako.unet.UNetConfig;

/**
 * A device opened for one task. The thread that opened it is its GPU thread: everything made here belongs to that thread and is
 * closed before. Owner: whoever opened it.
 */
public final class Session implements AutoCloseable {
    /** Prepared pictures of large folders, in the cache. */
    private static final String PICTURES = "pictures";
    /** The part of its time in which a tuner tries kernels; the rest is for linking and for timing the network. */
    private static final double TRYING = 0.75;

    private final Device device;
    private final Engine engine;
    private final Watcher watcher;

    /** Hears what takes long. */
    public interface Watcher {
        /** A sentence for the user. On the thread of the session. */
        void say(String sentence);

        /** Which kernel is about to be built; empty when none is. On any thread. What it throws ends the building, and what it was for. */
        default void building(Optional<Building> now) {}

        /**
         * Which of how many kernels is being kept for the next start: {@link ProgramCache.Listener#keeping}. On the thread of the session. A
         * CancellationException ends the keeping.
         */
        default void keeping(int index, int count) {}

        /** All is kept that was to be. On the thread of the session. */
        default void kept() {}

        /** Whether kernels are being linked beside the work, which holds it up for some seconds once. On any thread. */
        default void linking(boolean underWay) {}

        /** What the device's numbers have just been found right for. On the thread of the session. */
        default void right(SelfTest.Use use) {}
    }

    /**
     * Opens a device; if it never drew before with this driver and version, checks first whether it does so rightly. Learning is checked
     * before it first begins.
     *
     * @param selectorOrNull a number or part of a name, as {@link Devices#choose}; null takes the best
     * @param watcher        hears what takes long, as long as the session is open
     * @throws kaobako.cl.ClException if there is no such device
     * @throws UnsuitableException if the device's numbers are wrong
     */
    public static Session open(String selectorOrNull, Watcher watcher) {
        Session session = unchecked(selectorOrNull, watcher);
        try {
            session.require(SelfTest.Use.DRAWING);
            return session;
        } catch (RuntimeException | Error failure) {
            session.close();
            throw failure;
        }
    }

    /** Opens a device without checking its numbers. */
    public static Session unchecked(String selectorOrNull, Watcher watcher) {
        return unchecked(selectorOrNull, Profiling.OFF, watcher);
    }

    /** The same with a queue that records the time of each launch. */
    public static Session profiled(String selectorOrNull, Watcher watcher) {
        return unchecked(selectorOrNull, Profiling.ON, watcher);
    }

    private static Session unchecked(String selectorOrNull, Profiling profiling, Watcher watcher) {
        Device device = Devices.choose(selectorOrNull);
        Engine engine = Engine.open(device, profiling, TuningTables.of(device), new ProgramCache.Listener() {
            @Override
            public void building(String file, int index, int count) {
                watcher.building(Optional.of(new Building(file, index, count)));
            }

            @Override
            public void keeping(int index, int count) {
                watcher.keeping(index, count);
            }

            @Override
            public void kept() {
                watcher.kept();
            }

            @Override
            public void built() {
                watcher.building(Optional.empty());
            }

            @Override
            public void linking(boolean underWay) {
                watcher.linking(underWay);
            }
        });
        return new Session(device, engine, watcher);
    }

    private Session(Device device, Engine engine, Watcher watcher) {
        this.device = device;
        this.engine = engine;
        this.watcher = watcher;
    }

    /** Name and platform of the device. */
    public String deviceLabel() {
        return device.label();
    }

    /** A model on this device; the caller closes it. Throws as {@link Generator#open}. */
    public Generator generator(Path model) {
        return Generator.open(engine, model);
    }

    /** Times the network of this config.json on this device, until {@code stopped}. */
    public Benchmark benchmark(Map<String, Object> network, BooleanSupplier stopped) {
        return new Benchmark(engine, UNetConfig.of(network), stopped);
    }

    /**
     * Measures what the kernels leave open for the network of this config.json, has kernels linked that would otherwise be in the course of
     * work, and keeps the result for this device if the network as a whole is faster with it.
     *
     * @param seconds about how long it may take, after what it needs is built
     * @param stopped whether to end before that, with the numbers from before
     * @return how many numbers the table holds now
     */
    public int tune(Map<String, Object> network, List<Integer> batches, double seconds, BooleanSupplier stopped, Consumer<String> said) {
        Tuning start = TuningTables.of(device);
        Benchmark before = benchmark(network, stopped);
        try {
            before.requireRoom(batches);
            Tuner tuner = new Tuner(engine, start, TRYING * seconds, stopped);
            boolean tried = tuner.tune(before.work(batches), trial -> said.accept(trial.toString()));
            if (stopped.getAsBoolean()) throw new CancellationException("tuning was stopped");
            if (!tried) said.accept("nothing was tried: finding what takes longest took all the time; allow more minutes");
            said.accept("linking kernels, some minutes at most");
            Benchmark after = new Benchmark(engine.with(tuner.tuning()), UNetConfig.of(network), stopped);
            after.settle(batches);
            if (tuner.tuning().toMap().equals(start.toMap())) return start.size();
            said.accept("timing the network as a whole");
            if (after.ratio(before, batches, said) < 1) {
                TuningTables.save(device, tuner.tuning());
                return tuner.tuning().size();
            }
            said.accept("as a whole it is not faster: the numbers from before stay");
        } catch (CancellationException early) {
            said.accept("stopped before the network was timed as a whole: the numbers from before stay");
        }
        return start.size();
    }

    /** Reads what a training run needs before the device: recipe, pictures, target. Throws as {@link Preparation#of}. */
    public static Preparation prepare(TrainRequest request, Consumer<TrainEvent> listener, BooleanSupplier cancelled) {
        return Preparation.of(request, pictureCache(), listener, cancelled);
    }

    /** A training run on this device; the caller closes it. Throws as {@link TrainingRun#open}, and UnsuitableException as {@link #open}. */
    public TrainingRun training(Preparation preparation, Consumer<TrainEvent> listener) {
        try {
            require(SelfTest.Use.LEARNING);
        } catch (RuntimeException | Error failure) {
            preparation.close();
            throw failure;
        }
        return TrainingRun.open(engine, preparation, listener);
    }

    /** Times training steps of a recipe on this device; the caller closes it. Throws as {@link TimingProbe#open} and {@link #training}. */
    public TimingProbe probe(TrainConfig config) {
        require(SelfTest.Use.LEARNING);
        return TimingProbe.open(engine, config);
    }

    /** Where prepared pictures of large folders are kept. */
    static Path pictureCache() {
        return CacheFolder.path().resolve(PICTURES);
    }

    /** A small network of two-pixel pictures on this device, to learn; the caller closes it. Throws UnsuitableException as {@link #open}. */
    public ToyDiffusion toy(ToyDiffusion.Recipe recipe) {
        require(SelfTest.Use.LEARNING);
        return ToyDiffusion.open(engine, recipe);
    }

    /** A measurement of a model on this device; the caller closes it. Throws as {@link EvaluationRun} and {@link Generator#open}. */
    public EvaluationRun evaluation(EvaluationRun.Request request, BooleanSupplier cancelled) {
        return new EvaluationRun(engine, request, pictureCache(), cancelled);
    }

    /** Checks the device's numbers now, all of them, and remembers what they are right for. */
    public SelfTest.Result selfTest() {
        return Arrays.stream(SelfTest.Use.values()).map(this::check).reduce(SelfTest.Result::and).orElseThrow().and(SelfTest.linked(engine));
    }

    /** Measures the device, in a second or so, and remembers it. */
    public Speed speed() {
        Speed speed = new Speed(Probe.peakGflops(engine), Probe.readGigabytes(engine));
        KnownDevice.of(device).remember(speed);
        return speed;
    }

    private SelfTest.Result check(SelfTest.Use use) {
        SelfTest.Result result = SelfTest.run(engine, use);
        if (result.passed()) {
            KnownDevice.of(device).remember(use, result.summary());
            watcher.right(use);
        }
        return result;
    }

    private void require(SelfTest.Use use) {
        if (KnownDevice.of(device).right().contains(use)) return;
        watcher.say("first " + (use == SelfTest.Use.DRAWING ? "use of " : "learning on ") + device.label()
                + ": checking its numbers (once; this builds kernels and may take a minute)");
        SelfTest.Result result = check(use);
        watcher.say(result.summary());
        if (!result.passed()) {
            throw new UnsuitableException(Sentence.of("device.wrong",
                    "%s computes wrong numbers (%s); choose another device, or update its driver.", device.label(), result.summary()));
        }
    }

    /**
     * Keeps the kernels that were built for the next start, which may take long with some drivers: nobody waits for anything else now.
     * Where the watcher is in a hurry they are not kept.
     */
    @Override
    public void close() {
        try (engine) {
            engine.programs().save();
        } catch (CancellationException hurried) {
            return; // not kept
        }
    }
}
