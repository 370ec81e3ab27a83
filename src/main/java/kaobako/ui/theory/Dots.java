package kaobako.ui.theory;

import com.formdev.flatlaf.util.UIScale;
import java.awt.Dimension;
import java.awt.Graphics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.event.MouseAdapter;
import java.awt.event.MouseEvent;
import java.awt.geom.Ellipse2D;
import java.util.function.IntConsumer;
import javax.accessibility.AccessibleRole;
import kaobako.ui.part.Painted;

/** A row of dots, one a page; the page that is open is filled, a click opens another. */
final class Dots extends Painted {
    private static final float DISTANCE = 16, RADIUS = 3.5f;

    private int pages = 1;
    private int page = 1;

    Dots(IntConsumer opened) {
        super(AccessibleRole.PAGE_TAB_LIST);
        setName("theory-dots");
        setPreferredSize(UIScale.scale(new Dimension(120, 20)));
        addMouseListener(new MouseAdapter() {
            @Override
            public void mouseClicked(MouseEvent e) {
                int hit = (int) Math.floor((e.getX() - left()) / UIScale.scale(DISTANCE)) + 1;
                if (hit >= 1 && hit <= pages) opened.accept(hit);
            }
        });
    }

    /** @param name what a screen reader says, for instance "page 2 of 5" */
    void show(int open, int of, String name) {
        page = open;
        pages = of;
        getAccessibleContext().setAccessibleName(name);
        setToolTipText(name);
        repaint();
    }

    private double left() {
        return (getWidth() - UIScale.scale(DISTANCE) * pages) / 2;
    }

    @Override
    protected void paintComponent(Graphics g) {
        Graphics2D g2 = (Graphics2D) g.create();
        g2.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        double radius = UIScale.scale(RADIUS);
        for (int i = 1; i <= pages; i++) {
            double x = left() + UIScale.scale(DISTANCE) * (i - 0.5);
            g2.setColor(i == page ? Ink.accent() : Ink.alpha(Ink.line(), 130));
            g2.fill(new Ellipse2D.Double(x - radius, getHeight() / 2.0 - radius, 2 * radius, 2 * radius));
        }
        g2.dispose();
    }
}
