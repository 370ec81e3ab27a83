package kaobako.ui.theory;

import com.formdev.flatlaf.util.UIScale;
import java.awt.BasicStroke;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.event.ActionEvent;
import java.awt.geom.Path2D;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import javax.swing.AbstractAction;
import javax.swing.JComponent;
import javax.swing.KeyStroke;
import javax.swing.UIManager;
import kaobako.theory.TwoPixelDensity;
import kaobako.theory.TwoPixelDensity.Cut;
import kaobako.ui.Desk;

/** The cut through the landscape, scaled to area 1: how probable each value of one pixel is once the other is known. */
final class CutView extends Plot {
    private static final double KEY_STEP = 0.02;

    private final String part;
    private final PixelBox box;

    /** @param part of the messages' keys: {@code theory.PART.cut.name}, and {@code theory.PART.left}, {@code .right} for the pixels */
    CutView(Desk desk, String part, PixelBox box) {
        super(desk, part + ".cut");
        this.part = part;
        this.box = box;
        box.onChange(this::changed);
        arrows(this, box);
    }

    private void changed() {
        getAccessibleContext().setAccessibleDescription(formula());
        repaint();
    }

    private String formula() {
        return String.format(Locale.ROOT, box.known() == Cut.Known.LEFT ? "p(y | x = %.2f)" : "p(x | y = %.2f)", box.at());
    }

    /** Arrow keys move the cut. */
    static void arrows(JComponent component, PixelBox box) {
        component.setFocusable(true);
        for (String key : new String[] {"LEFT", "DOWN", "RIGHT", "UP"}) {
            component.getInputMap().put(KeyStroke.getKeyStroke(key), key);
            double by = key.equals("LEFT") || key.equals("DOWN") ? -KEY_STEP : KEY_STEP;
            component.getActionMap().put(key, new AbstractAction() {
                @Override
                public void actionPerformed(ActionEvent e) {
                    box.cut(box.known(), box.at() + by);
                }
            });
        }
    }

    @Override
    protected void paintPlot(Graphics2D g) {
        Optional<Cut> cut = box.cut();
        double highest = cut.map(c -> Arrays.stream(c.density()).max().orElse(1)).orElse(1.0);
        Axes axes = new Axes(-1, 1, 0, Math.max(0.5, highest * 1.18), Axes.inside(getWidth(), getHeight()));
        boolean left = box.known() == Cut.Known.LEFT;
        axes.paint(g, desk().text("theory." + part + (left ? ".right" : ".left")), formula());
        cut.ifPresent(c -> {
            Path2D curve = curve(axes, c);
            g.setColor(Ink.alpha(Ink.third(), 60));
            g.fill(axes.area(curve));
            g.setColor(Ink.third());
            g.setStroke(new BasicStroke(UIScale.scale(2f)));
            g.draw(curve);
        });
        String words = cut.map(c -> desk().text("theory.pixels.area", c.integral(), c.marginal()))
                .orElse(desk().text("theory.pixels.never"));
        g.setFont(UIManager.getFont("small.font"));
        g.setColor(Ink.text());
        FontMetrics metrics = g.getFontMetrics();
        g.drawString(words, (float) (axes.box().getMaxX() - metrics.stringWidth(words)), (float) (axes.box().getY() + metrics.getAscent()));
    }

    /** Between the middles of cells. */
    private static Path2D curve(Axes axes, Cut cut) {
        Path2D path = new Path2D.Double();
        path.moveTo(axes.x(-1), axes.y(cut.density()[0]));
        for (int i = 0; i < TwoPixelDensity.CELLS; i++) path.lineTo(axes.x(TwoPixelDensity.middle(i)), axes.y(cut.density()[i]));
        path.lineTo(axes.x(1), axes.y(cut.density()[TwoPixelDensity.CELLS - 1]));
        return path;
    }
}
