package kaobako.ui;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.UnaryOperator;
import kaobako.diffusion.SeedMix;
import kaobako.generate.GenerateConfig;
import kaobako.studio.Atlas;
import kaobako.studio.Studio;
import kaobako.studio.WalkControls;
import kaobako.studio.WalkRun;

/**
 * The walk that is being put together and the one that is drawn; outlives the window's contents. Model, sampler and steps are those of
 * {@link DrawState}. Event thread.
 */
public final class WalkState {
    private final Studio studio;
    private final DrawState draw;
    private final List<Runnable> listeners = new ArrayList<>();
    private Optional<WalkRun> run = Optional.empty();
    private Optional<Atlas> atlas = Optional.empty();

    WalkState(Studio studio, DrawState draw) {
        this.studio = studio;
        this.draw = draw;
    }

    /** Tells of changed controls and of new runs. */
    public void onChange(Runnable listener) {
        listeners.add(listener);
    }

    void forgetListeners() {
        listeners.clear();
    }

    public WalkControls controls() {
        return studio.settings().walk();
    }

    public void change(UnaryOperator<WalkControls> change) {
        WalkControls before = controls();
        studio.change(s -> s.withWalk(change.apply(s.walk())));
        if (!controls().equals(before)) fire();
    }

    /** Puts keyframes before the one at {@code at}. */
    public void insert(int at, List<SeedMix> keys) {
        edit(all -> all.addAll(Math.min(at, all.size()), keys));
    }

    public void add(List<SeedMix> keys) {
        insert(controls().keys().size(), keys);
    }

    public void remove(int key) {
        edit(all -> all.remove(key));
    }

    /** To another place among the others. */
    public void move(int key, int to) {
        edit(all -> all.add(Math.max(0, Math.min(to, all.size() - 1)), all.remove(key)));
    }

    /** Where a walk starts. */
    public void useAsA(SeedMix mix) {
        edit(all -> replace(all, 0, mix));
    }

    /** Where it leads. */
    public void useAsB(SeedMix mix) {
        edit(all -> replace(all, Math.max(1, all.size() - 1), mix));
    }

    private static void replace(List<SeedMix> all, int at, SeedMix mix) {
        if (at < all.size()) all.set(at, mix);
        else all.add(mix);
    }

    private void edit(java.util.function.Consumer<List<SeedMix>> edit) {
        change(c -> {
            List<SeedMix> keys = new ArrayList<>(c.keys());
            edit.accept(keys);
            return c.withKeys(keys);
        });
    }

    public static SeedMix roll() {
        return SeedMix.of(ThreadLocalRandom.current().nextLong(1L << 32));
    }

    /** The newest walk, running or ended. */
    public Optional<WalkRun> run() {
        return run;
    }

    public boolean isDrawing() {
        return run.map(WalkRun::isDrawing).orElse(false);
    }

    /**
     * Draws the walk of the controls with the settings of Draw; what an earlier one has drawn so is taken from there.
     * There must be two keyframes at least.
     */
    public void start() {
        Optional<GenerateConfig> config = config();
        if (config.isEmpty()) return;
        run.ifPresent(WalkRun::stop);
        run = Optional.of(studio.easel().walk(controls().walk(), config.get(), run));
        fire();
    }

    public void stop() {
        run.ifPresent(WalkRun::stop);
        atlas.filter(Atlas::isDrawing).ifPresent(Atlas::stop);
    }

    /** Whether controls have changed since the walk was drawn. */
    public boolean isStale() {
        return run.isPresent() && (controls().keys().size() < 2 || !run.get().walk().equals(controls().walk())
                || config().map(c -> !c.withSeeds(run.get().config().seeds()).equals(run.get().config())).orElse(false));
    }

    /** Single pictures drawn as Draw's controls say; another atlas after they changed. Empty without a model. */
    public Optional<Atlas> atlas() {
        Optional<GenerateConfig> config = config();
        if (config.isEmpty()) return Optional.empty();
        if (atlas.isEmpty() || !atlas.get().draws(config.get())) {
            atlas.ifPresent(Atlas::stop);
            atlas = Optional.of(studio.easel().atlas(config.get()));
        }
        return atlas;
    }

    /** With a seed that stands for all. */
    private Optional<GenerateConfig> config() {
        return draw.model().map(model -> draw.controls().config(model.folder(), List.of(SeedMix.of(0))));
    }

    private void fire() {
        List.copyOf(listeners).forEach(Runnable::run);
    }
}
