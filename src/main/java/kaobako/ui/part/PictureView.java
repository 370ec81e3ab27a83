package kaobako.ui.part;

import java.awt.Dimension;
import java.awt.Graphics;
import java.awt.Rectangle;
import java.util.Optional;
import java.util.function.Supplier;
import javax.accessibility.AccessibleRole;
import javax.swing.UIManager;
import kaobako.generate.Picture;
import kaobako.studio.Settings;
import com.formdev.flatlaf.util.UIScale;

/** One picture as large as there is room, as high in it as the alignment says. */
public final class PictureView extends Painted {
    private final Supplier<Settings.Scaling> scaling;
    private final Pixels pixels = new Pixels();
    private Optional<Picture> picture = Optional.empty();

    /** @param points preferred width and height, before scaling */
    public PictureView(Supplier<Settings.Scaling> scaling, int points) {
        super(AccessibleRole.ICON);
        this.scaling = scaling;
        setPreferredSize(UIScale.scale(new Dimension(points, points)));
        setMinimumSize(UIScale.scale(new Dimension(48, 48)));
    }

    public void show(Optional<Picture> shown) {
        picture = shown;
        repaint();
    }

    @Override
    protected void paintComponent(Graphics g) {
        Rectangle all = new Rectangle(0, 0, getWidth(), getHeight());
        if (picture.isPresent()) {
            Pixels.paint(g, pixels.image(picture.get()), all, getAlignmentY(), scaling.get());
            return;
        }
        int side = Math.min(getWidth(), getHeight());
        g.setColor(UIManager.getColor("Kaobako.tileBackground"));
        g.fillRoundRect((getWidth() - side) / 2, Math.round((getHeight() - side) * getAlignmentY()), side, side, UIScale.scale(10), UIScale.scale(10));
    }
}
