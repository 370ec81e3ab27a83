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
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiConsumer;
import javax.swing.UIManager;
import kaobako.studio.GreyPictures;
import kaobako.ui.Desk;

/**
 * One of many pictures with the two pixels whose values are looked at in all of them; each is dragged to where it is wanted, or chosen
 * by its name's key and moved by the arrows.
 */
final class PixelPicker extends Plot {
    private static final String[] NAMES = {"x", "y"};

    private final BiConsumer<double[], double[]> picked;
    private Optional<GreyPictures> pictures = Optional.empty();
    /** Column and row of each pixel as shares of the picture: where eyes often are. */
    private final double[][] spots = {{0.38, 0.48}, {0.63, 0.48}};
    private int held;

    /**
     * @param key    as {@link Plot} takes it
     * @param picked told both pixels' values in every picture, -1 to 1, whenever pictures or pixels are others
     */
    PixelPicker(Desk desk, String key, BiConsumer<double[], double[]> picked) {
        super(desk, key);
        this.picked = picked;
        setPreferredSize(UIScale.scale(new Dimension(130, 130)));
        MouseAdapter mouse = new MouseAdapter() {
            @Override
            public void mousePressed(MouseEvent e) {
                requestFocusInWindow();
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
        keys();
    }

    private void keys() {
        setFocusable(true);
        for (int i = 0; i < NAMES.length; i++) {
            int spot = i;
            key(NAMES[i].toUpperCase(Locale.ROOT), () -> {
                held = spot;
                repaint();
            });
        }
        key("LEFT", () -> step(-1, 0));
        key("RIGHT", () -> step(1, 0));
        key("UP", () -> step(0, -1));
        key("DOWN", () -> step(0, 1));
    }

    private void step(int columns, int rows) {
        pictures.ifPresent(p -> move(column(held, p) + columns, row(held, p) + rows, p));
    }

    /** Other pictures, or none. */
    void show(Optional<GreyPictures> many) {
        point(many);
        many.ifPresent(this::take);
    }

    /** The same pictures, pointed at on another of them. */
    void point(Optional<GreyPictures> many) {
        pictures = many;
        repaint();
    }

    private void move(MouseEvent e, GreyPictures p) {
        Rectangle frame = frame();
        move(Math.floorDiv((e.getX() - frame.x) * p.width(), frame.width), Math.floorDiv((e.getY() - frame.y) * p.height(), frame.height), p);
    }

    private void move(int column, int row, GreyPictures p) {
        int inColumn = Math.max(0, Math.min(p.width() - 1, column));
        int inRow = Math.max(0, Math.min(p.height() - 1, row));
        if (inColumn == column(held, p) && inRow == row(held, p)) return;
        spots[held] = new double[] {(inColumn + 0.5) / p.width(), (inRow + 0.5) / p.height()};
        take(p);
    }

    private int column(int spot, GreyPictures p) {
        return (int) (spots[spot][0] * p.width());
    }

    private int row(int spot, GreyPictures p) {
        return (int) (spots[spot][1] * p.height());
    }

    private void take(GreyPictures p) {
        picked.accept(p.pixel(column(0, p), row(0, p)), p.pixel(column(1, p), row(1, p)));
        repaint();
    }

    private double distance(MouseEvent e, int spot) {
        return Math.hypot(e.getX() - x(spot), e.getY() - y(spot));
    }

    /** Where the picture is: as large as fits. */
    private Rectangle frame() {
        int margin = UIScale.scale(6);
        double columns = pictures.map(GreyPictures::width).orElse(1);
        double rows = pictures.map(GreyPictures::height).orElse(1);
        double pixel = Math.max(1 / columns, Math.min((getWidth() - 2 * margin) / columns, (getHeight() - 2 * margin) / rows));
        int width = Math.max(1, (int) (columns * pixel));
        int height = Math.max(1, (int) (rows * pixel));
        return new Rectangle((getWidth() - width) / 2, (getHeight() - height) / 2, width, height);
    }

    private double x(int spot) {
        return frame().x + pictures.map(p -> (column(spot, p) + 0.5) / p.width()).orElse(0.5) * frame().width;
    }

    private double y(int spot) {
        return frame().y + pictures.map(p -> (row(spot, p) + 0.5) / p.height()).orElse(0.5) * frame().height;
    }

    @Override
    protected void paintPlot(Graphics2D g) {
        if (pictures.isEmpty()) return;
        Rectangle frame = frame();
        g.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_NEAREST_NEIGHBOR);
        g.drawImage(pictures.get().example(), frame.x, frame.y, frame.width, frame.height, null);
        g.setFont(UIManager.getFont("small.font").deriveFont(java.awt.Font.BOLD));
        FontMetrics metrics = g.getFontMetrics();
        for (int i = 0; i < 2; i++) {
            double r = UIScale.scale(8f);
            Ellipse2D disc = new Ellipse2D.Double(x(i) - r, y(i) - r, 2 * r, 2 * r);
            g.setColor(Ink.background());
            g.fill(disc);
            g.setColor(Ink.second());
            g.setStroke(new BasicStroke(UIScale.scale(isFocusOwner() && i == held ? 3f : 1.6f)));
            g.draw(disc);
            String name = NAMES[i];
            g.setColor(Ink.text());
            g.drawString(name, (float) (x(i) - metrics.stringWidth(name) / 2.0), (float) (y(i) + metrics.getAscent() / 2.0 - UIScale.scale(2f)));
        }
    }
}
