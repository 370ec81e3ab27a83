package kaobako.ui.theory;

import com.formdev.flatlaf.util.UIScale;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import javax.swing.UIManager;

/** Curves above each other that share what is below the lowest: a title each, and a line through all where we are. Event thread. */
final class Panels {
    private Panels() {}

    /** The place of curve {@code place} of {@code count}, from the top. */
    static Rectangle2D box(double width, double height, int place, int count) {
        double left = UIScale.scale(46f), right = UIScale.scale(22f), top = UIScale.scale(26f), bottom = UIScale.scale(36f);
        double each = (height - bottom) / count;
        return new Rectangle2D.Double(left, place * each + top, Math.max(1, width - left - right), Math.max(1, each - top));
    }

    static void title(Graphics2D g, Axes axes, String words) {
        title(g, axes, words, Ink.text(), "", Ink.text());
    }

    /** The same for two curves, each in its colour. */
    static void title(Graphics2D g, Axes axes, String first, Color firstColour, String second, Color secondColour) {
        g.setFont(UIManager.getFont("small.font"));
        float y = (float) (axes.box().getY() - UIScale.scale(4) - g.getFontMetrics().getDescent());
        g.setColor(firstColour);
        g.drawString(first, (float) axes.box().getX(), y);
        g.setColor(secondColour);
        g.drawString(second, (float) axes.box().getX() + g.getFontMetrics().stringWidth(first) + UIScale.scale(16f), y);
    }

    static void here(Graphics2D g, Axes axes, double x) {
        g.setColor(Ink.alpha(Ink.text(), 140));
        g.setStroke(new BasicStroke(UIScale.scale(1f)));
        g.draw(new Line2D.Double(axes.x(x), axes.box().getY(), axes.x(x), axes.box().getMaxY()));
    }

    static BasicStroke dashed() {
        float dash = UIScale.scale(4f);
        return new BasicStroke(UIScale.scale(1.4f), BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER, 10, new float[] {dash, dash}, 0);
    }
}
