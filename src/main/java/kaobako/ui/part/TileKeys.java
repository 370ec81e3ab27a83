package kaobako.ui.part;

import java.awt.Point;
import java.awt.event.FocusEvent;
import java.awt.event.FocusListener;
import java.awt.event.KeyEvent;
import java.awt.event.KeyListener;
import java.awt.event.MouseEvent;
import javax.swing.SwingUtilities;
import javax.swing.event.MouseInputAdapter;

/** Mouse, keys and focus of a {@link TileWall} and its tiles. */
final class TileKeys extends MouseInputAdapter implements KeyListener, FocusListener {
    private static final int DRAG_DISTANCE = 6;

    private final TileWall wall;
    private Point pressed;

    TileKeys(TileWall wall) {
        this.wall = wall;
    }

    @Override
    public void mousePressed(MouseEvent e) {
        pressed = e.getPoint();
        if (!(e.getComponent() instanceof Tile tile)) {
            wall.requestFocusInWindow();
            if (!e.isPopupTrigger()) wall.clearSelection();
            return;
        }
        boolean among = wall.isSelected(tile.pick());
        boolean menu = e.isPopupTrigger() || SwingUtilities.isRightMouseButton(e);
        // a press on one of several selected may be the start of dragging all, or be for their menu
        if (!among || !menu && e.getModifiersEx() != MouseEvent.BUTTON1_DOWN_MASK) wall.select(wall.indexOf(tile), e.getModifiersEx());
        if (e.isPopupTrigger()) wall.popup(tile, e.getX(), e.getY());
    }

    @Override
    public void mouseReleased(MouseEvent e) {
        if (e.getComponent() instanceof Tile tile && e.isPopupTrigger()) wall.popup(tile, e.getX(), e.getY());
        boolean clicked = pressed != null && SwingUtilities.isLeftMouseButton(e) && e.getModifiersEx() == 0 && !e.isPopupTrigger();
        pressed = null;
        if (!clicked || !(e.getComponent() instanceof Tile tile) || !tile.contains(e.getPoint())) return;
        wall.select(wall.indexOf(tile), 0);
        wall.open(tile);
    }

    @Override
    public void mouseDragged(MouseEvent e) {
        if (pressed == null || pressed.distance(e.getPoint()) < DRAG_DISTANCE || !SwingUtilities.isLeftMouseButton(e)) return;
        pressed = null;
        wall.drag(e);
    }

    @Override
    public void keyPressed(KeyEvent e) {
        boolean all = e.getKeyCode() == KeyEvent.VK_A && (e.isControlDown() || e.isMetaDown());
        boolean menu = e.getKeyCode() == KeyEvent.VK_CONTEXT_MENU || e.getKeyCode() == KeyEvent.VK_F10 && e.isShiftDown();
        if (all) wall.selectAll();
        else if (e.getComponent() instanceof Tile tile && e.getModifiersEx() == 0 && e.getKeyCode() == KeyEvent.VK_ENTER) wall.open(tile);
        else if (e.getComponent() instanceof Tile tile && e.getKeyCode() == KeyEvent.VK_SPACE) wall.select(wall.indexOf(tile), e.getModifiersEx());
        else if (menu) wall.popup(e.getComponent(), 8, 8);
        else wall.key(e, e.getComponent());
    }

    @Override
    public void keyTyped(KeyEvent e) {
        // keys are taken when they go down
    }

    @Override
    public void keyReleased(KeyEvent e) {
        // see above
    }

    @Override
    public void focusGained(FocusEvent e) {
        e.getComponent().repaint();
    }

    @Override
    public void focusLost(FocusEvent e) {
        e.getComponent().repaint();
    }
}
