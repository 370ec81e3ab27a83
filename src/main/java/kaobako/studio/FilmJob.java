package kaobako.studio;

import java.util.ArrayList;
import java.util.List;
import kaobako.diffusion.Stage;
import kaobako.generate.GenerateConfig;
import kaobako.generate.Generation;
import kaobako.generate.Generator;

/** Draws one picture again and keeps frames of it: every stage, or {@value #MOST_FRAMES} evenly spread. */
final class FilmJob implements Job {
    private static final int MOST_FRAMES = 48;

    private final Workbench bench;
    private final GenerateConfig config;
    private final Latest<Film> film;
    private final List<Film.Frame> frames = new ArrayList<>();
    private Generator generator;
    private Generation generation;

    FilmJob(Workbench bench, GenerateConfig config, Latest<Film> film) {
        this.bench = bench;
        this.config = config;
        this.film = film;
    }

    @Override
    public boolean step() {
        if (generation == null) {
            generator = bench.borrow(config.model());
            generation = generator.begin(config);
            return true;
        }
        int at = generation.stepsDone();
        boolean more = generation.step();
        if (isKept(at, generation.steps())) {
            Stage stage = generation.drawing().stages().get(at);
            Generation.Moment now = generation.moment();
            List<Stage> stages = generation.drawing().stages();
            double left = at + 1 < stages.size() ? stages.get(at + 1).sigma() : 0;
            frames.add(new Film.Frame(at + 1, stage.timestep(), stage.sigma(), left, now.noisy().get(0), now.predicted().get(0),
                    stage.update().cNoise(), now.norms().get(0)));
            film.set(new Film(frames, generation.steps(), generation.numbers()));
        }
        return more;
    }

    /** Whether stage {@code at} of {@code stages} is the last one of its share. */
    static boolean isKept(int at, int stages) {
        int kept = Math.min(stages, MOST_FRAMES);
        return (long) (at + 1) * kept / stages > (long) at * kept / stages;
    }

    @Override
    public Progress progress() {
        return generation == null ? Progress.UNKNOWN : new Progress(generation.stepsDone(), generation.steps());
    }

    @Override
    public void close() {
        if (generation != null) generation.close();
        if (generator != null) bench.giveBack(generator);
    }
}
