package kaobako.ui.part;

import com.formdev.flatlaf.util.UIScale;
import java.awt.Component;
import java.awt.Container;
import java.awt.Dimension;
import java.awt.Insets;
import java.awt.LayoutManager;
import javax.swing.JViewport;
import javax.swing.SwingUtilities;

/** Squares with a caption in rows: as large as lets all be seen, between the smallest and the largest. */
final class TileRows implements LayoutManager {
    /** Tiles of 2, 3 or 4 times 64 pixels and their edge: places in which pixels of usual sizes are enlarged by whole numbers and fill. */
    private static final int STEP = 64;
    private static final int SMALLEST = 2 * STEP + 2 * Tile.INSET;
    private static final int LARGEST = 4 * STEP + 2 * Tile.INSET;
    private static final int GAP = 8;

    /** Tiles a row. */
    int columns(Container wall) {
        return columns(wall, wall.getWidth());
    }

    /** Of those with which all can be seen the one that leaves the fewest places empty: 16 as 4 x 4, not as 6 + 6 + 4. */
    private static int columns(Container wall, int width) {
        int count = wall.getComponentCount();
        int side = side(wall, width);
        int most = most(width, side);
        int least = (count + rows(wall, side) - 1) / rows(wall, side);
        int best = Math.max(1, Math.min(most, count));
        for (int columns = best - 1; columns >= Math.max(1, least); columns--) {
            if (empty(count, columns) < empty(count, best)) best = columns;
        }
        return best;
    }

    private static int empty(int count, int columns) {
        return (columns - count % columns) % columns;
    }

    private static int most(int width, int side) {
        int gap = UIScale.scale(GAP);
        return Math.max(1, (width - gap) / (side + gap));
    }

    /** That are seen without scrolling, at least one. */
    private static int rows(Container wall, int side) {
        Container port = SwingUtilities.getAncestorOfClass(JViewport.class, wall);
        int height = port == null ? wall.getHeight() : port.getHeight();
        int gap = UIScale.scale(GAP);
        return Math.max(1, (height - gap) / (side + caption() + gap));
    }

    private static int side(Container wall, int width) {
        for (int unscaled = LARGEST; unscaled > SMALLEST; unscaled -= STEP) {
            int side = UIScale.scale(unscaled);
            if (most(width, side) * rows(wall, side) >= wall.getComponentCount()) return side;
        }
        return UIScale.scale(SMALLEST);
    }

    private static int caption() {
        return UIScale.scale(Tile.CAPTION);
    }

    @Override
    public void layoutContainer(Container wall) {
        int gap = UIScale.scale(GAP);
        int side = side(wall, wall.getWidth());
        int columns = columns(wall);
        int left = (wall.getWidth() - columns * (side + gap) + gap) / 2;
        for (int i = 0; i < wall.getComponentCount(); i++) {
            wall.getComponent(i).setBounds(left + i % columns * (side + gap), gap + i / columns * (side + caption() + gap), side, side + caption());
        }
    }

    @Override
    public Dimension preferredLayoutSize(Container wall) {
        Insets insets = wall.getInsets();
        int width = Math.max(wall.getWidth(), UIScale.scale(SMALLEST) * 3);
        int columns = columns(wall, width);
        int rows = (wall.getComponentCount() + columns - 1) / columns;
        int gap = UIScale.scale(GAP);
        return new Dimension(width, gap + rows * (side(wall, width) + caption() + gap) + insets.top + insets.bottom);
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
