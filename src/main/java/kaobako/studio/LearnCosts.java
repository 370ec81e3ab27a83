package kaobako.studio;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import kaobako.train.NetworkSize;
import kaobako.train.TimingProbe;

/** What training costs here, measured on the device in use, once for each network and batch. Any thread. */
public final class LearnCosts {
    /** All that the cost of a step depends on; dropout takes some percent, so none or some counts. */
    private record Key(String device, int side, NetworkSize size, int batch, boolean dropout) {}

    /**
     * The cost of a recipe.
     *
     * @param step    what was measured; empty while it is not known
     * @param problem why it cannot be trained here; empty where it can
     */
    public record Cost(Optional<TimingProbe.Result> step, Optional<Problem> problem) {
        private static final double TIGHT = 0.75;
        static final Cost UNKNOWN = new Cost(Optional.empty(), Optional.empty());

        /** Seconds for this many steps; NaN while it is not known. */
        public double seconds(long steps) {
            return step.map(s -> s.secondsPerStep() * steps).orElse(Double.NaN);
        }

        /** Whether it leaves a device with so many bytes little for anything else. */
        public boolean isTight(long deviceMemory) {
            return step.map(s -> s.deviceBytes() > TIGHT * deviceMemory).orElse(false);
        }

        /** How often each of so many pictures is seen in this many steps; empty while the batch is not known. */
        public OptionalLong passes(long steps, int pictures) {
            return step.map(s -> OptionalLong.of(steps * s.batch() / Math.max(1, pictures))).orElse(OptionalLong.empty());
        }
    }

    private final GpuThread gpu;
    private final Workbench bench;
    private final Latest<Map<Object, Cost>> known = new Latest<>(Map.of());
    private final Set<Key> asked = new HashSet<>();
    private final Set<JobHandle> probes = ConcurrentHashMap.newKeySet();

    LearnCosts(GpuThread gpu, Workbench bench) {
        this.gpu = gpu;
        this.bench = bench;
    }

    /** Another object whenever something new is known. */
    public Object newest() {
        return known.get();
    }

    public Cost of(LearnRecipe recipe) {
        return known.get().getOrDefault(key(recipe), Cost.UNKNOWN);
    }

    /** Has these measured, unless they were, as soon as there is a device. */
    public void measure(List<LearnRecipe> recipes) {
        if (bench.state().get().phase() != DeviceState.Phase.READY) return;
        for (LearnRecipe recipe : recipes) {
            Key key = key(recipe);
            synchronized (asked) {
                if (!asked.add(key)) continue;
            }
            ProbeJob probe = new ProbeJob(bench, recipe.config(), result -> put(key, new Cost(Optional.of(result), Optional.empty())));
            JobHandle handle = gpu.start(JobHandle.Purpose.MEASURE, probe);
            probes.add(handle);
            handle.ended().thenAccept(state -> {
                probes.remove(handle);
                handle.problem().ifPresent(problem -> put(key, new Cost(Optional.empty(), Optional.of(problem))));
                if (state == JobHandle.State.STOPPED) synchronized (asked) {
                    asked.remove(key);
                }
            });
        }
    }

    /** Stops what is being measured; whatever is asked for again is measured again. */
    void stop() {
        probes.forEach(JobHandle::stop);
    }

    private void put(Key key, Cost cost) {
        known.update(before -> {
            Map<Object, Cost> more = new HashMap<>(before);
            more.put(key, cost);
            return Map.copyOf(more);
        });
    }

    private Key key(LearnRecipe recipe) {
        String device = bench.state().get().chosen().map(DeviceFacts::label).orElse("");
        return new Key(device, recipe.side(), recipe.size(), recipe.batch(), recipe.dropout() > 0);
    }
}
