package kaobako.ui.theory;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import kaobako.theory.Example;
import kaobako.theory.Histogram;
import kaobako.theory.Painting;
import kaobako.theory.TwoPixelDensity;
import kaobako.theory.TwoPixelDensity.Cut;
import kaobako.theory.TwoPixelDensity.Point;

/** What views of a box of two-pixel pictures share: its density, the cut, and what was drawn. They hear of every change. Event thread. */
final class PixelBox {
    /** Older dots make room; the histogram counts them all. */
    private static final int MOST_DOTS = 3000;

    private final RandomGenerator random = new SplittableRandom();
    private final List<Runnable> listeners = new ArrayList<>();
    private final List<Runnable> pointers = new ArrayList<>();
    private final Painting painting = new Painting();
    private Optional<TwoPixelDensity> density = Optional.empty();
    private Cut.Known known = Cut.Known.LEFT;
    private double at = -0.3;
    private boolean cutting;
    private boolean touched;
    private Histogram histogram = new Histogram(Histogram.BINS);
    private List<Point> dots = new ArrayList<>();
    private Optional<Point> last = Optional.empty();
    private Optional<Point> pointed = Optional.empty();

    PixelBox() {
        take(Example.RING.density());
    }

    void onChange(Runnable listener) {
        listeners.add(listener);
    }

    /** Told when another picture is pointed at: too often for views that take long to paint, so that {@link #onChange} is not. */
    void onPoint(Runnable listener) {
        pointers.add(listener);
    }

    /** The picture that the pointer is on; empty while it is on none. */
    Optional<Point> pointed() {
        return pointed;
    }

    void point(Optional<Point> picture) {
        if (picture.equals(pointed)) return;
        pointed = picture;
        pointers.forEach(Runnable::run);
    }

    private void changed() {
        listeners.forEach(Runnable::run);
    }

    /** Empty while nothing is painted. */
    Optional<TwoPixelDensity> density() {
        return density;
    }

    void take(TwoPixelDensity another) {
        touched = false;
        painting.take(another);
        density = Optional.of(another);
        forget();
    }

    /** A box that is known only by pictures that were drawn from it: they are its dots, and one of them is ringed. */
    void take(TwoPixelDensity found, List<Point> drawn, Point ringed) {
        painting.take(found);
        density = Optional.of(found);
        dots = drawn;
        ring(ringed);
    }

    /** Rings a picture as the one that was drawn last. */
    void ring(Point picture) {
        last = Optional.of(picture);
        changed();
    }

    /** A stroke of the brush begins. */
    void stroke() {
        touched = true;
        painting.begin();
    }

    void dab(Painting.Brush brush, double x, double y, double radius) {
        painting.dab(brush, x, y, radius, brush == Painting.Brush.ADD ? 0.12 : 0.35);
        painted();
    }

    void clear() {
        painting.clear();
        painted();
    }

    /** Whether the brush has been at it since a box was taken. */
    boolean isPainted() {
        return touched;
    }

    boolean canUndo() {
        return painting.canUndo();
    }

    void undo() {
        painting.undo();
        painted();
    }

    private void painted() {
        density = painting.density();
        forget();
    }

    Cut.Known known() {
        return known;
    }

    /** The known pixel's value, -1 to 1. */
    double at() {
        return at;
    }

    void cut(Cut.Known pixel, double value) {
        cutting = true;
        known = pixel;
        at = Math.max(-1, Math.min(1, value));
        changed();
    }

    /** Empty also while no one has cut yet. */
    Optional<Cut> cut() {
        return !cutting ? Optional.empty() : density.flatMap(d -> d.cut(known, at));
    }

    boolean isCut() {
        return cutting;
    }

    /** Puts the knife away, until the next {@link #cut(Cut.Known, double)}. */
    void uncut() {
        cutting = false;
        changed();
    }

    /** Draws so many pictures, if there is anything to draw. */
    void draw(int pictures) {
        if (density.isEmpty()) return;
        for (int i = 0; i < pictures; i++) {
            Point point = density.get().draw(random);
            histogram.add(point);
            last = Optional.of(point);
            if (i + MOST_DOTS >= pictures) dots.add(point);
        }
        if (dots.size() > MOST_DOTS) dots = new ArrayList<>(dots.subList(dots.size() - MOST_DOTS, dots.size()));
        changed();
    }

    /** Drawn pictures, the newest last, as many as are kept. */
    List<Point> dots() {
        return dots;
    }

    Optional<Point> last() {
        return last;
    }

    Histogram histogram() {
        return histogram;
    }

    void forget() {
        histogram = new Histogram(Histogram.BINS);
        dots.clear();
        last = Optional.empty();
        changed();
    }
}
