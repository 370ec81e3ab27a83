package kaobako.ui.theory;

import com.formdev.flatlaf.util.UIScale;
import java.awt.BasicStroke;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.geom.AffineTransform;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.text.NumberFormat;
import java.util.Locale;
import java.util.function.DoubleUnaryOperator;
import javax.swing.UIManager;

/**
 * Numbers to points of a rectangle and back, y upwards; and the axes themselves. Both ranges are not empty.
 *
 * @param box where the numbers are, in the component's points; labels are outside of it, see {@link #inside}
 */
record Axes(double x0, double x1, double y0, double y1, Rectangle2D box) {
    /** The side [-1, 1]^2 of two-pixel pictures. */
    static Axes pixels(Rectangle2D box) {
        return new Axes(-1, 1, -1, 1, box);
    }

    /** What is left of an area for the numbers, with room for tick labels and a name at the left and the bottom. */
    static Rectangle2D inside(double width, double height) {
        double left = UIScale.scale(54f), bottom = UIScale.scale(38f), top = UIScale.scale(14f), right = UIScale.scale(16f);
        return new Rectangle2D.Double(left, top, Math.max(1, width - left - right), Math.max(1, height - top - bottom));
    }

    /** The largest square in the middle of a box: equal units both ways. */
    static Rectangle2D square(Rectangle2D box) {
        double side = Math.min(box.getWidth(), box.getHeight());
        return new Rectangle2D.Double(box.getCenterX() - side / 2, box.getCenterY() - side / 2, side, side);
    }

    double x(double value) {
        return box.getX() + (value - x0) / (x1 - x0) * box.getWidth();
    }

    double y(double value) {
        return box.getMaxY() - (value - y0) / (y1 - y0) * box.getHeight();
    }

    double valueX(double x) {
        return x0 + (x - box.getX()) / box.getWidth() * (x1 - x0);
    }

    double valueY(double y) {
        return y0 + (box.getMaxY() - y) / box.getHeight() * (y1 - y0);
    }

    /** A function's curve, at every second point. */
    Path2D curve(DoubleUnaryOperator f) {
        int steps = (int) Math.max(2, Math.min(1200, box.getWidth() / 2));
        Path2D path = new Path2D.Double();
        for (int i = 0; i <= steps; i++) {
            double value = x0 + (x1 - x0) * i / steps;
            if (i == 0) path.moveTo(x(value), y(f.applyAsDouble(value)));
            else path.lineTo(x(value), y(f.applyAsDouble(value)));
        }
        return path;
    }

    /** A curve closed along the bottom, to be filled. */
    Path2D area(Path2D curve) {
        Path2D area = new Path2D.Double(curve);
        area.lineTo(box.getMaxX(), box.getMaxY());
        area.lineTo(box.getX(), box.getMaxY());
        area.closePath();
        return area;
    }

    /** Grid, tick labels and the axes' names; an empty name leaves one out. The same numbers stand at both axes of the same range. */
    void paint(Graphics2D g, String nameX, String nameY) {
        boolean same = x0 == y0 && x1 == y1;
        paintX(g, nameX, same ? Math.max(stepX(), stepY()) : stepX());
        paintY(g, nameY, same ? Math.max(stepX(), stepY()) : stepY());
    }

    void paintX(Graphics2D g, String name) {
        paintX(g, name, stepX());
    }

    void paintY(Graphics2D g, String name) {
        paintY(g, name, stepY());
    }

    private double stepX() {
        return step(x0, x1, (int) (box.getWidth() / UIScale.scale(56)));
    }

    private double stepY() {
        return step(y0, y1, (int) (box.getHeight() / UIScale.scale(28)));
    }

    private void paintX(Graphics2D g, String name, double step) {
        FontMetrics metrics = start(g);
        NumberFormat format = format(step);
        for (double v = Math.ceil(x0 / step - 1e-9) * step; v <= x1 + 1e-9 * step; v += step) {
            g.setColor(Ink.grid());
            g.draw(new Line2D.Double(x(v), box.getY(), x(v), box.getMaxY()));
            g.setColor(Ink.faint());
            String label = format.format(Math.abs(v) < 1e-9 * step ? 0 : v);
            g.drawString(label, (float) (x(v) - metrics.stringWidth(label) / 2.0), (float) (box.getMaxY() + UIScale.scale(3) + metrics.getAscent()));
        }
        g.setColor(Ink.text());
        g.drawString(name, (float) (box.getCenterX() - metrics.stringWidth(name) / 2.0),
                (float) (box.getMaxY() + UIScale.scale(4) + metrics.getHeight() + metrics.getAscent()));
    }

    private void paintY(Graphics2D g, String name, double step) {
        FontMetrics metrics = start(g);
        NumberFormat format = format(step);
        int widest = 0;
        for (double v = Math.ceil(y0 / step - 1e-9) * step; v <= y1 + 1e-9 * step; v += step) {
            g.setColor(Ink.grid());
            g.draw(new Line2D.Double(box.getX(), y(v), box.getMaxX(), y(v)));
            g.setColor(Ink.faint());
            String label = format.format(Math.abs(v) < 1e-9 * step ? 0 : v);
            widest = Math.max(widest, metrics.stringWidth(label));
            g.drawString(label, (float) (box.getX() - UIScale.scale(5) - metrics.stringWidth(label)),
                    (float) (y(v) + metrics.getAscent() / 2.0 - UIScale.scale(1)));
        }
        AffineTransform before = g.getTransform();
        g.setColor(Ink.text());
        g.rotate(-Math.PI / 2, box.getX() - UIScale.scale(10) - widest - metrics.getDescent(), box.getCenterY());
        g.drawString(name, (float) (box.getX() - UIScale.scale(10) - widest - metrics.getDescent() - metrics.stringWidth(name) / 2.0),
                (float) box.getCenterY());
        g.setTransform(before);
    }

    private static FontMetrics start(Graphics2D g) {
        g.setFont(UIManager.getFont("small.font"));
        g.setStroke(new BasicStroke(UIScale.scale(1f)));
        return g.getFontMetrics();
    }

    /** A round step of 1, 2 or 5 times a power of ten that gives at most {@code most} intervals. */
    static double step(double from, double to, int most) {
        double least = (to - from) / Math.max(1, most);
        double power = Math.pow(10, Math.floor(Math.log10(least)));
        for (double round : new double[] {1, 2, 5}) if (round * power >= least * (1 - 1e-9)) return round * power;
        return 10 * power;
    }

    private static NumberFormat format(double step) {
        NumberFormat format = NumberFormat.getNumberInstance(Locale.ROOT);
        int digits = (int) Math.max(0, -Math.floor(Math.log10(step) + 1e-9));
        format.setMinimumFractionDigits(digits);
        format.setMaximumFractionDigits(digits);
        format.setGroupingUsed(false);
        return format;
    }
}
