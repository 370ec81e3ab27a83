package kaobako.ui.part;

import com.formdev.flatlaf.util.UIScale;
import java.awt.BasicStroke;
import java.awt.Graphics;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.event.MouseEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntConsumer;
import java.util.function.Supplier;
import javax.accessibility.AccessibleRole;
import javax.swing.UIManager;
import javax.swing.event.MouseInputAdapter;
import kaobako.generate.Picture;
import kaobako.studio.Settings;

/** Pictures of a film side by side, as many as there is room for; dragging across them scrubs. */
public final class PictureRow extends Painted {
    private final Supplier<Settings.Scaling> scaling;
    private final List<Pixels> pixels = new ArrayList<>();
    private List<Optional<Picture>> pictures = List.of();
    private int selected;

    /** @param scrub told the picture that was pointed at */
    public PictureRow(Supplier<Settings.Scaling> scaling, IntConsumer scrub) {
        super(AccessibleRole.CANVAS);
        this.scaling = scaling;
        setName("frames");
        MouseInputAdapter mouse = new MouseInputAdapter() {
            @Override
            public void mousePressed(MouseEvent e) {
                if (!pictures.isEmpty()) scrub.accept(frameAt(e.getX()));
            }

            @Override
            public void mouseDragged(MouseEvent e) {
                mousePressed(e);
            }
        };
        addMouseListener(mouse);
        addMouseMotionListener(mouse);
    }

    /** Empty places are those of pictures that are yet to come. */
    public void show(List<Optional<Picture>> shown) {
        pictures = shown;
        while (pixels.size() < pictures.size()) pixels.add(new Pixels());
        repaint();
    }

    public void select(int picture) {
        if (picture == selected) return;
        selected = picture;
        repaint();
    }

    private int frameAt(int x) {
        int edge = getHeight() - UIScale.scale(6);
        int width = Math.min(getWidth(), pictures.size() * (edge + UIScale.scale(4)));
        return Math.max(0, Math.min(pictures.size() - 1, x * pictures.size() / Math.max(1, width)));
    }

    @Override
    protected void paintComponent(Graphics g) {
        if (pictures.isEmpty()) return;
        int gap = UIScale.scale(4);
        int edge = getHeight() - UIScale.scale(6);
        int room = Math.max(1, Math.min(pictures.size(), (getWidth() + gap) / (edge + gap)));
        double pitch = room == pictures.size() ? edge + gap : (getWidth() - edge) / (double) Math.max(1, room - 1);
        int marked = room == 1 ? 0 : (int) Math.round(selected * (room - 1.0) / Math.max(1, pictures.size() - 1));
        for (int i = 0; i < room; i++) {
            int frame = i == marked ? selected : (int) Math.round(i * (pictures.size() - 1.0) / Math.max(1, room - 1));
            frame = Math.min(frame, pictures.size() - 1);
            Rectangle box = new Rectangle((int) (i * pitch) + UIScale.scale(2), UIScale.scale(3), edge - UIScale.scale(2), edge);
            Rectangle at = paint(g, frame, box);
            if (i != marked) continue;
            Graphics2D g2 = (Graphics2D) g.create();
            g2.setColor(UIManager.getColor("Component.accentColor"));
            g2.setStroke(new BasicStroke(UIScale.scale(2f)));
            g2.drawRect(at.x - 1, at.y - 1, at.width + 1, at.height + 1);
            g2.dispose();
        }
    }

    private Rectangle paint(Graphics g, int frame, Rectangle box) {
        if (pictures.get(frame).isPresent()) {
            Picture picture = pictures.get(frame).get();
            return pixels.get(frame).paint(g, picture, box, Pixels.suiting(box.height, picture.height(), scaling.get()));
        }
        g.setColor(UIManager.getColor("Kaobako.tileBackground"));
        g.fillRect(box.x, box.y, box.width, box.height);
        return box;
    }
}
