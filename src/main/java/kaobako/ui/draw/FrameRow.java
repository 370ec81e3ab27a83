package kaobako.ui.draw;

import com.formdev.flatlaf.util.UIScale;
import java.awt.BasicStroke;
import java.awt.Graphics;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.event.MouseEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.function.Supplier;
import javax.accessibility.AccessibleRole;
import javax.swing.UIManager;
import javax.swing.event.MouseInputAdapter;
import kaobako.studio.Film;
import kaobako.studio.Settings;
import kaobako.ui.part.Painted;
import kaobako.ui.part.Pixels;

/** Frames of a film side by side, as many as there is room for; dragging across them scrubs. */
final class FrameRow extends Painted {
    private final Supplier<Settings.Scaling> scaling;
    private final List<Pixels> pixels = new ArrayList<>();
    private List<Film.Frame> frames = List.of();
    private FilmStrip.Side side = FilmStrip.Side.PREDICTED;
    private int selected;

    FrameRow(Supplier<Settings.Scaling> scaling, IntConsumer scrub) {
        super(AccessibleRole.CANVAS);
        this.scaling = scaling;
        setName("frames");
        MouseInputAdapter mouse = new MouseInputAdapter() {
            @Override
            public void mousePressed(MouseEvent e) {
                if (!frames.isEmpty()) scrub.accept(frameAt(e.getX()));
            }

            @Override
            public void mouseDragged(MouseEvent e) {
                mousePressed(e);
            }
        };
        addMouseListener(mouse);
        addMouseMotionListener(mouse);
    }

    void show(List<Film.Frame> shown, FilmStrip.Side of) {
        frames = shown;
        side = of;
        while (pixels.size() < frames.size()) pixels.add(new Pixels());
        repaint();
    }

    void select(int frame) {
        selected = frame;
        repaint();
    }

    private int frameAt(int x) {
        int edge = getHeight() - UIScale.scale(6);
        int width = Math.min(getWidth(), frames.size() * (edge + UIScale.scale(4)));
        return Math.max(0, Math.min(frames.size() - 1, x * frames.size() / Math.max(1, width)));
    }

    @Override
    protected void paintComponent(Graphics g) {
        if (frames.isEmpty()) return;
        int gap = UIScale.scale(4);
        int edge = getHeight() - UIScale.scale(6);
        int room = Math.max(1, Math.min(frames.size(), (getWidth() + gap) / (edge + gap)));
        double pitch = room == frames.size() ? edge + gap : (getWidth() - edge) / (double) Math.max(1, room - 1);
        int marked = room == 1 ? 0 : (int) Math.round(selected * (room - 1.0) / Math.max(1, frames.size() - 1));
        for (int i = 0; i < room; i++) {
            int frame = i == marked ? selected : (int) Math.round(i * (frames.size() - 1.0) / Math.max(1, room - 1));
            frame = Math.min(frame, frames.size() - 1);
            Film.Frame f = frames.get(frame);
            Rectangle box = new Rectangle((int) (i * pitch) + UIScale.scale(2), UIScale.scale(3), edge - UIScale.scale(2), edge);
            Rectangle at = pixels.get(frame).paint(g, side == FilmStrip.Side.NOISY ? f.noisy() : f.predicted(), box, scaling.get());
            if (i != marked) continue;
            Graphics2D g2 = (Graphics2D) g.create();
            g2.setColor(UIManager.getColor("Component.accentColor"));
            g2.setStroke(new BasicStroke(UIScale.scale(2f)));
            g2.drawRect(at.x - 1, at.y - 1, at.width + 1, at.height + 1);
            g2.dispose();
        }
    }
}
