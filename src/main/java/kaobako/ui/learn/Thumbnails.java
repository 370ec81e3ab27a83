package kaobako.ui.learn;

import com.formdev.flatlaf.util.UIScale;
import java.awt.Graphics;
import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.util.List;
import javax.accessibility.AccessibleRole;
import kaobako.ui.Desk;
import kaobako.ui.part.Painted;
import kaobako.ui.part.Pixels;

/** Small pictures in rows, as many as there is room for, from the whole of the folder. */
final class Thumbnails extends Painted {
    private static final int SMALLEST = 66;
    private static final int LARGEST = 132;
    private static final int GAP = 6;

    private final Desk desk;
    private List<BufferedImage> images = List.of();

    Thumbnails(Desk desk) {
        super(AccessibleRole.CANVAS);
        this.desk = desk;
        setName("thumbnails");
    }

    void show(List<BufferedImage> shown) {
        if (shown == images) return;
        images = shown;
        getAccessibleContext().setAccessibleName(desk.text("learn.thumbnails", images.size()));
        repaint();
    }

    @Override
    protected void paintComponent(Graphics g) {
        if (images.isEmpty()) return;
        int gap = UIScale.scale(GAP);
        int side = side(gap);
        int columns = Math.max(1, (getWidth() + gap) / (side + gap));
        int rows = Math.max(1, (getHeight() + gap) / (side + gap));
        int shown = Math.min(images.size(), columns * rows);
        for (int i = 0; i < shown; i++) {
            // evenly over all, so that a large folder does not only show its beginning
            BufferedImage image = images.get((int) ((long) i * images.size() / shown));
            int x = i % columns * (getWidth() - side) / Math.max(1, columns - 1);
            Rectangle box = new Rectangle(columns == 1 ? 0 : x, i / columns * (side + gap), side, side);
            Pixels.paint(g, image, box, desk.settings().scaling());
        }
    }

    /** The largest at which all can be seen. */
    private int side(int gap) {
        for (int side = UIScale.scale(LARGEST); side > UIScale.scale(SMALLEST); side -= 2) {
            if ((getWidth() + gap) / (side + gap) * ((getHeight() + gap) / (side + gap)) >= images.size()) return side;
        }
        return UIScale.scale(SMALLEST);
    }
}
