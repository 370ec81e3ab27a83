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
    private static final int SMALLEST = 112;
    private static final int LARGEST = 264;
    private static final int STEP = 4;
    private static final int GAP = 8;

    /** Tiles a row. */
    int columns(Container wall) {
        return columns(wall, wall.getWidth());
    }

    private static int columns(Container wall, int width) {
        int count = wall.getComponentCount();
        int side = side(wall, width);
        int gap = UIScale.scale(GAP);
        int most = Math.max(1, Math.min(Math.max(1, count), (width - gap) / (side + gap)));
        // even rows: 16 as 4 x 4, not as three rows of 5 and one over; a wall that scrolls keeps full rows
        int rows = (count + most - 1) / most;
        return side == UIScale.scale(SMALLEST) || rows == 0 ? most : (count + rows - 1) / rows;
    }

    private static int side(Container wall, int width) {
        Container port = SwingUtilities.getAncestorOfClass(JViewport.class, wall);
        int height = port == null ? wall.getHeight() : port.getHeight();
        int gap = UIScale.scale(GAP);
        for (int side = UIScale.scale(LARGEST); side > UIScale.scale(SMALLEST); side -= STEP) {
            int columns = Math.max(1, (width - gap) / (side + gap));
            int rows = (wall.getComponentCount() + columns - 1) / columns;
            if (rows * (side + caption() + gap) + gap <= height) return side;
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
