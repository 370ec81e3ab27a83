package kaobako.ui.theory;

import com.formdev.flatlaf.util.UIScale;
import java.awt.BasicStroke;
import java.awt.Graphics2D;
import java.awt.event.MouseAdapter;
import java.awt.event.MouseEvent;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.Optional;
import kaobako.theory.PlaneHistogram;
import kaobako.theory.ToyFlight;
import kaobako.theory.ToyFlight.Box;
import kaobako.theory.ToyFlight.Moment;
import kaobako.ui.Desk;

/** Particles on their way from noise to pictures; of the one that is followed the way, the expected picture and the box it is drawn from. */
final class FlightView extends Plot {
    private static final double GROUND = 0.75;
    /** Boxes that the way of the followed particle goes back, fading. */
    private static final int TRAIL = 25;

    private final Lesson lesson;
    private PlaneHistogram painted;
    private Boolean dark;
    private BufferedImage heat;

    FlightView(Desk desk, Lesson lesson) {
        super(desk, "learning.flight");
        this.lesson = lesson;
        lesson.onChange(this::repaint);
        addMouseListener(new MouseAdapter() {
            @Override
            public void mousePressed(MouseEvent e) {
                Axes axes = Plane.axes(getWidth(), getHeight());
                lesson.flight().ifPresent(flight -> {
                    float[] x = Arrays.copyOf(flight.moments().get(lesson.moment()).x(), 2 * ToyFlight.FOLLOWED);
                    lesson.follow(CloudView.nearest(x, axes.valueX(e.getX()), axes.valueY(e.getY())));
                });
            }
        });
    }

    @Override
    protected void paintPlot(Graphics2D g) {
        Axes axes = Plane.axes(getWidth(), getHeight());
        Optional<ToyFlight> flight = lesson.flight();
        if (flight.isEmpty()) {
            beforeFlight(g, axes);
            return;
        }
        ToyFlight f = flight.get();
        int k = lesson.moment();
        double share = lesson.at() - k;
        ground(g, axes, f.moments().get(k).exact());
        Plane.square(g, axes);
        Moment now = f.moments().get(k);
        boolean moving = k < f.done();
        float[] x = moving && share > 0 ? between(now.x(), f.moments().get(k + 1).x(), (float) share) : now.x();
        Plane.dots(g, axes, x, Ink.alpha(Ink.second(), 170));
        follow(g, axes, f, k, x);
        double sigma = moving ? f.stages().get(f.stage(k + 1) - 1).update().cNoise() : 0;
        Plane.caption(g, axes, desk().text("theory.learning.where", f.stage(k), f.stages().size(), sigma));
    }

    /** What the network draws as far as it has learned, or else what it is to learn. */
    private void beforeFlight(Graphics2D g, Axes axes) {
        Optional<PlaneHistogram> drawn = lesson.progress().drawn();
        drawn.or(lesson::truth).ifPresent(histogram -> Plane.heat(g, axes, Plane.heat(histogram)));
        Plane.square(g, axes);
        Plane.caption(g, axes, desk().text(drawn.isPresent() ? "theory.learning.drawn"
                : lesson.hasBox() ? "theory.learning.nothing" : "theory.forward.empty"));
    }

    /** q(x_t), where the particles should be. */
    private void ground(Graphics2D g, Axes axes, PlaneHistogram exact) {
        if (exact != painted || dark != Ink.isDark()) {
            painted = exact;
            dark = Ink.isDark();
            heat = Plane.ground(exact, GROUND);
        }
        Plane.heat(g, axes, heat);
    }

    private static float[] between(float[] a, float[] b, float share) {
        float[] x = new float[a.length];
        for (int i = 0; i < x.length; i++) x[i] = a[i] + share * (b[i] - a[i]);
        return x;
    }

    private void follow(Graphics2D g, Axes axes, ToyFlight f, int k, float[] x) {
        int i = Math.min(lesson.followed(), ToyFlight.FOLLOWED - 1);
        g.setStroke(new BasicStroke(UIScale.scale(1.5f)));
        for (int m = Math.max(0, k - TRAIL); m <= k; m++) {
            float[] from = f.moments().get(m).x();
            float[] to = m < k ? f.moments().get(m + 1).x() : x;
            g.setColor(Ink.alpha(Ink.text(), 30 + 170 * (m - k + TRAIL) / TRAIL));
            g.draw(new Line2D.Double(axes.x(from[2 * i]), axes.y(from[2 * i + 1]), axes.x(to[2 * i]), axes.y(to[2 * i + 1])));
        }
        // under the box: late boxes are no larger than the mark
        Plane.marked(g, axes, x[2 * i], x[2 * i + 1], Ink.third());
        if (k < f.done()) {
            float[] expected = f.moments().get(k + 1).x0();
            Box box = f.box(i, k + 1);
            if (box.sigma() > 0) Plane.circle(g, axes, box.left(), box.right(), box.sigma());
            else Plane.way(g, axes, f.moments().get(k).x()[2 * i], f.moments().get(k).x()[2 * i + 1], box.left(), box.right());
            expected(g, axes, expected[2 * i], expected[2 * i + 1]);
        }
    }

    /** A diamond where the network expects the clean picture. */
    private static void expected(Graphics2D g, Axes axes, double left, double right) {
        double r = UIScale.scale(6f);
        double x = axes.x(left);
        double y = axes.y(right);
        Path2D diamond = new Path2D.Double();
        diamond.moveTo(x, y - r);
        diamond.lineTo(x + r, y);
        diamond.lineTo(x, y + r);
        diamond.lineTo(x - r, y);
        diamond.closePath();
        g.setColor(Ink.background());
        g.setStroke(new BasicStroke(UIScale.scale(4f)));
        g.draw(diamond);
        g.setColor(Ink.third());
        g.setStroke(new BasicStroke(UIScale.scale(2f)));
        g.draw(diamond);
    }
}
