package kaobako.ui.part;

import com.formdev.flatlaf.util.UIScale;
import java.awt.Component;
import java.awt.Container;
import java.awt.Dimension;
import java.awt.Insets;
import java.awt.LayoutManager;
import java.awt.Rectangle;
import java.awt.event.KeyEvent;
import java.awt.event.MouseEvent;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import javax.swing.JPanel;
import javax.swing.JPopupMenu;
import javax.swing.Scrollable;
import javax.swing.SwingUtilities;
import javax.swing.TransferHandler;
import kaobako.studio.Settings;
import kaobako.ui.Desk;

/**
 * Pictures in rows: click selects, Ctrl and Shift select more, arrows move, Enter or a double click opens, a menu offers actions, and a
 * picture can be dragged out as its file. Few pictures are shown large. Event thread.
 */
public final class TileWall extends JPanel implements Scrollable {
    private static final int SMALLEST = 112;
    private static final int LARGEST = 264;
    private static final int GAP = 8;

    private final Desk desk;
    private final Set<Object> selected = new LinkedHashSet<>();
    private final List<Consumer<Pick>> openers = new ArrayList<>();
    private final List<Runnable> watchers = new ArrayList<>();
    private JPopupMenu menu = new JPopupMenu();
    private int anchor;

    public TileWall(Desk desk) {
        this.desk = desk;
        setLayout(new Rows());
        setFocusable(true);
        setName("wall");
        TileKeys keys = new TileKeys(this);
        addMouseListener(keys);
        addKeyListener(keys);
        setTransferHandler(new TileDrag(this));
    }

    /** What Enter or a double click does. */
    public void onOpen(Consumer<Pick> opener) {
        openers.add(opener);
    }

    public void onSelection(Runnable watcher) {
        watchers.add(watcher);
    }

    public void setMenu(JPopupMenu value) {
        menu = value;
    }

    /** Shows these; pictures with the id of one that is there replace it, and the selection stays with the ids. */
    public void show(List<Pick> picks) {
        Set<Object> ids = new HashSet<>();
        picks.forEach(p -> ids.add(p.id()));
        if (selected.retainAll(ids)) watchers.forEach(Runnable::run);
        int old = getComponentCount();
        for (int i = 0; i < picks.size(); i++) {
            if (i < old) tile(i).show(picks.get(i));
            else add(listening(new Tile(this, picks.get(i))));
        }
        for (int i = old - 1; i >= picks.size(); i--) remove(i);
        if (old == picks.size()) return;
        revalidate();
        repaint();
    }

    private Tile listening(Tile tile) {
        TileKeys keys = new TileKeys(this);
        tile.addMouseListener(keys);
        tile.addMouseMotionListener(keys);
        tile.addKeyListener(keys);
        tile.addFocusListener(keys);
        return tile;
    }

    /** All of them. */
    public List<Pick> picks() {
        List<Pick> picks = new ArrayList<>();
        for (int i = 0; i < getComponentCount(); i++) picks.add(tile(i).pick());
        return picks;
    }

    /** Those that are selected, in the order of the wall. */
    public List<Pick> selection() {
        return picks().stream().filter(this::isSelected).toList();
    }

    boolean isSelected(Pick pick) {
        return selected.contains(pick.id());
    }

    Settings.Scaling scaling() {
        return desk.settings().scaling();
    }

    String text(String key, Object... arguments) {
        return desk.text(key, arguments);
    }

    Tile tile(int index) {
        return (Tile) getComponent(index);
    }

    int indexOf(Component tile) {
        return getComponentZOrder(tile);
    }

    /** Selects as a click with these modifiers does, and moves the focus there. */
    void select(int index, int modifiers) {
        if (index < 0 || index >= getComponentCount()) return;
        boolean more = (modifiers & (MouseEvent.CTRL_DOWN_MASK | MouseEvent.META_DOWN_MASK)) != 0;
        boolean range = (modifiers & MouseEvent.SHIFT_DOWN_MASK) != 0;
        Object id = tile(index).pick().id();
        if (!more) selected.clear();
        if (range) for (int i = Math.min(anchor, index); i <= Math.max(anchor, index); i++) selected.add(tile(i).pick().id());
        else if (!more || !selected.remove(id)) selected.add(id);
        if (!range) anchor = index;
        tile(index).requestFocusInWindow();
        scrollRectToVisible(tile(index).getBounds());
        repaint();
        watchers.forEach(Runnable::run);
    }

    void selectAll() {
        picks().forEach(p -> selected.add(p.id()));
        repaint();
        watchers.forEach(Runnable::run);
    }

    void clearSelection() {
        selected.clear();
        repaint();
        watchers.forEach(Runnable::run);
    }

    void open(Tile tile) {
        openers.forEach(o -> o.accept(tile.pick()));
    }

    void popup(Component at, int x, int y) {
        if (menu.getComponentCount() > 0) menu.show(at, x, y);
    }

    void drag(MouseEvent e) {
        getTransferHandler().exportAsDrag(this, e, TransferHandler.COPY);
    }

    /** Tiles a row, for the arrow keys. */
    int columns() {
        return ((Rows) getLayout()).columns(getWidth(), getComponentCount());
    }

    void key(KeyEvent e, Component tile) {
        int at = tile instanceof Tile ? indexOf(tile) : anchor;
        int to = switch (e.getKeyCode()) {
            case KeyEvent.VK_LEFT -> at - 1;
            case KeyEvent.VK_RIGHT -> at + 1;
            case KeyEvent.VK_UP -> at - columns();
            case KeyEvent.VK_DOWN -> at + columns();
            case KeyEvent.VK_HOME -> 0;
            case KeyEvent.VK_END -> getComponentCount() - 1;
            default -> -1;
        };
        if (to < 0 || to >= getComponentCount()) return;
        select(to, e.getModifiersEx() & KeyEvent.SHIFT_DOWN_MASK);
        e.consume();
    }

    @Override
    public Dimension getPreferredScrollableViewportSize() {
        return getPreferredSize();
    }

    @Override
    public int getScrollableUnitIncrement(Rectangle visible, int orientation, int direction) {
        return UIScale.scale(40);
    }

    @Override
    public int getScrollableBlockIncrement(Rectangle visible, int orientation, int direction) {
        return visible.height;
    }

    @Override
    public boolean getScrollableTracksViewportWidth() {
        return true;
    }

    @Override
    public boolean getScrollableTracksViewportHeight() {
        return getParent() != null && getPreferredSize().height <= getParent().getHeight();
    }

    /** Squares as large as lets all be seen, between the smallest and the largest. */
    private final class Rows implements LayoutManager {
        int columns(int width, int count) {
            int side = side(width, count);
            int gap = UIScale.scale(GAP);
            int most = Math.max(1, Math.min(Math.max(1, count), (width - gap) / (side + gap)));
            // even rows: 16 as 4 x 4, not as three rows of 5 and one over; a wall that scrolls keeps full rows
            int rows = (count + most - 1) / most;
            return side == UIScale.scale(SMALLEST) || rows == 0 ? most : (count + rows - 1) / rows;
        }

        private int side(int width, int count) {
            Container port = SwingUtilities.getAncestorOfClass(javax.swing.JViewport.class, TileWall.this);
            int height = port == null ? getHeight() : port.getHeight();
            int gap = UIScale.scale(GAP);
            int caption = UIScale.scale(Tile.CAPTION);
            for (int side = UIScale.scale(LARGEST); side > UIScale.scale(SMALLEST); side -= 4) {
                int columns = Math.max(1, (width - gap) / (side + gap));
                int rows = (count + columns - 1) / columns;
                if (rows * (side + caption + gap) + gap <= height) return side;
            }
            return UIScale.scale(SMALLEST);
        }

        @Override
        public void layoutContainer(Container wall) {
            int count = wall.getComponentCount();
            int gap = UIScale.scale(GAP);
            int side = side(wall.getWidth(), count);
            int columns = columns(wall.getWidth(), count);
            int left = (wall.getWidth() - columns * (side + gap) + gap) / 2;
            for (int i = 0; i < count; i++) {
                wall.getComponent(i).setBounds(left + i % columns * (side + gap),
                        gap + i / columns * (side + UIScale.scale(Tile.CAPTION) + gap), side, side + UIScale.scale(Tile.CAPTION));
            }
        }

        @Override
        public Dimension preferredLayoutSize(Container wall) {
            Insets insets = wall.getInsets();
            int count = wall.getComponentCount();
            int width = Math.max(wall.getWidth(), UIScale.scale(SMALLEST) * 3);
            int columns = columns(width, count);
            int rows = (count + columns - 1) / columns;
            int gap = UIScale.scale(GAP);
            return new Dimension(width, gap + rows * (side(width, count) + UIScale.scale(Tile.CAPTION) + gap) + insets.top + insets.bottom);
        }

        @Override
        public Dimension minimumLayoutSize(Container wall) {
            return UIScale.scale(new Dimension(SMALLEST, SMALLEST));
        }

        @Override
        public void addLayoutComponent(String name, Component component) {
            // places follow the order alone
        }

        @Override
        public void removeLayoutComponent(Component component) {
            // see above
        }
    }
}
