package kaobako.ui.theory;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import kaobako.diffusion.SeedMix;
import kaobako.generate.GenerateConfig;
import kaobako.generate.Picture;
import kaobako.studio.DrawRun;
import kaobako.studio.GreyPictures;
import kaobako.studio.JobHandle;
import kaobako.studio.Model;
import kaobako.studio.Wall;
import kaobako.theory.TwoPixelDensity;
import kaobako.theory.TwoPixelDensity.Point;
import kaobako.ui.Desk;

/**
 * A few hundred avatars drawn quickly from the user's model, seen through two of their pixels: each is a point of {@link #box}, whose
 * density is estimated from them. They are not kept in the gallery. Event thread; the studio draws them.
 */
final class Handful {
    static final int PICTURES = 256;
    /** Drafts, drawn in a sampler's fewest good steps: two pixels' greys are settled long before fine lines are. */
    private static final String SAMPLER = "ipndm";
    private static final int STEPS = 8;
    private static final long MOST_SEED = 1_000_000;
    /** How soft each picture's point becomes: with so few, wider than a folder's. */
    private static final double BANDWIDTH = 0.09;

    private final Desk desk;
    private final PixelBox box = new PixelBox();
    private final List<Runnable> listeners = new ArrayList<>();
    private Optional<DrawRun> run = Optional.empty();
    private Optional<Model> from = Optional.empty();
    private List<Picture> pictures = List.of();
    private Optional<GreyPictures> greys = Optional.empty();
    private double[] x = {};
    private double[] y = {};
    private int chosen;

    Handful(Desk desk) {
        this.desk = desk;
        box.clear();
    }

    void onChange(Runnable listener) {
        listeners.add(listener);
    }

    private void changed() {
        listeners.forEach(Runnable::run);
    }

    /** The avatars as two-pixel pictures; empty before the first are done. */
    PixelBox box() {
        return box;
    }

    /** Draws others, from the seeds after a random one; those there were are forgotten. */
    void draw(Model model) {
        stop();
        long first = ThreadLocalRandom.current().nextLong(MOST_SEED);
        List<SeedMix> seeds = GenerateConfig.seeds(first, PICTURES);
        DrawRun started = desk.studio().easel().sketch(GenerateConfig.of(model.folder(), seeds).withSampler(SAMPLER, STEPS));
        run = Optional.of(started);
        from = Optional.of(model);
        pictures = List.of();
        greys = Optional.empty();
        chosen = 0;
        box.clear();
        desk.then(started.handle().ended(), state -> {
            started.handle().problem().ifPresent(desk::report);
            changed();
        });
        changed();
    }

    void stop() {
        run.map(DrawRun::handle).ifPresent(JobHandle::stop);
    }

    boolean isDrawing() {
        return run.map(r -> !r.handle().state().isEnd()).orElse(false);
    }

    /** Whose pictures these are; empty before the first are asked for. */
    Optional<Model> from() {
        return from;
    }

    /** The newest look of all, the same object while nothing is new. */
    Optional<Wall> wall() {
        return run.map(r -> r.wall().get());
    }

    /** Takes in those that were finished since; to be called when {@link #wall} is another. */
    void look() {
        List<Picture> finished = wall().map(w -> w.tiles().stream().filter(t -> t.stage() == Wall.Stage.FINISHED)
                .map(t -> t.picture().orElseThrow()).toList()).orElse(List.of());
        if (finished.size() > pictures.size()) {
            List<Picture> more = finished.subList(pictures.size(), finished.size());
            greys = Optional.of(greys.map(g -> g.plus(more)).orElseGet(() -> GreyPictures.of(more)));
            pictures = finished;
        }
        changed();
    }

    /** How many are done. */
    int count() {
        return pictures.size();
    }

    /** Their greys, pointed at on the chosen one; the same object while nothing is new. */
    Optional<GreyPictures> greys() {
        return greys;
    }

    /** Told by the picker: the two pixels' values in each picture. */
    void pick(double[] first, double[] second) {
        x = first;
        y = second;
        List<Point> points = new ArrayList<>();
        for (int i = 0; i < x.length; i++) points.add(new Point(x[i], y[i]));
        box.take(TwoPixelDensity.ofPairs(x, y, BANDWIDTH), points, points.get(chosen));
    }

    /** The picture that is shown large and ringed, from 0. */
    int chosen() {
        return chosen;
    }

    /** Chooses one of those that are done; others are left where they are. */
    void choose(int picture) {
        if (picture < 0 || picture >= count() || picture == chosen) return;
        chosen = picture;
        greys = greys.map(g -> g.on(pictures.get(picture)));
        box.ring(new Point(x[chosen], y[chosen]));
        changed();
    }
}
