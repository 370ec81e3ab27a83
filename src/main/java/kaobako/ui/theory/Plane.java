package kaobako.ui.theory;

import com.formdev.flatlaf.util.UIScale;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import javax.swing.UIManager;
import kaobako.theory.PlaneHistogram;

/** Paints the plane of two-pixel pictures with room for noise around the square of real ones. Event thread. */
final class Plane {
    private Plane() {}

    static Axes axes(double width, double height) {
        double margin = UIScale.scale(10f);
        double bottom = UIScale.scale(26f);
        Rectangle2D room = new Rectangle2D.Double(margin, margin, Math.max(1, width - 2 * margin), Math.max(1, height - margin - bottom));
        double edge = PlaneHistogram.EDGE;
        return new Axes(-edge, edge, -edge, edge, Axes.square(room));
    }

    /** Probabilities as colours, the largest in the strongest. */
    static BufferedImage heat(PlaneHistogram histogram) {
        return Heat.image(histogram::mass, PlaneHistogram.BINS, histogram.peak());
    }

    /** The same as a ground for other things: {@code share} of the colours, the rest the view's. */
    static BufferedImage ground(PlaneHistogram histogram, double share) {
        BufferedImage image = heat(histogram);
        Color under = Ink.background();
        for (int y = 0; y < image.getHeight(); y++)
            for (int x = 0; x < image.getWidth(); x++) image.setRGB(x, y, Ink.between(under, new Color(image.getRGB(x, y)), share).getRGB());
        return image;
    }

    static void heat(Graphics2D g, Axes axes, BufferedImage image) {
        Rectangle2D box = axes.box();
        AffineTransform place = AffineTransform.getTranslateInstance(box.getX(), box.getY());
        place.scale(box.getWidth() / image.getWidth(), box.getHeight() / image.getHeight());
        g.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
        g.drawImage(image, place, null);
    }

    /** The edge of what can be a picture: beyond it a pixel would be blacker than black or whiter than white. */
    static void square(Graphics2D g, Axes axes) {
        g.setColor(Ink.alpha(Ink.text(), 90));
        float dash = UIScale.scale(4f);
        g.setStroke(new BasicStroke(UIScale.scale(1f), BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER, 10, new float[] {dash, dash}, 0));
        g.draw(new Rectangle2D.Double(axes.x(-1), axes.y(1), axes.x(1) - axes.x(-1), axes.y(-1) - axes.y(1)));
    }

    /** Many points at the cost of few: whole screen points, not smoothed. */
    static void dots(Graphics2D g, Axes axes, float[] points, Color colour) {
        g.setColor(colour);
        Object smooth = g.getRenderingHint(RenderingHints.KEY_ANTIALIASING);
        g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_OFF);
        int side = Math.max(1, UIScale.scale(2));
        Rectangle2D box = axes.box();
        for (int i = 0; i < points.length; i += 2) {
            double x = axes.x(points[i]);
            double y = axes.y(points[i + 1]);
            if (box.contains(x, y)) g.fillRect((int) Math.round(x - side / 2.0), (int) Math.round(y - side / 2.0), side, side);
        }
        g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, smooth);
    }

    /** A small box: its centre as a cross and the circle of radius sigma. */
    static void circle(Graphics2D g, Axes axes, double left, double right, double sigma) {
        double x = axes.x(left);
        double y = axes.y(right);
        double r = axes.x(sigma) - axes.x(0);
        double arm = UIScale.scale(5f);
        Path2D path = new Path2D.Double(new Ellipse2D.Double(x - r, y - r, 2 * r, 2 * r));
        path.append(new Line2D.Double(x - arm, y, x + arm, y), false);
        path.append(new Line2D.Double(x, y - arm, x, y + arm), false);
        outlined(g, path, Ink.text());
    }

    /** A way from one point to another. */
    static void way(Graphics2D g, Axes axes, double left0, double right0, double left1, double right1) {
        outlined(g, new Line2D.Double(axes.x(left0), axes.y(right0), axes.x(left1), axes.y(right1)), Ink.text());
    }

    /** A line that can be seen on any ground. */
    static void outlined(Graphics2D g, Shape shape, Color colour) {
        g.setColor(Ink.alpha(Ink.background(), 170));
        g.setStroke(new BasicStroke(UIScale.scale(4f)));
        g.draw(shape);
        g.setColor(colour);
        g.setStroke(new BasicStroke(UIScale.scale(1.6f)));
        g.draw(shape);
    }

    /** A point that must be seen on anything. */
    static void marked(Graphics2D g, Axes axes, double left, double right, Color colour) {
        double r = UIScale.scale(5f);
        Ellipse2D dot = new Ellipse2D.Double(axes.x(left) - r, axes.y(right) - r, 2 * r, 2 * r);
        g.setColor(colour);
        g.fill(dot);
        g.setColor(Ink.background());
        g.setStroke(new BasicStroke(UIScale.scale(1.5f)));
        g.draw(dot);
    }

    /** A line of words under the plane. */
    static void caption(Graphics2D g, Axes axes, String words) {
        g.setFont(UIManager.getFont("small.font"));
        g.setColor(Ink.text());
        FontMetrics metrics = g.getFontMetrics();
        g.drawString(words, (float) (axes.box().getCenterX() - metrics.stringWidth(words) / 2.0),
                (float) (axes.box().getMaxY() + UIScale.scale(5) + metrics.getAscent()));
    }
}
