package kaobako.ui.theory;

import java.awt.Graphics2D;
import javax.swing.JComponent;
import javax.swing.JPanel;
import kaobako.ui.Desk;
import net.miginfocom.swing.MigLayout;

/** Chapter 1: every picture of two pixels is a point, and a box of pictures is a landscape over the points. */
final class TwoPixelsChapter implements Chapter {
    private final JPanel view = new JPanel(new MigLayout("insets 12, fill", "[grow, fill]", "[grow, fill]"));

    TwoPixelsChapter(Desk desk) {
        view.add(new Plot(desk, "pixels.heat") {
            @Override
            protected void paintPlot(Graphics2D g) {
                Axes.pixels(Axes.square(Axes.inside(getWidth(), getHeight()))).paint(g, desk.text("theory.pixels.left"), desk.text("theory.pixels.right"));
            }
        });
    }

    @Override
    public String key() {
        return "pixels";
    }

    @Override
    public JComponent view() {
        return view;
    }
}
