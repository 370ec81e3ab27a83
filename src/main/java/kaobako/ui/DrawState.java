package kaobako.ui;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.UnaryOperator;
import kaobako.diffusion.SeedMix;
import kaobako.generate.GenerateConfig;
import kaobako.generate.Recipe;
import kaobako.studio.DrawControls;
import kaobako.studio.DrawRun;
import kaobako.studio.JobHandle;
import kaobako.studio.Model;
import kaobako.studio.Studio;
import kaobako.studio.Variations;

/** What is being drawn and with what; outlives the window's contents. The controls themselves live in the settings. Event thread. */
public final class DrawState {
    private final Studio studio;
    private final List<Runnable> listeners = new ArrayList<>();
    private Optional<DrawRun> run = Optional.empty();
    private List<SeedMix> restored = List.of();
    private Optional<Recipe> explained = Optional.empty();

    DrawState(Studio studio) {
        this.studio = studio;
    }

    /** Tells of changed controls and of new runs. */
    public void onChange(Runnable listener) {
        listeners.add(listener);
    }

    /** Those of contents that are thrown away. */
    void forgetListeners() {
        listeners.clear();
    }

    public DrawControls controls() {
        return studio.settings().draw();
    }

    public void change(UnaryOperator<DrawControls> change) {
        DrawControls before = controls();
        studio.change(s -> s.withDraw(change.apply(s.draw())));
        if (!controls().equals(before)) fire();
    }

    /** The model of the controls, or the first there is; empty while none was found. */
    public Optional<Model> model() {
        return studio.easel().model();
    }

    /** The newest drawing, running or ended. */
    public Optional<DrawRun> run() {
        return run;
    }

    public boolean isDrawing() {
        return run.map(r -> !r.handle().state().isEnd()).orElse(false);
    }

    /** Rolls a new seed first if the controls say so, so that the seed that is shown is the one of the first picture. */
    public void draw() {
        if (controls().seedUse() == DrawControls.SeedUse.ROLL) roll();
        draw(seeds());
    }

    /** The controls' seeds, or the mixes of a restored recipe as long as seed and count are still its own. */
    private List<SeedMix> seeds() {
        boolean same = restored.size() == controls().count() && restored.get(0).parts().get(0).seed() == controls().seed();
        return same ? restored : controls().seeds();
    }

    /** Draws these with the settings of the controls. A drawing under way is stopped. */
    public void draw(List<SeedMix> seeds) {
        model().ifPresent(model -> begin(controls().config(model.folder(), seeds)));
    }

    /** A picture and its neighbours. */
    public void drawVariations(SeedMix centre) {
        draw(Variations.of(centre, Math.max(2, controls().count()), controls().strength()));
    }

    private void begin(GenerateConfig config) {
        stop();
        run = Optional.of(studio.easel().draw(config));
        fire();
    }

    public void stop() {
        run.map(DrawRun::handle).filter(h -> !h.state().isEnd()).ifPresent(JobHandle::stop);
    }

    /** Lets the pictures that form together become whole, and draws no more. */
    public void finish() {
        run.map(DrawRun::handle).ifPresent(JobHandle::finish);
    }

    /** Whether pictures wait that {@link #finish} would leave out. */
    public boolean canFinish() {
        return run.map(r -> r.handle().moment()).filter(m -> !m.state().isEnd() && m.progress().canEndEarly()).isPresent();
    }

    public void roll() {
        change(c -> c.withSeed(ThreadLocalRandom.current().nextLong(1L << 32)));
    }

    /** Sets the controls to a recipe's settings; its model is taken if there is one of its name. False if there is not. */
    public boolean restore(Recipe recipe) {
        Optional<Path> folder = studio.models().stream().filter(m -> m.name().equals(recipe.model())).map(Model::folder).findFirst();
        change(c -> {
            DrawControls next = c.withSampler(recipe.sampler(), recipe.steps()).withEta(recipe.eta()).withSpacing(recipe.spacing().key())
                    .withSeed(recipe.seeds().get(0).parts().get(0).seed()).withCount(recipe.seeds().size())
                    .withSeedUse(DrawControls.SeedUse.KEEP);
            return folder.map(f -> next.withModel(f.toString())).orElse(next);
        });
        restored = recipe.seeds();
        return folder.isPresent();
    }

    /** A picture whose making is to be shown; the one who shows it takes it. */
    void explain(Recipe recipe) {
        explained = Optional.of(recipe);
    }

    /** What is to be explained; empty from then on. */
    public Optional<Recipe> takeExplained() {
        Optional<Recipe> taken = explained;
        explained = Optional.empty();
        return taken;
    }

    private void fire() {
        List.copyOf(listeners).forEach(Runnable::run);
    }
}
