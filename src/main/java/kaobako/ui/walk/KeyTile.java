package kaobako.ui.walk;

import com.formdev.flatlaf.util.UIScale;
import java.awt.BasicStroke;
import java.awt.FontMetrics;
import java.awt.Graphics;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.RenderingHints;
import java.util.Optional;
import javax.accessibility.AccessibleRole;
import javax.swing.UIManager;
import kaobako.diffusion.SeedMix;
import kaobako.generate.Picture;
import kaobako.ui.Desk;
import kaobako.ui.part.Painted;
import kaobako.ui.part.Pick;
import kaobako.ui.part.Pixels;

/** A keyframe or a corner: its picture and perhaps its seed, a ring when it has the focus. */
final class KeyTile extends Painted {
    /** Whether the seed is below; beside a field that shows it, it would say things twice. */
    enum Caption {
        BELOW(18), NONE(4);

        final int points;

        Caption(int points) {
            this.points = points;
        }
    }

    private final Desk desk;
    private final Caption caption;
    private final Pixels pixels = new Pixels();
    private SeedMix mix;
    private Optional<Picture> picture = Optional.empty();

    KeyTile(Desk desk, String name, Caption caption) {
        super(AccessibleRole.ICON);
        this.desk = desk;
        this.caption = caption;
        setName(name);
        setFocusable(true);
    }

    /** @param name for those who hear it */
    void show(SeedMix shown, Optional<Picture> newest, String name) {
        boolean same = shown.equals(mix) && newest.equals(picture);
        mix = shown;
        picture = newest;
        getAccessibleContext().setAccessibleName(name);
        setToolTipText(Pick.caption(shown));
        if (!same) repaint();
    }

    @Override
    protected void paintComponent(Graphics g) {
        if (mix == null) return;
        Graphics2D g2 = (Graphics2D) g.create();
        g2.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        g2.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        int inset = UIScale.scale(4);
        int below = UIScale.scale(caption.points);
        Rectangle box = new Rectangle(inset, inset, getWidth() - 2 * inset, getHeight() - inset - below);
        if (picture.isPresent()) box = pixels.paint(g2, picture.get(), box, desk.settings().scaling());
        else {
            g2.setColor(UIManager.getColor("Kaobako.tileBackground"));
            g2.fillRoundRect(box.x, box.y, box.width, box.height, UIScale.scale(8), UIScale.scale(8));
        }
        if (isFocusOwner()) {
            g2.setColor(UIManager.getColor("Component.accentColor"));
            g2.setStroke(new BasicStroke(UIScale.scale(2.5f)));
            g2.drawRoundRect(box.x - 2, box.y - 2, box.width + 3, box.height + 3, UIScale.scale(6), UIScale.scale(6));
        }
        if (caption == Caption.BELOW) caption(g2, below);
        g2.dispose();
    }

    private void caption(Graphics2D g2, int height) {
        g2.setFont(UIManager.getFont("small.font"));
        g2.setColor(UIManager.getColor(isFocusOwner() ? "Label.foreground" : "Label.disabledForeground"));
        FontMetrics metrics = g2.getFontMetrics();
        String text = Pick.caption(mix);
        while (text.length() > 3 && metrics.stringWidth(text) > getWidth()) text = text.substring(0, text.length() - 2) + "…";
        g2.drawString(text, (getWidth() - metrics.stringWidth(text)) / 2, getHeight() - height / 2 + metrics.getAscent() / 2 - 1);
    }
}
