package kaobako.ui.theory;

import com.formdev.flatlaf.util.UIScale;
import java.awt.Color;
import java.awt.Dimension;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.util.Locale;
import java.util.Optional;
import javax.swing.UIManager;
import kaobako.theory.TwoPixelDensity.Point;
import kaobako.ui.Desk;

/** The picture that the pointer is on, or else the one that was drawn last: two grey pixels, very large, with their values. */
final class PairView extends Plot {
    private final PixelBox box;

    PairView(Desk desk, PixelBox box) {
        super(desk, "pixels.pair");
        this.box = box;
        setPreferredSize(UIScale.scale(new Dimension(190, 120)));
        box.onChange(this::changed);
        box.onPoint(this::changed);
    }

    private Optional<Point> shown() {
        return box.pointed().or(box::last);
    }

    private void changed() {
        getAccessibleContext().setAccessibleDescription(shown().map(p -> words("x", p.x()) + ", " + words("y", p.y())).orElse(""));
        repaint();
    }

    private static String words(String pixel, double value) {
        return String.format(Locale.ROOT, "%s = %.2f (%d)", pixel, value, grey(value));
    }

    /** 0 to 255 of -1 to 1, as in a picture's file. */
    private static int grey(double value) {
        return (int) Math.round(Math.max(0, Math.min(1, (value + 1) / 2)) * 255);
    }

    @Override
    protected void paintPlot(Graphics2D g) {
        Optional<Point> shown = shown();
        g.setFont(UIManager.getFont("small.font"));
        FontMetrics metrics = g.getFontMetrics();
        double margin = UIScale.scale(12f);
        double side = Math.min((getWidth() - 2 * margin) / 2, getHeight() - 2 * margin - metrics.getHeight());
        double x = getWidth() / 2.0 - side;
        double y = (getHeight() - side - metrics.getHeight()) / 2;
        if (shown.isEmpty()) {
            String words = desk().text("theory.pixels.nothing");
            g.setColor(Ink.faint());
            g.drawString(words, (float) (getWidth() - metrics.stringWidth(words)) / 2, getHeight() / 2f);
            return;
        }
        double[] values = {shown.get().x(), shown.get().y()};
        for (int i = 0; i < 2; i++) {
            float grey = grey(values[i]) / 255f;
            g.setColor(new Color(grey, grey, grey));
            g.fill(new Rectangle2D.Double(x + i * side, y, side, side));
            String words = words(i == 0 ? "x" : "y", values[i]);
            g.setColor(Ink.text());
            g.drawString(words, (float) (x + (i + 0.5) * side - metrics.stringWidth(words) / 2.0), (float) (y + side + metrics.getHeight()));
        }
        g.setColor(Ink.line());
        g.draw(new Rectangle2D.Double(x, y, 2 * side, side));
    }
}
