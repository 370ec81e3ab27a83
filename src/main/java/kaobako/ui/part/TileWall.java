package kaobako.ui.part;

import java.awt.Component;
import java.awt.event.KeyEvent;
import java.awt.event.MouseEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.swing.JPopupMenu;
import javax.swing.TransferHandler;
import kaobako.studio.Settings;
import kaobako.ui.Desk;

/**
 * Pictures in rows: a click or Enter opens, a click with Ctrl or Shift selects, arrows move, a menu offers actions, and a picture can be
 * dragged out as its file. Few pictures are shown large. Event thread.
 */
public final class TileWall extends ScrollsDown {
    private static final int LINE = 40;

    private final Desk desk;
    private final TileRows rows;
    private final Selection selected = new Selection();
    private final List<Consumer<Pick>> openers = new ArrayList<>();
    private JPopupMenu menu = new JPopupMenu();

    public TileWall(Desk desk) {
        super(new TileRows(), LINE);
        rows = (TileRows) getLayout();
        this.desk = desk;
        setFocusable(true);
        setName("wall");
        TileKeys keys = new TileKeys(this);
        addMouseListener(keys);
        addKeyListener(keys);
        setTransferHandler(new TileDrag(this));
        selected.onChange(this::repaint);
    }

    /** What Enter or a click does. */
    public void onOpen(Consumer<Pick> opener) {
        openers.add(opener);
    }

    public void onSelection(Runnable watcher) {
        selected.onChange(watcher);
    }

    public void setMenu(JPopupMenu value) {
        menu = value;
    }

    /** Shows these; pictures with the id of one that is there replace it, and the selection stays with the ids. */
    public void show(List<Pick> picks) {
        int next = next(picks);
        selected.retain(picks.stream().map(Pick::id).collect(Collectors.toSet()));
        int old = getComponentCount();
        for (int i = 0; i < picks.size(); i++) {
            if (i < old) tile(i).show(picks.get(i));
            else add(listening(new Tile(this, picks.get(i))));
        }
        boolean focused = IntStream.range(0, old).anyMatch(i -> tile(i).isFocusOwner());
        for (int i = old - 1; i >= picks.size(); i--) remove(i);
        if (next >= 0) selected.click(ids(), next, 0);
        if (next >= 0 && focused) tile(next).requestFocusInWindow();
        if (old == picks.size()) return;
        revalidate();
        repaint();
    }

    /** Where the selection goes when just what is selected goes away, as when it is deleted: to what comes after. -1 otherwise. */
    private int next(List<Pick> picks) {
        List<Object> before = ids();
        List<Object> left = before.stream().filter(id -> !selected.has(id)).toList();
        if (left.size() == before.size() || !left.equals(picks.stream().map(Pick::id).toList())) return -1;
        int first = IntStream.range(0, before.size()).filter(i -> selected.has(before.get(i))).findFirst().orElse(0);
        return Math.min(first, left.size() - 1);
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
        return selected.has(pick.id());
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
        selected.click(ids(), index, modifiers);
        tile(index).requestFocusInWindow();
        scrollRectToVisible(tile(index).getBounds());
    }

    /** Selects this one alone, if it is there, and moves the focus there or to the wall. */
    public void select(Object id) {
        requestFocusInWindow();
        select(ids().indexOf(id), 0);
    }

    private List<Object> ids() {
        return picks().stream().map(Pick::id).toList();
    }

    void selectAll() {
        selected.add(ids());
    }

    void clearSelection() {
        selected.clear();
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
        return rows.columns(this);
    }

    void key(KeyEvent e, Component tile) {
        int at = tile instanceof Tile ? indexOf(tile) : selected.anchor();
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
}
