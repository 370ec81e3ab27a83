package kaobako.ui.walk;

import com.formdev.flatlaf.util.UIScale;
import java.awt.BasicStroke;
import java.awt.Dimension;
import java.awt.Graphics;
import java.awt.Graphics2D;
import java.awt.Point;
import java.awt.event.FocusAdapter;
import java.awt.event.FocusEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.swing.JComponent;
import javax.swing.JPanel;
import javax.swing.JPopupMenu;
import javax.swing.UIManager;
import kaobako.diffusion.SeedMix;
import kaobako.studio.Atlas;
import kaobako.ui.Act;
import kaobako.ui.Desk;
import kaobako.ui.Poll;
import kaobako.ui.part.Pick;

/**
 * The keyframes in their order. Dragging one, or Alt with an arrow key, moves it among the others; Delete removes it. Event thread.
 */
final class KeyRow extends JPanel {
    private static final int SIDE = 92;
    private static final int GAP = 6;

    private final Desk desk;
    private final List<Act> acts = new ArrayList<>();
    private final JPopupMenu menu = new JPopupMenu();
    /** Between which keyframes a dragged one would come to stand; -1 while none is dragged. */
    private int insertion = -1;
    /** The one that had the focus last: buttons take the focus from the tile that they are about. */
    private int current = -1;

    KeyRow(Desk desk) {
        super(null);
        this.desk = desk;
        setName("keys");
        setOpaque(false);
        add("keyEarlier", "previous", "alt LEFT", () -> moveFocused(-1));
        add("keyLater", "next", "alt RIGHT", () -> moveFocused(1));
        add("keyDuplicate", "copy", "ctrl D", this::duplicate);
        add("keyRemove", "delete", "DELETE", this::remove);
        Poll.of(this, Poll.SLOW, () -> desk.walk().atlas().<Object>map(Atlas::version).orElse(this), version -> showKeys());
        enableActs();
    }

    private void add(String name, String icon, String key, Runnable body) {
        Act act = new Act(desk.messages(), name, icon, key, body).bind(this, WHEN_ANCESTOR_OF_FOCUSED_COMPONENT);
        acts.add(act);
        menu.add(act);
    }

    /** What can be done with the keyframe that has the focus. */
    List<Act> acts() {
        return acts;
    }

    /** The keyframes as they are now; asks for the pictures that are missing. */
    void showKeys() {
        List<SeedMix> keys = desk.walk().controls().keys();
        while (getComponentCount() > keys.size()) remove(getComponentCount() - 1);
        while (getComponentCount() < keys.size()) add(tile());
        for (int i = 0; i < keys.size(); i++) {
            SeedMix mix = keys.get(i);
            tile(i).show(mix, desk.walk().atlas().flatMap(a -> a.picture(mix)),
                    desk.text("walk.key", i + 1, keys.size(), Pick.caption(mix)));
        }
        if (isShowing()) desk.walk().atlas().ifPresent(a -> a.want(keys));
        enableActs();
        revalidate();
        repaint();
    }

    private KeyTile tile() {
        KeyTile tile = new KeyTile(desk, "key", KeyTile.Caption.BELOW);
        KeyDrag drag = new KeyDrag(this, tile);
        tile.addMouseListener(drag);
        tile.addMouseMotionListener(drag);
        tile.addKeyListener(drag);
        tile.addFocusListener(new FocusAdapter() {
            @Override
            public void focusGained(FocusEvent e) {
                scrollRectToVisible(tile.getBounds());
                tile.repaint();
                enableActs();
            }

            @Override
            public void focusLost(FocusEvent e) {
                tile.repaint();
            }
        });
        return tile;
    }

    private KeyTile tile(int i) {
        return (KeyTile) getComponent(i);
    }

    private Optional<Integer> focused() {
        for (int i = 0; i < getComponentCount(); i++) if (tile(i).isFocusOwner()) return Optional.of(i);
        return Optional.empty();
    }

    private void enableActs() {
        focused().ifPresent(i -> current = i);
        boolean any = current >= 0 && current < getComponentCount();
        acts.forEach(a -> a.enableUnless(any ? "" : desk.text("walk.chooseKey")));
    }

    void focus(int i) {
        if (getComponentCount() == 0) return;
        current = Math.max(0, Math.min(i, getComponentCount() - 1));
        tile(current).requestFocusInWindow();
        enableActs();
    }

    private void moveFocused(int by) {
        int to = current + by;
        if (current < 0 || to < 0 || to >= getComponentCount()) return;
        desk.walk().move(current, to);
        focus(to);
    }

    private void duplicate() {
        if (current < 0 || current >= getComponentCount()) return;
        desk.walk().insert(current + 1, List.of(desk.walk().controls().keys().get(current)));
        focus(current + 1);
    }

    private void remove() {
        if (current < 0 || current >= getComponentCount()) return;
        var before = desk.walk().controls();
        desk.walk().remove(current);
        focus(current);
        desk.sayWithUndo(desk.text("walk.removed"), () -> desk.walk().change(c -> before));
    }

    int indexOf(KeyTile tile) {
        return getComponentZOrder(tile);
    }

    void popup(KeyTile tile, Point at) {
        focus(indexOf(tile));
        menu.show(tile, at.x, at.y);
    }

    /** Shows where a keyframe at {@code x} would come to stand. */
    void dragTo(int x) {
        insertion = insertionAt(x);
        repaint();
    }

    /** The gap nearest to {@code x}: 0 is before the first. */
    int insertionAt(int x) {
        return Math.max(0, Math.min(getComponentCount(), Math.round(x / (float) pitch())));
    }

    /** Puts the keyframe where it was shown. */
    void drop(int from) {
        int to = insertion > from ? insertion - 1 : insertion;
        insertion = -1;
        repaint();
        if (to < 0 || to == from) return;
        desk.walk().move(from, to);
        focus(to);
    }

    void cancelDrag() {
        insertion = -1;
        repaint();
    }

    private static int pitch() {
        return UIScale.scale(SIDE + GAP);
    }

    @Override
    public void doLayout() {
        for (int i = 0; i < getComponentCount(); i++) {
            getComponent(i).setBounds(i * pitch(), 0, UIScale.scale(SIDE), UIScale.scale(SIDE + KeyTile.Caption.BELOW.points));
        }
    }

    @Override
    public Dimension getPreferredSize() {
        return new Dimension(getComponentCount() * pitch(), UIScale.scale(SIDE + KeyTile.Caption.BELOW.points));
    }

    @Override
    protected void paintChildren(Graphics g) {
        super.paintChildren(g);
        if (insertion < 0) return;
        Graphics2D g2 = (Graphics2D) g.create();
        g2.setColor(UIManager.getColor("Component.accentColor"));
        g2.setStroke(new BasicStroke(UIScale.scale(3f)));
        int x = Math.max(UIScale.scale(2), insertion * pitch() - UIScale.scale(GAP) / 2);
        g2.drawLine(x, UIScale.scale(4), x, UIScale.scale(SIDE));
        g2.dispose();
    }

    /** For the drop of files: where in the row a point of another component is. */
    int insertionAt(JComponent other, Point point) {
        return insertionAt(javax.swing.SwingUtilities.convertPoint(other, point, this).x);
    }
}
