package kaobako.ui.part;

import com.formdev.flatlaf.util.UIScale;
import java.awt.AlphaComposite;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.FontMetrics;
import java.awt.Graphics;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.RenderingHints;
import java.awt.geom.RoundRectangle2D;
import javax.accessibility.AccessibleRole;
import javax.swing.UIManager;
import kaobako.ui.Act;
import kaobako.ui.Icons;

/** One picture of a {@link TileWall}: the picture, its seed below, a ring when selected, a heart when it is a favourite. */
final class Tile extends Painted {
    static final int CAPTION = 20;
    /** Around the picture, where the ring of a selected one is. */
    static final int INSET = 4;
    private static final int ARC = 8;

    private final TileWall wall;
    private final Pixels pixels = new Pixels();
    private Pick pick;

    Tile(TileWall wall, Pick pick) {
        super(AccessibleRole.ICON);
        this.wall = wall;
        setFocusable(true);
        setName("tile");
        show(pick);
    }

    Pick pick() {
        return pick;
    }

    void show(Pick next) {
        boolean same = pick != null && next.picture().equals(pick.picture()) && next.state() == pick.state();
        boolean named = pick != null && next.seeds().equals(pick.seeds());
        pick = next;
        // thirty times a second for every tile while pictures form: only what is new costs
        if (!named) {
            setToolTipText(wall.text("tile.tip", next.caption(), Act.control()));
            getAccessibleContext().setAccessibleName(wall.text("tile.name", next.caption()));
        }
        if (!same || !named) repaint();
    }

    @Override
    protected void paintComponent(Graphics g) {
        Graphics2D g2 = (Graphics2D) g.create();
        g2.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        int caption = UIScale.scale(CAPTION);
        int inset = UIScale.scale(INSET);
        Rectangle box = new Rectangle(inset, inset, getWidth() - 2 * inset, getHeight() - inset - caption);
        Rectangle at = box;
        if (pick.picture().isPresent()) at = pixels.paint(g2, pick.picture().get(), box, wall.scaling());
        else placeholder(g2, box);
        boolean selected = wall.isSelected(pick);
        if (selected || isFocusOwner()) ring(g2, at, inset, selected);
        if (pick.state() == Pick.State.FAVOURITE) heart(g2, at);
        caption(g2, caption, selected);
        g2.dispose();
    }

    private static void placeholder(Graphics2D g2, Rectangle box) {
        g2.setColor(UIManager.getColor("Kaobako.tileBackground"));
        g2.fill(new RoundRectangle2D.Float(box.x, box.y, box.width, box.height, UIScale.scale(ARC), UIScale.scale(ARC)));
    }

    private static void ring(Graphics2D g2, Rectangle at, int inset, boolean selected) {
        g2.setColor(UIManager.getColor(selected ? "Component.accentColor" : "Component.focusColor"));
        g2.setStroke(new BasicStroke(UIScale.scale(selected ? 2.5f : 1.5f)));
        float d = inset * 0.6f;
        g2.draw(new RoundRectangle2D.Float(at.x - d, at.y - d, at.width + 2 * d, at.height + 2 * d, UIScale.scale(6), UIScale.scale(6)));
    }

    private void heart(Graphics2D g2, Rectangle at) {
        int size = UIScale.scale(16);
        int x = at.x + at.width - size - UIScale.scale(5);
        int y = at.y + UIScale.scale(5);
        g2.setComposite(AlphaComposite.SrcOver.derive(0.75f));
        g2.setColor(Color.WHITE);
        g2.fillOval(x - UIScale.scale(3), y - UIScale.scale(3), size + UIScale.scale(6), size + UIScale.scale(6));
        g2.setComposite(AlphaComposite.SrcOver);
        Icons.of("heart-full", 16, "Kaobako.heart").paintIcon(this, g2, x, y);
    }

    private void caption(Graphics2D g2, int height, boolean selected) {
        g2.setFont(UIManager.getFont("small.font"));
        g2.setColor(UIManager.getColor(selected ? "Label.foreground" : "Label.disabledForeground"));
        g2.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        FontMetrics metrics = g2.getFontMetrics();
        String text = pick.caption();
        while (text.length() > 3 && metrics.stringWidth(text) > getWidth()) text = text.substring(0, text.length() - 2) + "…";
        g2.drawString(text, (getWidth() - metrics.stringWidth(text)) / 2, getHeight() - height / 2 + metrics.getAscent() / 2 - 1);
    }
}
