package kaobako.ui.theory;

import com.formdev.flatlaf.util.UIScale;
import java.awt.BasicStroke;
import java.awt.Dimension;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.RenderingHints;
import java.awt.event.MouseAdapter;
import java.awt.event.MouseEvent;
import java.awt.geom.Ellipse2D;
import java.util.Optional;
import javax.swing.UIManager;
import kaobako.studio.GreyPictures;
import kaobako.theory.TwoPixelDensity;
import kaobako.ui.Desk;

/** A picture of a folder with the two pixels whose values are looked at in all of its pictures; each is dragged to where it is wanted. */
final class PixelPicker extends Plot {
    /** How soft each picture's point becomes. */
    private static final double BANDWIDTH = 0.05;

    private final PixelBox box;
    private Optional<GreyPictures> pictures = Optional.empty();
    private final int[][] spots = {{24, 30}, {40, 30}};
    private int held;

    PixelPicker(Desk desk, PixelBox box) {
        super(desk, "pixels.picker");
        this.box = box;
        setPreferredSize(UIScale.scale(new Dimension(130, 130)));
        MouseAdapter mouse = new MouseAdapter() {
            @Override
            public void mousePressed(MouseEvent e) {
                held = distance(e, 0) <= distance(e, 1) ? 0 : 1;
                mouseDragged(e);
            }

            @Override
            public void mouseDragged(MouseEvent e) {
                pictures.ifPresent(p -> move(e, p));
            }
        };
        addMouseListener(mouse);
        addMouseMotionListener(mouse);
    }

    void show(GreyPictures read) {
        pictures = Optional.of(read);
        take(read);
    }

    private void move(MouseEvent e, GreyPictures p) {
        Rectangle square = square();
        int column = (e.getX() - square.x) * p.side() / square.width;
        int row = (e.getY() - square.y) * p.side() / square.height;
        int[] now = {Math.max(0, Math.min(p.side() - 1, column)), Math.max(0, Math.min(p.side() - 1, row))};
        if (java.util.Arrays.equals(now, spots[held])) return;
        spots[held] = now;
        take(p);
    }

    private void take(GreyPictures p) {
        box.take(TwoPixelDensity.ofPairs(p.pixel(spots[0][0], spots[0][1]), p.pixel(spots[1][0], spots[1][1]), BANDWIDTH));
        repaint();
    }

    private double distance(MouseEvent e, int spot) {
        return Math.hypot(e.getX() - x(spot), e.getY() - y(spot));
    }

    private Rectangle square() {
        int margin = UIScale.scale(6);
        int side = Math.max(1, Math.min(getWidth(), getHeight()) - 2 * margin);
        return new Rectangle((getWidth() - side) / 2, (getHeight() - side) / 2, side, side);
    }

    private double x(int spot) {
        return square().x + (spots[spot][0] + 0.5) * square().width / pictures.map(GreyPictures::side).orElse(64);
    }

    private double y(int spot) {
        return square().y + (spots[spot][1] + 0.5) * square().height / pictures.map(GreyPictures::side).orElse(64);
    }

    @Override
    protected void paintPlot(Graphics2D g) {
        if (pictures.isEmpty()) return;
        Rectangle square = square();
        g.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_NEAREST_NEIGHBOR);
        g.drawImage(pictures.get().example(), square.x, square.y, square.width, square.height, null);
        g.setFont(UIManager.getFont("small.font").deriveFont(java.awt.Font.BOLD));
        FontMetrics metrics = g.getFontMetrics();
        for (int i = 0; i < 2; i++) {
            double r = UIScale.scale(8f);
            Ellipse2D disc = new Ellipse2D.Double(x(i) - r, y(i) - r, 2 * r, 2 * r);
            g.setColor(Ink.background());
            g.fill(disc);
            g.setColor(Ink.second());
            g.setStroke(new BasicStroke(UIScale.scale(1.6f)));
            g.draw(disc);
            String name = i == 0 ? "x" : "y";
            g.setColor(Ink.text());
            g.drawString(name, (float) (x(i) - metrics.stringWidth(name) / 2.0), (float) (y(i) + metrics.getAscent() / 2.0 - UIScale.scale(2f)));
        }
    }
}
