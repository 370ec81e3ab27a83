package kaobako.ui.theory;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import kaobako.diffusion.Philox;
import kaobako.diffusion.SeedMix;
import kaobako.generate.Picture;
import kaobako.studio.DrawRun;
import kaobako.studio.JobHandle;
import kaobako.studio.Model;
import kaobako.studio.Wall;
import kaobako.theory.Shell;
import kaobako.ui.Desk;

/**
 * Two ways from one seed's noise to another's, straight and along the arc: how long the noise is on the way, and what a model draws from it.
 * Event thread.
 */
final class SeedWays {
    enum Way { STRAIGHT, ARC }

    /** Pictures of each way, both seeds included; few enough to be shown large. */
    static final int PICTURES = 5;
    private static final int POINTS = 41;

    private final Desk desk;
    private final List<Runnable> listeners = new ArrayList<>();
    private long from = 7;
    private long to = 12;
    private double[][] lengths = {{}, {}};
    private Optional<DrawRun> run = Optional.empty();

    SeedWays(Desk desk) {
        this.desk = desk;
    }

    void onChange(Runnable listener) {
        listeners.add(listener);
    }

    long from() {
        return from;
    }

    long to() {
        return to;
    }

    void take(long first, long second) {
        stop();
        from = first;
        to = second;
        run = Optional.empty();
        lengths = new double[][] {{}, {}};
        listeners.forEach(Runnable::run);
        measure();
    }

    private static SeedMix mix(Way way, long a, long b, double t) {
        return way == Way.STRAIGHT ? SeedMix.straight(a, b, t) : SeedMix.slerp(a, b, t);
    }

    /** The model of Draw, if there is one to draw from. */
    Optional<Model> model() {
        return desk.draw().model().filter(m -> m.obstacle().isEmpty());
    }

    /** Numbers of one picture: the model's, or an avatar's. */
    int dimensions() {
        return model().filter(m -> m.width() > 0).map(m -> 3 * m.width() * m.height()).orElse(Radii.AVATAR);
    }

    /** Computes the lengths anew, for this model and these seeds. */
    void measure() {
        long a = from;
        long b = to;
        int d = dimensions();
        desk.then(desk.studio().onIo(() -> {
            double[][] measured = new double[2][POINTS];
            for (Way way : Way.values())
                for (int i = 0; i < POINTS; i++) {
                    measured[way.ordinal()][i] = Shell.norm(mix(way, a, b, i / (POINTS - 1.0)).normals(0, Philox.Purpose.IMAGE_NOISE, d));
                }
            return measured;
        }), measured -> {
            if (a != from || b != to || d != dimensions()) return;
            lengths = measured;
            listeners.forEach(Runnable::run);
        });
    }

    /** At even places from the first seed to the second; empty until computed. */
    double[] lengths(Way way) {
        return lengths[way.ordinal()];
    }

    /** Draws the pictures of both ways, if there is a model and a device; they are not kept in the gallery. */
    void draw() {
        stop();
        List<SeedMix> mixes = new ArrayList<>();
        for (Way way : Way.values())
            for (int i = 0; i < PICTURES; i++) mixes.add(mix(way, from, to, i / (PICTURES - 1.0)));
        run = model().map(m -> desk.studio().easel().sketch(desk.draw().controls().config(m.folder(), mixes)));
        run.ifPresent(r -> desk.then(r.handle().ended(), state -> r.handle().problem().ifPresent(desk::report)));
        listeners.forEach(Runnable::run);
    }

    void stop() {
        run.map(DrawRun::handle).ifPresent(JobHandle::stop);
    }

    /** The newest look of the pictures, the same object while nothing is new. */
    Optional<Wall> wall() {
        return run.map(r -> r.wall().get());
    }

    static Optional<Picture> picture(Wall wall, Way way, int index) {
        return wall.tiles().get(way.ordinal() * PICTURES + index).picture();
    }
}
