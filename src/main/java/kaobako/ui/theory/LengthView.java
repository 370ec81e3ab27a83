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
import java.util.List;
import java.util.function.ToDoubleFunction;
import kaobako.studio.Film;
import kaobako.studio.Film.Frame;
import kaobako.ui.Desk;

/** The avatar's way in numbers: its distance from grey beside what the noise level says, and how much noise there is and is drawn. */
final class LengthView extends Plot {
    private final Making making;

    LengthView(Desk desk, Making making) {
        super(desk, "avatar.length");
        this.making = making;
        making.onChange(this::repaint);
        setCursor(Cursor.getPredefinedCursor(Cursor.E_RESIZE_CURSOR));
        MouseAdapter mouse = new MouseAdapter() {
            @Override
            public void mousePressed(MouseEvent e) {
                making.go(nearest(axes(0, 1).valueX(e.getX())));
            }

            @Override
            public void mouseDragged(MouseEvent e) {
                mousePressed(e);
            }
        };
        addMouseListener(mouse);
        addMouseMotionListener(mouse);
    }

    /** The frame whose stage is nearest. */
    private int nearest(double stage) {
        List<Frame> frames = making.film().frames();
        int nearest = 0;
        for (int i = 0; i < frames.size(); i++) {
            if (Math.abs(frames.get(i).stage() - stage) < Math.abs(frames.get(nearest).stage() - stage)) nearest = i;
        }
        return nearest;
    }

    private Axes axes(int place, double most) {
        return new Axes(0, Math.max(1, making.film().stages()), 0, most, Panels.box(getWidth(), getHeight(), place, 2));
    }

    /** The part of noise in x_t of variance 1 at this noise level: sigma / sqrt(1 + sigma^2). */
    static double noise(double sigma) {
        return Double.isInfinite(sigma) ? 1 : sigma / Math.sqrt(1 + sigma * sigma);
    }

    /** The length that x_t has on average, sqrt(abar |x_0|^2 + (1 - abar) d), for a picture of this length in d dimensions. */
    static double expectedLength(double sigma, double clean, int dimensions) {
        double s = noise(sigma);
        return Math.sqrt((1 - s * s) * clean * clean + s * s * dimensions);
    }

    @Override
    protected void paintPlot(Graphics2D g) {
        Film film = making.film();
        double shell = Math.sqrt(Math.max(1, film.numbers()));
        double most = Math.max(1.25 * shell, film.frames().stream().mapToDouble(Frame::norm).max().orElse(0) * 1.05);
        Axes length = axes(0, most);
        Axes noise = axes(1, 1.05);
        length.paintY(g, "");
        noise.paint(g, desk().text("theory.learning.stage"), "");
        if (film.frames().isEmpty()) {
            Panels.title(g, length, desk().text("theory.avatar.lengthNone"));
            Panels.title(g, noise, desk().text("theory.avatar.noiseNone"));
            return;
        }
        Frame now = making.frame().orElseThrow();
        double clean = film.frames().get(film.frames().size() - 1).norm();
        Panels.title(g, length, desk().text("theory.avatar.length", now.norm(), shell));
        Panels.title(g, noise, desk().text("theory.avatar.noise", noise(now.sigmaLeft())), Ink.second(),
                desk().text("theory.avatar.radius", now.radius()), Ink.third());
        Stroke solid = new BasicStroke(UIScale.scale(2f));
        curve(g, length, film, f -> expectedLength(f.sigmaLeft(), clean, film.numbers()), Ink.line(), Panels.dashed());
        curve(g, length, film, Frame::norm, Ink.accent(), solid);
        curve(g, noise, film, f -> noise(f.sigmaLeft()), Ink.second(), solid);
        curve(g, noise, film, Frame::radius, Ink.third(), solid);
        Panels.here(g, length, now.stage());
        Panels.here(g, noise, now.stage());
    }

    private static void curve(Graphics2D g, Axes axes, Film film, ToDoubleFunction<Frame> value, Color colour, Stroke stroke) {
        Path2D path = new Path2D.Double();
        for (Frame frame : film.frames()) {
            double y = Math.min(value.applyAsDouble(frame), axes.y1());
            if (path.getCurrentPoint() == null) path.moveTo(axes.x(frame.stage()), axes.y(y));
            else path.lineTo(axes.x(frame.stage()), axes.y(y));
        }
        g.setColor(colour);
        g.setStroke(stroke);
        g.draw(path);
    }
}
