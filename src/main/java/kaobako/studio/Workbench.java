package kaobako.studio;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import kaobako.cl.ClException;
import kaobako.cl.Device;
import kaobako.cl.Devices;
import kaobako.generate.GenerateConfig;
import kaobako.generate.Generation;
import kaobako.generate.Generator;
import kaobako.generate.SelfTest;
import kaobako.generate.UnsuitableException;
import kaobako.text.Sentence;
import kaobako.theory.ToyDiffusion;
import kaobako.train.Preparation;
import kaobako.train.TimingProbe;
import kaobako.train.TrainConfig;
import kaobako.train.TrainEvent;
import kaobako.train.TrainingRun;

/**
 * The device in use and the models on it. Owned by the {@link Studio}; everything but {@link #state} and
 * {@link #building} is for the GPU thread.
 */
final class Workbench implements AutoCloseable {
    private static final int MOST_IDLE_MODELS = 2;

    private final Latest<DeviceState> state = new Latest<>(DeviceState.START);
    private final Map<Path, Generator> generators = new LinkedHashMap<>();
    private final List<Generator> lent = new ArrayList<>();
    private final Latest<Optional<Building>> building = new Latest<>(Optional.empty());
    private final Latest<Boolean> linking = new Latest<>(false);
    private final ToyShelf toys = new ToyShelf();
    private Session session;

    Latest<DeviceState> state() {
        return state;
    }

    Latest<Optional<Building>> building() {
        return building;
    }

    Latest<Boolean> linking() {
        return linking;
    }

    /** Looks for devices and opens one; the jobs of another device must have ended. Never throws for what the device does. */
    void connect(String labelOrEmpty) {
        close();
        state.set(DeviceState.START);
        List<Device> devices;
        List<DeviceFacts> facts = new ArrayList<>();
        try {
            Devices.Survey survey = Devices.survey();
            devices = survey.devices();
            for (int i = 0; i < devices.size(); i++) facts.add(DeviceFacts.of(i, devices.get(i)));
            DeviceFacts chosen = facts.get(devices.indexOf(choose(devices, labelOrEmpty)));
            state.set(new DeviceState(DeviceState.Phase.OPENING, facts, survey.problems(), Optional.of(chosen),
                    reason(chosen, labelOrEmpty), Optional.empty(), Optional.empty()));
        } catch (ClException | IndexOutOfBoundsException e) {
            state.set(new DeviceState(DeviceState.Phase.NONE, facts, List.of(), Optional.empty(), DeviceState.Reason.BEST, Optional.empty(),
                    Optional.of(Problem.of(e))));
            return;
        }
        open(state.get().chosen().orElseThrow());
    }

    private void open(DeviceFacts chosen) {
        try {
            session = Session.open(chosen.selector(), new Session.Watcher() {
                @Override
                public void say(String sentence) {
                    state.update(DeviceState::checking);
                }

                @Override
                public void right(SelfTest.Use use) {
                    state.update(s -> s.right(use));
                }

                @Override
                public void building(Optional<Building> now) {
                    building.set(now);
                }

                @Override
                public void linking(boolean underWay) {
                    linking.set(underWay);
                }
            });
            state.update(s -> s.at(DeviceState.Phase.READY));
        } catch (RuntimeException | Error e) {
            state.update(s -> s.failed(DeviceState.Phase.FAILED, Problem.of(e)));
        }
    }

    /** Checks the device's numbers. Throws ClException if there is no device. */
    SelfTest.Result selfTest() {
        SelfTest.Result result = session().selfTest();
        state.update(s -> s.tested(result));
        return result;
    }

    /** Throws ClException if there is no device. */
    Speed speed() {
        Speed speed = session().speed();
        state.update(s -> s.measured(speed));
        return speed;
    }

    String deviceLabel() {
        return session().deviceLabel();
    }

    /** The model on the device; {@link #giveBack} it. Throws as {@link Generator#open}. */
    Generator borrow(Path model) {
        Path key = model.toAbsolutePath().normalize();
        Generator generator = generators.remove(key);
        if (generator == null) generator = session().generator(model);
        // the last used is the last to go
        generators.put(key, generator);
        lent.add(generator);
        return generator;
    }

    void giveBack(Generator generator) {
        lent.remove(generator);
        if (!generators.containsValue(generator) && !lent.contains(generator)) generator.close();
        List<Map.Entry<Path, Generator>> idle = generators.entrySet().stream().filter(e -> !lent.contains(e.getValue())).toList();
        for (int i = 0; i < idle.size() - MOST_IDLE_MODELS; i++) {
            Path key = idle.get(i).getKey();
            generators.remove(key).close();
        }
    }

    /** The lesson's small network, as far as it has learned; {@link #giveBack(ToyLesson)} it. */
    ToyDiffusion borrow(ToyLesson lesson) {
        return toys.borrow(lesson, session()::toy);
    }

    void giveBack(ToyLesson lesson) {
        toys.giveBack(lesson);
    }

    /** Builds what a drawing needs, and leaves it for the next one of its size: drivers finish compiling when a kernel first runs. */
    void warm(GenerateConfig config) {
        Generator generator = borrow(config.model());
        try (Generation first = generator.begin(config)) {
            first.step();
            first.moment();
        } finally {
            giveBack(generator);
        }
    }

    /** Forgets what was read of a model's files, for they have changed. Jobs that use it keep what they have. */
    void forget(Path model) {
        Generator generator = generators.remove(model.toAbsolutePath().normalize());
        if (generator != null && !lent.contains(generator)) generator.close();
    }

    /** A training run; whoever asked closes it. Throws as {@link TrainingRun#open}, and UnsuitableException without a device. */
    TrainingRun training(Preparation preparation, Consumer<TrainEvent> listener) {
        Session open;
        try {
            open = session();
        } catch (RuntimeException none) {
            preparation.close();
            throw none;
        }
        return open.training(preparation, listener);
    }

    /** Whoever asked closes it. */
    TimingProbe probe(TrainConfig config) {
        return session().probe(config);
    }

    private Session session() {
        if (session != null) return session;
        throw new UnsuitableException(state.get().failure().map(Problem::said)
                .orElse(Sentence.of("device.opening", "No device is open yet; wait a moment.")));
    }

    private static Device choose(List<Device> devices, String label) {
        return devices.stream().filter(d -> !label.isEmpty() && d.label().equals(label) && d.obstacle().isEmpty()).findFirst()
                .orElseGet(() -> Devices.choose(devices, null));
    }

    private static DeviceState.Reason reason(DeviceFacts chosen, String label) {
        if (label.isEmpty()) return DeviceState.Reason.BEST;
        return chosen.label().equals(label) ? DeviceState.Reason.CHOSEN : DeviceState.Reason.CHOSEN_IS_GONE;
    }

    @Override
    public void close() {
        generators.values().forEach(Generator::close);
        generators.clear();
        lent.clear();
        toys.close();
        if (session != null) session.close();
        session = null;
    }
}
