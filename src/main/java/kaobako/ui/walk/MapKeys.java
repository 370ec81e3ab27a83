package kaobako.ui.walk;

import java.awt.Cursor;
import java.awt.Point;
import java.awt.event.FocusEvent;
import java.awt.event.FocusListener;
import java.awt.event.KeyEvent;
import java.awt.event.KeyListener;
import java.awt.event.MouseEvent;
import java.awt.event.MouseWheelEvent;
import javax.swing.SwingUtilities;
import javax.swing.event.MouseInputAdapter;

/** Mouse, keys and focus of a {@link MapView}: dragging pans, the wheel zooms at the pointer, a click opens, arrows go from tile to tile. */
final class MapKeys extends MouseInputAdapter implements KeyListener, FocusListener {
    private static final int DRAG_DISTANCE = 5;
    private static final double ZOOM = Math.sqrt(2);

    private final MapView view;
    private final Camera camera;
    private Point pressed;
    private Point last;

    MapKeys(MapView view, Camera camera) {
        this.view = view;
        this.camera = camera;
    }

    @Override
    public void mousePressed(MouseEvent e) {
        view.requestFocusInWindow();
        pressed = e.getPoint();
        last = null;
    }

    @Override
    public void mouseDragged(MouseEvent e) {
        if (pressed == null || last == null && pressed.distance(e.getPoint()) < DRAG_DISTANCE) return;
        Point from = last == null ? pressed : last;
        last = e.getPoint();
        view.setCursor(Cursor.getPredefinedCursor(Cursor.MOVE_CURSOR));
        camera.pan(last.x - from.x, last.y - from.y);
        view.moved();
    }

    @Override
    public void mouseReleased(MouseEvent e) {
        view.setCursor(null);
        boolean click = pressed != null && last == null && SwingUtilities.isLeftMouseButton(e);
        pressed = null;
        if (click && camera.tile(camera.nearest(e.getX(), e.getY())).contains(e.getPoint())) view.open(camera.nearest(e.getX(), e.getY()));
    }

    @Override
    public void mouseWheelMoved(MouseWheelEvent e) {
        camera.zoom(Math.pow(ZOOM, -e.getPreciseWheelRotation()), e.getX(), e.getY());
        view.moved();
    }

    @Override
    public void keyPressed(KeyEvent e) {
        if (e.isControlDown() || e.isMetaDown() || e.isAltDown()) return;
        switch (e.getKeyCode()) {
            case KeyEvent.VK_LEFT -> view.step(-1, 0);
            case KeyEvent.VK_RIGHT -> view.step(1, 0);
            case KeyEvent.VK_UP -> view.step(0, -1);
            case KeyEvent.VK_DOWN -> view.step(0, 1);
            case KeyEvent.VK_ENTER, KeyEvent.VK_SPACE -> view.open(view.cursor());
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

    @Override
    public void focusGained(FocusEvent e) {
        view.repaint();
    }

    @Override
    public void focusLost(FocusEvent e) {
        view.repaint();
    }
}
