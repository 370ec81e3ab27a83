package kaobako.ui.walk;

import java.awt.Point;
import java.awt.event.KeyEvent;
import java.awt.event.KeyListener;
import java.awt.event.MouseEvent;
import javax.swing.SwingUtilities;
import javax.swing.event.MouseInputAdapter;

/** Mouse and arrow keys of one keyframe in its row. */
final class KeyDrag extends MouseInputAdapter implements KeyListener {
    private static final int DRAG_DISTANCE = 6;

    private final KeyRow row;
    private final KeyTile tile;
    private Point pressed;
    private boolean dragged;

    KeyDrag(KeyRow row, KeyTile tile) {
        this.row = row;
        this.tile = tile;
    }

    @Override
    public void mousePressed(MouseEvent e) {
        row.focus(row.indexOf(tile));
        pressed = SwingUtilities.isLeftMouseButton(e) ? e.getPoint() : null;
        dragged = false;
        if (e.isPopupTrigger()) row.popup(tile, e.getPoint());
    }

    @Override
    public void mouseDragged(MouseEvent e) {
        if (pressed == null || !dragged && pressed.distance(e.getPoint()) < DRAG_DISTANCE) return;
        dragged = true;
        row.dragTo(SwingUtilities.convertPoint(tile, e.getPoint(), row).x);
    }

    @Override
    public void mouseReleased(MouseEvent e) {
        if (dragged) row.drop(row.indexOf(tile));
        dragged = false;
        pressed = null;
        if (e.isPopupTrigger()) row.popup(tile, e.getPoint());
    }

    @Override
    public void keyPressed(KeyEvent e) {
        if (e.getKeyCode() == KeyEvent.VK_ESCAPE && dragged) {
            dragged = false;
            pressed = null;
            row.cancelDrag();
            e.consume();
        }
        boolean menu = e.getKeyCode() == KeyEvent.VK_CONTEXT_MENU || e.getKeyCode() == KeyEvent.VK_F10 && e.isShiftDown();
        if (menu) row.popup(tile, new Point(8, 8));
        if (e.getModifiersEx() != 0) return;
        switch (e.getKeyCode()) {
            case KeyEvent.VK_LEFT -> row.focus(row.indexOf(tile) - 1);
            case KeyEvent.VK_RIGHT -> row.focus(row.indexOf(tile) + 1);
            case KeyEvent.VK_HOME -> row.focus(0);
            case KeyEvent.VK_END -> row.focus(row.getComponentCount() - 1);
            default -> {
                return;
            }
        }
        e.consume();
    }

    @Override
    public void keyTyped(KeyEvent e) {
        // keys are taken when they go down
    }

    @Override
    public void keyReleased(KeyEvent e) {
        // see above
    }
}
