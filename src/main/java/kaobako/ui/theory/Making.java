package kaobako.ui.theory;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import kaobako.diffusion.Sampler;
import kaobako.diffusion.Samplers;
import kaobako.diffusion.SeedMix;
import kaobako.generate.GenerateConfig;
import kaobako.studio.Film;
import kaobako.studio.JobHandle;
import kaobako.studio.Latest;
import kaobako.studio.Model;
import kaobako.ui.Desk;

/** What the views of chapter 6 share: the avatar that is made with every step kept, and where in it we look. Event thread. */
final class Making {
    static final List<Integer> STEPS = List.of(10, 20, 40, 100, 250);

    private final Desk desk;
    private final List<Runnable> listeners = new ArrayList<>();
    private Latest<Film> film = new Latest<>(Film.EMPTY);
    private Optional<JobHandle> job = Optional.empty();
    private SeedMix seed = SeedMix.of(1);
    private Sampler sampler = Samplers.named("ddpm");
    private int steps = 100;
    private double at;

    Making(Desk desk) {
        this.desk = desk;
    }

    void onChange(Runnable listener) {
        listeners.add(listener);
    }

    private void changed() {
        listeners.forEach(Runnable::run);
    }

    /** The model that Draw has chosen; empty while there is none that can be drawn from. */
    Optional<Model> model() {
        return desk.draw().model().filter(m -> m.obstacle().isEmpty());
    }

    /** Makes the avatar of the seed that is set. */
    void make() {
        model().ifPresent(m -> make(GenerateConfig.of(m.folder(), List.of(seed)).withSampler(sampler.about().name(), steps)));
    }

    /** Makes one as it was made before. */
    void make(GenerateConfig config) {
        job.ifPresent(JobHandle::stop);
        seed = config.seeds().get(0);
        sampler = Samplers.named(config.sampler());
        steps = config.steps();
        at = 0;
        Latest<Film> made = new Latest<>(Film.EMPTY);
        film = made;
        JobHandle handle = desk.studio().easel().film(config, made);
        job = Optional.of(handle);
        desk.then(handle.ended(), state -> {
            handle.problem().ifPresent(desk::report);
            changed();
        });
        changed();
    }

    /** Whether one is being made now. */
    boolean isMaking() {
        return job.map(j -> !j.state().isEnd()).orElse(false);
    }

    /** Another seed. */
    void roll() {
        seed = SeedMix.of(ThreadLocalRandom.current().nextInt(1_000_000));
        make();
    }

    void choose(Sampler another) {
        sampler = another;
        make();
    }

    void choose(int count) {
        steps = count;
        make();
    }

    SeedMix seed() {
        return seed;
    }

    Sampler sampler() {
        return sampler;
    }

    int steps() {
        return steps;
    }

    Film film() {
        return film.get();
    }

    /** Where we look: a frame's number, from 0. */
    double at() {
        return Math.max(0, Math.min(at, film().frames().size() - 1));
    }

    /** Empty before the first frame. */
    Optional<Film.Frame> frame() {
        return film().frames().isEmpty() ? Optional.empty() : Optional.of(film().frames().get((int) at()));
    }

    void go(double to) {
        at = Math.max(0, to);
        changed();
    }
}
