package kaobako.ui.theory;

import com.formdev.flatlaf.util.UIScale;
import java.awt.BasicStroke;
import java.awt.Cursor;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.event.MouseAdapter;
import java.awt.event.MouseEvent;
import java.awt.geom.AffineTransform;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import javax.swing.UIManager;
import kaobako.theory.Normal;
import kaobako.ui.Desk;

/** The small box of two pixels from above: a soft ellipse, each pixel's own bell at the edges, draws as dots. Its centre can be dragged. */
final class NormalPlane extends Plot {
    private static final int CELLS = 110;
    private static final double R = NormalDesk.REACH;

    private final NormalDesk normals;

    NormalPlane(Desk desk, NormalDesk normals) {
        super(desk, "spheres.plane");
        this.normals = normals;
        normals.onChange(this::repaint);
        setCursor(Cursor.getPredefinedCursor(Cursor.MOVE_CURSOR));
        MouseAdapter mouse = new MouseAdapter() {
            @Override
            public void mousePressed(MouseEvent e) {
                mouseDragged(e);
            }

            @Override
            public void mouseDragged(MouseEvent e) {
                normals.centre(0, axes().valueX(e.getX()));
                normals.centre(1, axes().valueY(e.getY()));
            }
        };
        addMouseListener(mouse);
        addMouseMotionListener(mouse);
    }

    private Axes axes() {
        return new Axes(-R, R, -R, R, Axes.square(Axes.inside(getWidth(), getHeight())));
    }

    @Override
    protected void paintPlot(Graphics2D g) {
        Axes axes = axes();
        Rectangle2D square = axes.box();
        Normal normal = normals.normal(2);
        double cell = 2 * R / CELLS;
        BufferedImage image = Heat.image((column, row) -> normal.density(-R + (column + 0.5) * cell, -R + (row + 0.5) * cell), CELLS, normal.highest());
        g.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
        AffineTransform place = AffineTransform.getTranslateInstance(square.getX(), square.getY());
        place.scale(square.getWidth() / CELLS, square.getHeight() / CELLS);
        g.drawImage(image, place, null);
        axes.paint(g, desk().text("theory.pixels.left"), desk().text("theory.pixels.right"));
        g.clip(square);
        bells(g, axes, normal);
        dots(g, axes, normal);
        for (int k = 1; k <= 2; k++) ellipse(g, axes, normal, k);
        centre(g, axes, normal);
    }

    private void dots(Graphics2D g, Axes axes, Normal normal) {
        double r = UIScale.scale(2f);
        double highest = normal.highest();
        for (int i = 0; i < 600; i++) {
            double[] x = normal.place(new double[] {normals.draws()[i][0], normals.draws()[i][1]});
            g.setColor(Ink.alpha(Heat.over(normal.density(x) / highest), 130));
            g.fill(new Rectangle2D.Double(axes.x(x[0]) - r / 2, axes.y(x[1]) - r / 2, r, r));
        }
    }

    private void ellipse(Graphics2D g, Axes axes, Normal normal, int k) {
        double unit = axes.box().getWidth() / (2 * R);
        double rx = k * normal.sigma()[0] * unit, ry = k * normal.sigma()[1] * unit;
        double x = axes.x(normal.mu()[0]), y = axes.y(normal.mu()[1]);
        g.setColor(k == 1 ? Ink.text() : Ink.alpha(Ink.text(), 120));
        g.setStroke(new BasicStroke(UIScale.scale(k == 1 ? 1.8f : 1.2f), BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 10,
                k == 1 ? null : new float[] {UIScale.scale(4f), UIScale.scale(4f)}, 0));
        g.draw(new Ellipse2D.Double(x - rx, y - ry, 2 * rx, 2 * ry));
        g.setFont(UIManager.getFont("small.font"));
        g.drawString(k + "σ", (float) (x + rx * 0.72 + UIScale.scale(2f)), (float) (y - ry * 0.72 - UIScale.scale(2f)));
    }

    /** Each pixel's own normal along its edge, both to one scale; the same for all sigmas but the smallest, which would not fit. */
    private void bells(Graphics2D g, Axes axes, Normal normal) {
        double usual = NormalDesk.THINNEST * 5 * Math.sqrt(2 * Math.PI);
        double highest = Math.max(normal.density(0, normal.mu()[0]), normal.density(1, normal.mu()[1]));
        double top = 0.42 * axes.box().getWidth() * Math.min(usual, 1 / highest);
        Path2D below = new Path2D.Double(), beside = new Path2D.Double();
        below.moveTo(axes.box().getX(), axes.box().getMaxY());
        beside.moveTo(axes.box().getX(), axes.box().getMaxY());
        for (int i = 0; i <= 240; i++) {
            double v = -R + 2 * R * i / 240;
            below.lineTo(axes.x(v), axes.box().getMaxY() - top * normal.density(0, v));
            beside.lineTo(axes.box().getX() + top * normal.density(1, v), axes.y(v));
        }
        below.lineTo(axes.box().getMaxX(), axes.box().getMaxY());
        beside.lineTo(axes.box().getX(), axes.box().getY());
        for (Path2D bell : new Path2D[] {below, beside}) {
            g.setColor(Ink.alpha(Ink.third(), 50));
            g.fill(bell);
            g.setColor(Ink.third());
            g.setStroke(new BasicStroke(UIScale.scale(1.5f)));
            g.draw(bell);
        }
    }

    private void centre(Graphics2D g, Axes axes, Normal normal) {
        double x = axes.x(normal.mu()[0]), y = axes.y(normal.mu()[1]), r = UIScale.scale(6f);
        g.setColor(Heat.over(1));
        g.setStroke(new BasicStroke(UIScale.scale(2f)));
        g.draw(new Line2D.Double(x - r, y, x + r, y));
        g.draw(new Line2D.Double(x, y - r, x, y + r));
    }
}
