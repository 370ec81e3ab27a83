package kaobako.ui.theory;

import java.awt.Graphics2D;
import java.awt.event.MouseAdapter;
import java.awt.event.MouseEvent;
import java.util.Optional;
import kaobako.theory.PlaneHistogram;
import kaobako.ui.Desk;

/** A box of two-pixel pictures as it spreads: dots that dissolve over the exact density, and for one of them where it may have got to. */
final class CloudView extends Plot {
    private final Dissolve dissolve;
    /** The first whose noise is about as large as noise usually is. */
    private int followed;

    CloudView(Desk desk, Dissolve dissolve) {
        super(desk, "forward.cloud");
        this.dissolve = dissolve;
        followed = dissolve.usualPoint();
        dissolve.onChange(this::repaint);
        addMouseListener(new MouseAdapter() {
            @Override
            public void mousePressed(MouseEvent e) {
                Axes axes = Plane.axes(getWidth(), getHeight());
                followed = nearest(dissolve.dissolvedPoints(), axes.valueX(e.getX()), axes.valueY(e.getY()));
                repaint();
            }
        });
    }

    /** The index of the point that is nearest; 0 if there are none. */
    static int nearest(float[] points, double x, double y) {
        int nearest = 0;
        double least = Double.POSITIVE_INFINITY;
        for (int i = 0; i < points.length; i += 2) {
            double distance = Math.hypot(points[i] - x, points[i + 1] - y);
            if (distance >= least) continue;
            least = distance;
            nearest = i / 2;
        }
        return nearest;
    }

    @Override
    protected void paintPlot(Graphics2D g) {
        Axes axes = Plane.axes(getWidth(), getHeight());
        Optional<PlaneHistogram> marginal = dissolve.marginal();
        if (marginal.isEmpty()) {
            Plane.caption(g, axes, desk().text("theory.forward.empty"));
            return;
        }
        Plane.heat(g, axes, Plane.heat(marginal.get()));
        Plane.square(g, axes);
        float[] now = dissolve.dissolvedPoints();
        Plane.dots(g, axes, now, Ink.alpha(Ink.second(), 150));
        float[] clean = dissolve.points();
        int i = Math.min(followed, clean.length / 2 - 1);
        if (dissolve.step() > 0) {
            double left = dissolve.signal() * clean[2 * i];
            double right = dissolve.signal() * clean[2 * i + 1];
            Plane.way(g, axes, left, right, now[2 * i], now[2 * i + 1]);
            Plane.circle(g, axes, left, right, dissolve.noise());
        }
        Plane.marked(g, axes, now[2 * i], now[2 * i + 1], Ink.third());
        Plane.caption(g, axes, desk().text("theory.forward.radius", dissolve.noise()));
    }
}
