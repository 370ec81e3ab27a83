package kaobako.ui.theory;

import com.formdev.flatlaf.util.UIScale;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Cursor;
import java.awt.Graphics2D;
import java.awt.Stroke;
import java.awt.event.MouseAdapter;
import java.awt.event.MouseEvent;
import java.awt.geom.Path2D;
import java.util.function.ToDoubleFunction;
import kaobako.theory.ToyFlight;
import kaobako.theory.ToyFlight.Moment;
import kaobako.ui.Desk;

/** How far the particles are, along their flight: from the box of pictures, and from where the forward process would have them. */
final class DistanceView extends Plot {
    private final Lesson lesson;
    private final Layer curves = new Layer();

    DistanceView(Desk desk, Lesson lesson) {
        super(desk, "learning.distances");
        this.lesson = lesson;
        lesson.onChange(this::repaint);
        setCursor(Cursor.getPredefinedCursor(Cursor.E_RESIZE_CURSOR));
        MouseAdapter mouse = new MouseAdapter() {
            @Override
            public void mousePressed(MouseEvent e) {
                lesson.go(Math.round(axes(0, 1).valueX(e.getX()) / aMoment()));
            }

            @Override
            public void mouseDragged(MouseEvent e) {
                mousePressed(e);
            }
        };
        addMouseListener(mouse);
        addMouseMotionListener(mouse);
    }

    /** Boxes that are passed from one moment to the next. */
    private int aMoment() {
        return lesson.flight().map(f -> ToyFlight.stagesAMoment(f.stages().size())).orElse(1);
    }

    private Axes axes(int place, double most) {
        int stages = lesson.flight().map(f -> f.stages().size()).orElse(lesson.steps());
        return new Axes(0, stages, 0, most, Panels.box(getWidth(), getHeight(), place, 2));
    }

    @Override
    protected void paintPlot(Graphics2D g) {
        curves.paint(g, getWidth(), getHeight(), lesson.flight(), this::curves);
        Axes truth = axes(0, 1);
        Axes forward = axes(1, 0.5);
        if (lesson.flight().isEmpty()) {
            Panels.title(g, truth, desk().text("theory.learning.toTruthNone"));
            Panels.title(g, forward, desk().text("theory.learning.toForwardNone"));
            return;
        }
        Moment now = lesson.flight().get().moments().get(lesson.moment());
        Panels.title(g, truth, desk().text("theory.learning.toTruth", now.toTruth()));
        Panels.title(g, forward, desk().text("theory.learning.toForward", now.distance(), now.leastDistance()));
        double here = Math.min(truth.x1(), lesson.at() * aMoment());
        Panels.here(g, truth, here);
        Panels.here(g, forward, here);
    }

    private void curves(Graphics2D g) {
        Axes truth = axes(0, 1);
        Axes forward = axes(1, 0.5);
        truth.paintY(g, "");
        forward.paint(g, desk().text("theory.learning.stage"), "");
        lesson.flight().ifPresent(f -> {
            Stroke solid = new BasicStroke(UIScale.scale(2f));
            curve(g, truth, f, Moment::toTruth, Ink.accent(), solid);
            curve(g, forward, f, Moment::leastDistance, Ink.line(), Panels.dashed());
            curve(g, forward, f, Moment::distance, Ink.second(), solid);
        });
    }

    private static void curve(Graphics2D g, Axes axes, ToyFlight f, ToDoubleFunction<Moment> value, Color colour, Stroke stroke) {
        Path2D path = new Path2D.Double();
        for (int m = 0; m <= f.done(); m++) {
            double y = Math.min(value.applyAsDouble(f.moments().get(m)), axes.y1());
            if (m == 0) path.moveTo(axes.x(0), axes.y(y));
            else path.lineTo(axes.x(f.stage(m)), axes.y(y));
        }
        g.setColor(colour);
        g.setStroke(stroke);
        g.draw(path);
    }
}
