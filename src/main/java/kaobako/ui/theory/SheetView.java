package kaobako.ui.theory;

import com.formdev.flatlaf.util.UIScale;
import java.awt.BasicStroke;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.RenderingHints;
import java.awt.event.MouseAdapter;
import java.awt.event.MouseEvent;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Optional;
import javax.swing.UIManager;
import kaobako.generate.Picture;
import kaobako.studio.PictureFiles;
import kaobako.studio.Wall;
import kaobako.ui.Desk;

/** All avatars of a handful at a glance, as they form; one is chosen by a click, by dragging across them, or with the arrow keys. */
final class SheetView extends Plot {
    private final Handful handful;
    private final Layer layer = new Layer();
    private final Picture[] known = new Picture[Handful.PICTURES];
    private final BufferedImage[] images = new BufferedImage[Handful.PICTURES];

    SheetView(Desk desk, Handful handful) {
        super(desk, "avatar.sheet");
        this.handful = handful;
        handful.onChange(this::changed);
        MouseAdapter mouse = new MouseAdapter() {
            @Override
            public void mousePressed(MouseEvent e) {
                requestFocusInWindow();
                mouseDragged(e);
            }

            @Override
            public void mouseDragged(MouseEvent e) {
                handful.choose(at(e.getX(), e.getY()));
            }
        };
        addMouseListener(mouse);
        addMouseMotionListener(mouse);
        setFocusable(true);
        key("LEFT", () -> step(-1, 0));
        key("RIGHT", () -> step(1, 0));
        key("UP", () -> step(0, -1));
        key("DOWN", () -> step(0, 1));
    }

    private void step(int columns, int rows) {
        handful.choose(handful.chosen() + columns + rows * columns());
    }

    private void changed() {
        getAccessibleContext().setAccessibleDescription(handful.count() == 0 ? "" : desk().text("theory.avatar.chosen", handful.chosen() + 1, handful.count()));
        repaint();
    }

    private int margin() {
        return UIScale.scale(8);
    }

    /** Side of a picture's place: the largest with which all fit. */
    private int side() {
        int width = getWidth() - 2 * margin();
        int height = getHeight() - 2 * margin();
        int side = 2;
        for (int columns = 1; columns <= Handful.PICTURES; columns++) {
            int rows = (Handful.PICTURES + columns - 1) / columns;
            side = Math.max(side, Math.min(width / columns, height / rows));
        }
        return side;
    }

    private int columns() {
        return Math.max(1, (getWidth() - 2 * margin()) / side());
    }

    /** What the columns leave of the width, half of it. */
    private int left() {
        return (getWidth() - Math.min(columns(), Handful.PICTURES) * side()) / 2;
    }

    /** The picture at a point; -1 where there is none. */
    private int at(int x, int y) {
        int column = Math.floorDiv(x - left(), side());
        int row = Math.floorDiv(y - margin(), side());
        return column < 0 || row < 0 || column >= columns() ? -1 : row * columns() + column;
    }

    private Rectangle place(int picture) {
        int side = side();
        return new Rectangle(left() + picture % columns() * side, margin() + picture / columns() * side, side - 1, side - 1);
    }

    @Override
    protected void paintPlot(Graphics2D g) {
        Optional<Wall> wall = handful.wall();
        if (wall.isEmpty()) {
            String words = desk().text("theory.avatar.noHandful");
            g.setFont(UIManager.getFont("small.font"));
            g.setColor(Ink.faint());
            g.drawString(words, (getWidth() - g.getFontMetrics().stringWidth(words)) / 2f, getHeight() / 2f);
            return;
        }
        layer.paint(g, getWidth(), getHeight(), wall.get().tiles(), all -> tiles(all, wall.get().tiles()));
        if (handful.count() == 0) return;
        Rectangle chosen = place(handful.chosen());
        g.setColor(Ink.background());
        g.setStroke(new BasicStroke(UIScale.scale(4f)));
        g.draw(chosen);
        g.setColor(Ink.second());
        g.setStroke(new BasicStroke(UIScale.scale(2f)));
        g.draw(chosen);
    }

    private void tiles(Graphics2D g, List<Wall.Tile> tiles) {
        g.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
        for (int i = 0; i < tiles.size(); i++) {
            Rectangle place = place(i);
            g.setColor(Ink.grid());
            if (tiles.get(i).picture().isEmpty()) g.fill(place);
            else g.drawImage(image(i, tiles.get(i).picture().get()), place.x, place.y, place.width, place.height, null);
        }
    }

    private BufferedImage image(int i, Picture picture) {
        if (known[i] != picture) images[i] = PictureFiles.image(picture);
        known[i] = picture;
        return images[i];
    }
}
