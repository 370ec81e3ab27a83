package kaobako.ui.theory;

import com.formdev.flatlaf.util.UIScale;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Cursor;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.event.MouseAdapter;
import java.awt.event.MouseEvent;
import java.awt.geom.AffineTransform;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.Point2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.Optional;
import javax.swing.SwingUtilities;
import kaobako.theory.Contours;
import kaobako.theory.Painting;
import kaobako.theory.TwoPixelDensity;
import kaobako.theory.TwoPixelDensity.Cut;
import kaobako.theory.TwoPixelDensity.Point;
import kaobako.ui.Desk;

/** The density from above: colours and lines of equal height, the cut's line to drag, drawn pictures as dots; also the canvas of the brush. */
final class HeatView extends Plot {
    /** What the pointer does. */
    enum Tool { CUT, BRUSH, WIPE }

    private static final double[] LEVELS = {0.1, 0.3, 0.5, 0.7, 0.9};
    private static final double RADIUS = 0.14;

    private final String part;
    private final PixelBox box;
    private Tool tool = Tool.CUT;
    private Optional<TwoPixelDensity> painted = Optional.empty();
    private Boolean dark;
    private BufferedImage image;
    private float[][] contours = new float[0][];
    private Optional<Point2D> pointer = Optional.empty();

    /** @param part of the messages' keys: {@code theory.PART.heat.name}, and {@code theory.PART.left}, {@code .right} for the pixels */
    HeatView(Desk desk, String part, PixelBox box) {
        super(desk, part + ".heat");
        this.part = part;
        this.box = box;
        box.onChange(this::repaint);
        MouseAdapter mouse = new MouseAdapter() {
            private Point2D before;

            @Override
            public void mousePressed(MouseEvent e) {
                if (!SwingUtilities.isLeftMouseButton(e)) return;
                requestFocusInWindow();
                before = value(e);
                if (tool != Tool.CUT) box.stroke();
                mouseDragged(e);
            }

            @Override
            public void mouseDragged(MouseEvent e) {
                if (!SwingUtilities.isLeftMouseButton(e) || before == null) return;
                Point2D now = value(e);
                if (tool == Tool.CUT) box.cut(box.known(), box.known() == Cut.Known.LEFT ? now.getX() : now.getY());
                else stroke(before, now);
                before = now;
                mouseMoved(e);
            }

            @Override
            public void mouseMoved(MouseEvent e) {
                Point2D at = value(e);
                pointer = Optional.of(at);
                boolean picture = Math.abs(at.getX()) <= 1 && Math.abs(at.getY()) <= 1;
                box.point(picture ? Optional.of(new Point(at.getX(), at.getY())) : Optional.empty());
                if (tool != Tool.CUT) repaint();
            }

            @Override
            public void mouseExited(MouseEvent e) {
                pointer = Optional.empty();
                box.point(Optional.empty());
                repaint();
            }
        };
        addMouseListener(mouse);
        addMouseMotionListener(mouse);
        CutView.arrows(this, box);
    }

    void use(Tool another) {
        tool = another;
        setCursor(Cursor.getPredefinedCursor(tool == Tool.CUT ? Cursor.HAND_CURSOR : Cursor.CROSSHAIR_CURSOR));
        repaint();
    }

    private Point2D value(MouseEvent e) {
        return new Point2D.Double(axes().valueX(e.getX()), axes().valueY(e.getY()));
    }

    /** Dabs along the way, a third of the brush apart. */
    private void stroke(Point2D from, Point2D to) {
        int steps = 1 + (int) (from.distance(to) / (RADIUS / 3));
        for (int i = 1; i <= steps; i++) {
            double t = i / (double) steps;
            box.dab(tool == Tool.BRUSH ? Painting.Brush.ADD : Painting.Brush.WIPE, from.getX() + t * (to.getX() - from.getX()),
                    from.getY() + t * (to.getY() - from.getY()), RADIUS);
        }
    }

    private Axes axes() {
        return Axes.pixels(Axes.square(Axes.inside(getWidth(), getHeight())));
    }

    private void compute() {
        if (painted.equals(box.density()) && dark != null && dark == Ink.isDark()) return;
        painted = box.density();
        dark = Ink.isDark();
        int n = TwoPixelDensity.CELLS;
        image = Heat.image((column, row) -> painted.map(d -> d.inCell(column, row)).orElse(0.0), n, painted.map(TwoPixelDensity::highest).orElse(1.0));
        contours = new float[painted.isPresent() ? LEVELS.length : 0][];
        for (int i = 0; i < contours.length; i++) contours[i] = Contours.of(painted.get()::inCell, n, LEVELS[i] * painted.get().highest());
    }

    @Override
    protected void paintPlot(Graphics2D g) {
        compute();
        Axes axes = axes();
        Rectangle2D square = axes.box();
        g.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
        double cell = square.getWidth() / TwoPixelDensity.CELLS;
        AffineTransform place = AffineTransform.getTranslateInstance(square.getX(), square.getY());
        place.scale(cell, cell);
        g.drawImage(image, place, null);
        axes.paint(g, desk().text("theory." + part + ".left"), desk().text("theory." + part + ".right"));
        g.clip(square);
        for (int i = 0; i < contours.length; i++) contour(g, contours[i], Ink.alpha(Heat.over(LEVELS[i]), 120), square, cell);
        dots(g, axes);
        if (box.isCut()) cutLine(g, axes);
        if (tool != Tool.CUT) pointer.ifPresent(p -> {
            double r = RADIUS / 2 * square.getWidth();
            g.setColor(Ink.text());
            g.draw(new Ellipse2D.Double(axes.x(p.getX()) - r, axes.y(p.getY()) - r, 2 * r, 2 * r));
        });
    }

    private static void contour(Graphics2D g, float[] pieces, Color colour, Rectangle2D square, double cell) {
        Path2D path = new Path2D.Double();
        for (int i = 0; i < pieces.length; i += 4) {
            path.moveTo(square.getX() + (pieces[i] + 0.5) * cell, square.getMaxY() - (pieces[i + 1] + 0.5) * cell);
            path.lineTo(square.getX() + (pieces[i + 2] + 0.5) * cell, square.getMaxY() - (pieces[i + 3] + 0.5) * cell);
        }
        g.setColor(colour);
        g.setStroke(new BasicStroke(UIScale.scale(1f)));
        g.draw(path);
    }

    private void dots(Graphics2D g, Axes axes) {
        double r = UIScale.scale(box.dots().size() > 500 ? 1.1f : 1.8f);
        g.setColor(Ink.second());
        for (Point p : box.dots()) g.fill(new Ellipse2D.Double(axes.x(p.x()) - r, axes.y(p.y()) - r, 2 * r, 2 * r));
        box.last().ifPresent(p -> {
            double large = UIScale.scale(5f);
            Ellipse2D ring = new Ellipse2D.Double(axes.x(p.x()) - large, axes.y(p.y()) - large, 2 * large, 2 * large);
            g.setColor(Ink.background());
            g.setStroke(new BasicStroke(UIScale.scale(4f)));
            g.draw(ring);
            g.setColor(Ink.second());
            g.setStroke(new BasicStroke(UIScale.scale(2f)));
            g.draw(ring);
        });
    }

    private void cutLine(Graphics2D g, Axes axes) {
        Rectangle2D b = axes.box();
        boolean left = box.known() == Cut.Known.LEFT;
        double at = left ? axes.x(box.at()) : axes.y(box.at());
        Line2D line = left ? new Line2D.Double(at, b.getY(), at, b.getMaxY()) : new Line2D.Double(b.getX(), at, b.getMaxX(), at);
        g.setColor(Ink.alpha(Ink.background(), 150));
        g.setStroke(new BasicStroke(UIScale.scale(4.5f)));
        g.draw(line);
        g.setColor(Ink.third());
        g.setStroke(new BasicStroke(UIScale.scale(2f)));
        g.draw(line);
        double r = UIScale.scale(5f);
        g.fill(new Ellipse2D.Double(line.getX1() - r + (left ? 0 : r), line.getY1() - r + (left ? r : 0), 2 * r, 2 * r));
    }
}
