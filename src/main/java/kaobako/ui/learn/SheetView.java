package kaobako.ui.learn;

import com.formdev.flatlaf.util.UIScale;
import java.awt.BasicStroke;
import java.awt.Graphics;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.RenderingHints;
import java.awt.event.MouseAdapter;
import java.awt.event.MouseEvent;
import java.awt.image.BufferedImage;
import java.util.Optional;
import java.util.OptionalInt;
import javax.accessibility.AccessibleRole;
import javax.swing.UIManager;
import kaobako.generate.Picture;
import kaobako.studio.PictureFiles;
import kaobako.train.TrainEvent.Samples;
import kaobako.ui.Desk;
import kaobako.ui.part.Painted;
import kaobako.ui.part.Pixels;

/** A sheet of samples as large as there is room, or two side by side; one of its samples is chosen by a click or the arrow keys. */
final class SheetView extends Painted {
    private static final int GAP = 10;

    private final Desk desk;
    private final Runnable chosen;
    private final Runnable opened;
    private Optional<BufferedImage> before = Optional.empty();
    private Optional<BufferedImage> now = Optional.empty();
    /** Where {@code now} was painted. */
    private Rectangle box = new Rectangle();
    private OptionalInt sample = OptionalInt.empty();

    /**
     * @param chosen told when another sample is chosen
     * @param opened told of a double click or Enter on it
     */
    SheetView(Desk desk, Runnable chosen, Runnable opened) {
        super(AccessibleRole.CANVAS);
        this.desk = desk;
        this.chosen = chosen;
        this.opened = opened;
        setName("sheet");
        setFocusable(true);
        getAccessibleContext().setAccessibleName(desk.text("learn.samples"));
        addMouseListener(new MouseAdapter() {
            @Override
            public void mousePressed(MouseEvent e) {
                requestFocusInWindow();
                if (now.isPresent() && box.contains(e.getPoint())) choose((e.getX() - box.x) * Samples.COLUMNS / box.width,
                        (e.getY() - box.y) * Samples.COLUMNS / box.height);
            }

            @Override
            public void mouseClicked(MouseEvent e) {
                if (e.getClickCount() == 2 && e.getButton() == MouseEvent.BUTTON1 && box.contains(e.getPoint())) opened.run();
            }
        });
        showFocus();
        key("LEFT", () -> step(-1, 0));
        key("RIGHT", () -> step(1, 0));
        key("UP", () -> step(0, -1));
        key("DOWN", () -> step(0, 1));
        key("ENTER", opened);
    }

    private void step(int dx, int dy) {
        int at = sample.orElse(0);
        if (sample.isEmpty()) choose(0, 0);
        else choose(at % Samples.COLUMNS + dx, at / Samples.COLUMNS + dy);
    }

    private void choose(int column, int row) {
        if (now.isEmpty() || column < 0 || row < 0 || column >= Samples.COLUMNS || row >= Samples.COLUMNS) return;
        sample = OptionalInt.of(row * Samples.COLUMNS + column);
        getAccessibleContext().setAccessibleDescription(desk.text("learn.sample", sample.getAsInt() + 1));
        repaint();
        chosen.run();
    }

    /** Which sample is chosen, from 0, row by row; empty while none is. */
    OptionalInt sample() {
        return now.isPresent() ? sample : OptionalInt.empty();
    }

    /** The chosen sample of the sheet that is shown. */
    Optional<Picture> picture() {
        return sample().isEmpty() ? Optional.empty() : now.map(sheet -> PictureFiles.plain(cut(sheet, sample.getAsInt())));
    }

    private static BufferedImage cut(BufferedImage sheet, int sample) {
        int pitchX = (sheet.getWidth() - Samples.SPACING) / Samples.COLUMNS;
        int pitchY = (sheet.getHeight() - Samples.SPACING) / Samples.COLUMNS;
        BufferedImage cut = new BufferedImage(pitchX - Samples.SPACING, pitchY - Samples.SPACING, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < cut.getHeight(); y++) {
            for (int x = 0; x < cut.getWidth(); x++) cut.setRGB(x, y, sheet.getRGB(
                    sample % Samples.COLUMNS * pitchX + Samples.SPACING + x, sample / Samples.COLUMNS * pitchY + Samples.SPACING + y));
        }
        return cut;
    }

    /** @param first left of the other; empty for that one alone */
    void show(Optional<BufferedImage> first, Optional<BufferedImage> second) {
        before = first;
        now = second;
        repaint();
    }

    @Override
    protected void paintComponent(Graphics g) {
        int gap = before.isPresent() ? UIScale.scale(GAP) : 0;
        int width = before.isPresent() ? (getWidth() - gap) / 2 : getWidth();
        before.ifPresent(image -> paint(g, image, new Rectangle(0, 0, width, getHeight())));
        if (now.isPresent()) {
            box = paint(g, now.get(), new Rectangle(getWidth() - width, 0, width, getHeight()));
            sample.ifPresent(chosenNow -> frame((Graphics2D) g.create(), chosenNow));
            return;
        }
        int side = Math.min(getWidth(), getHeight());
        g.setColor(UIManager.getColor("Kaobako.tileBackground"));
        g.fillRoundRect((getWidth() - side) / 2, (getHeight() - side) / 2, side, side, UIScale.scale(10), UIScale.scale(10));
    }

    private Rectangle paint(Graphics g, BufferedImage image, Rectangle room) {
        int side = Math.min(room.width, room.height);
        return Pixels.paint(g, image, room, Pixels.suiting(side, Math.max(image.getWidth(), image.getHeight()), desk.settings().scaling()));
    }

    private void frame(Graphics2D g, int chosenNow) {
        g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        g.setColor(UIManager.getColor(isFocusOwner() ? "Component.accentColor" : "Component.borderColor"));
        g.setStroke(new BasicStroke(UIScale.scale(3f)));
        int w = box.width / Samples.COLUMNS, h = box.height / Samples.COLUMNS;
        int arc = UIScale.scale(6);
        g.drawRoundRect(box.x + chosenNow % Samples.COLUMNS * w, box.y + chosenNow / Samples.COLUMNS * h, w, h, arc, arc);
        g.dispose();
    }
}
