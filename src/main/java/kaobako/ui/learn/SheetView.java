package kaobako.ui.learn;

import com.formdev.flatlaf.util.UIScale;
import java.awt.Graphics;
import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.util.Optional;
import javax.accessibility.AccessibleRole;
import javax.swing.UIManager;
import kaobako.ui.Desk;
import kaobako.ui.part.Painted;
import kaobako.ui.part.Pixels;

/** A sheet of samples as large as there is room, or two side by side. */
final class SheetView extends Painted {
    private static final int GAP = 10;

    private final Desk desk;
    private Optional<BufferedImage> before = Optional.empty();
    private Optional<BufferedImage> now = Optional.empty();

    SheetView(Desk desk) {
        super(AccessibleRole.CANVAS);
        this.desk = desk;
        setName("sheet");
        getAccessibleContext().setAccessibleName(desk.text("learn.samples"));
    }

    /** @param first left of the other; empty for that one alone */
    void show(Optional<BufferedImage> first, Optional<BufferedImage> second) {
        before = first;
        now = second;
        repaint();
    }

    @Override
    protected void paintComponent(Graphics g) {
        int gap = before.isPresent() ? UIScale.scale(GAP) : 0;
        int width = before.isPresent() ? (getWidth() - gap) / 2 : getWidth();
        before.ifPresent(image -> Pixels.paint(g, image, new Rectangle(0, 0, width, getHeight()), desk.settings().scaling()));
        Rectangle box = new Rectangle(getWidth() - width, 0, width, getHeight());
        if (now.isPresent()) {
            Pixels.paint(g, now.get(), box, desk.settings().scaling());
            return;
        }
        int side = Math.min(getWidth(), getHeight());
        g.setColor(UIManager.getColor("Kaobako.tileBackground"));
        g.fillRoundRect((getWidth() - side) / 2, (getHeight() - side) / 2, side, side, UIScale.scale(10), UIScale.scale(10));
    }
}
