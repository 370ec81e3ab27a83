package kaobako.ui.theory;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import kaobako.diffusion.BetaSchedule;
import kaobako.diffusion.NoiseSchedule;
import kaobako.diffusion.Philox;
import kaobako.generate.Picture;
import kaobako.theory.Forward;
import kaobako.theory.PlaneHistogram;
import kaobako.theory.TwoPixelDensity;

/** What the views of chapter 4 share: the schedule, how far pictures have dissolved, and which. They hear of every change. Event thread. */
final class Dissolve {
    /** Boxes of a chain, the T of most published models, and the ends of the schedules that have such. */
    static final int STEPS = 1000;
    private static final double FIRST_BETA = 1e-4, LAST_BETA = 0.02;
    private static final int POINTS = 1500;
    private static final long SEED = 4;

    private final List<Runnable> listeners = new ArrayList<>();
    private final PixelBox box;
    private BetaSchedule schedule = BetaSchedule.LINEAR;
    private Forward forward;
    private int step;
    private Optional<Picture> picture = Optional.empty();
    private float[] clean = new float[0];
    private float[] noise = new float[0];
    private Optional<TwoPixelDensity> density = Optional.empty();
    private float[] points = new float[0];
    private final float[] pointNoise = Philox.normals(SEED, 1, Philox.Purpose.IMAGE_NOISE, 2 * POINTS);

    Dissolve(PixelBox box) {
        this.box = box;
        take(schedule);
        box.onChange(this::look);
        look();
    }

    void onChange(Runnable listener) {
        listeners.add(listener);
    }

    private void changed() {
        listeners.forEach(Runnable::run);
    }

    void take(BetaSchedule another) {
        schedule = another;
        forward = new Forward(NoiseSchedule.of(another, FIRST_BETA, LAST_BETA, STEPS));
        changed();
    }

    BetaSchedule schedule() {
        return schedule;
    }

    NoiseSchedule table() {
        return forward.schedule();
    }

    /** How many small mixings have been done: 0 is the picture, {@link #STEPS} noise. */
    int step() {
        return step;
    }

    void go(int to) {
        int inside = Math.max(0, Math.min(STEPS, to));
        if (inside == step) return;
        step = inside;
        changed();
    }

    /** How much of the picture is in the mixture, and how much noise. */
    double signal() {
        return forward.signal(step - 1);
    }

    double noise() {
        return forward.noise(step - 1);
    }

    void take(Picture another) {
        picture = Optional.of(another);
        clean = new float[another.rgb().length];
        for (int i = 0; i < clean.length; i++) clean[i] = (another.rgb()[i] & 0xFF) / 127.5f - 1;
        noise = Philox.normals(SEED, 0, Philox.Purpose.IMAGE_NOISE, clean.length);
        changed();
    }

    Optional<Picture> picture() {
        return picture;
    }

    /** The picture as it is now; numbers may be beyond black and white. */
    float[] dissolved() {
        return forward.noised(clean, noise, step - 1);
    }

    private void look() {
        if (density.equals(box.density())) return;
        density = box.density();
        points = new float[density.isEmpty() ? 0 : 2 * POINTS];
        SplittableRandom random = new SplittableRandom(SEED);
        for (int i = 0; i < points.length; i += 2) {
            TwoPixelDensity.Point p = density.get().draw(random);
            points[i] = (float) p.x();
            points[i + 1] = (float) p.y();
        }
        changed();
    }

    /** Two-pixel pictures before they dissolve: left pixel, right pixel, .. */
    float[] points() {
        return points;
    }

    /** A point whose noise is of the length that most have, about the radius. */
    int usualPoint() {
        int i = 0;
        while (Math.abs(Math.hypot(pointNoise[2 * i], pointNoise[2 * i + 1]) - 1.1) > 0.1) i++;
        return i;
    }

    /** The same as they are now. */
    float[] dissolvedPoints() {
        return points.length == 0 ? points : forward.noised(points, pointNoise, step - 1);
    }

    /** Where the box of two-pixel pictures has spread to, exactly. */
    Optional<PlaneHistogram> marginal() {
        return density.map(d -> forward.marginal(d, step - 1));
    }
}
