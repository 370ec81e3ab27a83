package kaobako.ui.theory;

import com.formdev.flatlaf.util.UIScale;
import java.awt.Dimension;
import java.awt.Graphics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.RoundRectangle2D;
import java.util.Optional;
import java.util.function.Function;
import javax.accessibility.AccessibleRole;
import javax.swing.JComponent;
import javax.swing.JMenuItem;
import javax.swing.JPopupMenu;
import javax.swing.event.PopupMenuEvent;
import javax.swing.event.PopupMenuListener;
import kaobako.ui.Act;
import kaobako.ui.Desk;
import kaobako.ui.part.Motion;
import kaobako.ui.part.Painted;
import kaobako.ui.part.SaveView;

/**
 * A view of a chapter: a rounded ground, painted smoothly, that a right click saves as PNG, or as GIF where something moves. Its name for tests and
 * its accessible name are the message {@code theory.KEY.name}, its tooltip {@code theory.KEY.tip}, where there are such messages.
 */
abstract class Plot extends Painted {
    private final Desk desk;
    private final String key;
    private Function<JComponent, Optional<Motion>> frames = view -> Optional.empty();

    /** @param key for instance {@code pixels.heat} */
    protected Plot(Desk desk, String key) {
        super(AccessibleRole.CANVAS);
        this.desk = desk;
        this.key = key;
        setName("theory." + key);
        getAccessibleContext().setAccessibleName(desk.text("theory." + key + ".name"));
        setToolTipText(desk.messages().find("theory." + key + ".tip").orElse(null));
        setPreferredSize(UIScale.scale(new Dimension(300, 260)));
        setMinimumSize(UIScale.scale(new Dimension(120, 100)));
        JPopupMenu menu = new JPopupMenu();
        menu.add(new Act(desk.messages(), "savePng", "save", null, () -> SaveView.png(desk, this, key.replace('.', '-'))));
        JMenuItem gif = menu.add(new Act(desk.messages(), "saveGif", "film", null, () -> motion().ifPresent(m -> SaveView.gif(desk, this, m))));
        menu.addPopupMenuListener(new PopupMenuListener() {
            @Override
            public void popupMenuWillBecomeVisible(PopupMenuEvent e) {
                gif.setVisible(motion().isPresent());
            }

            @Override
            public void popupMenuWillBecomeInvisible(PopupMenuEvent e) { }

            @Override
            public void popupMenuCanceled(PopupMenuEvent e) { }
        });
        setComponentPopupMenu(menu);
    }

    /** Lets this view be saved as frames of what its chapter plays: {@code maker} plays it and paints the view that it is given. */
    final void movesAs(Function<JComponent, Optional<Motion>> maker) {
        frames = maker;
    }

    protected final Desk desk() {
        return desk;
    }

    /** Paints everything but the ground. The graphics are smooth and belong to the painter; sizes are {@link #getWidth}, {@link #getHeight}. */
    protected abstract void paintPlot(Graphics2D g);

    /** The view as frames; empty if nothing in it moves, or nothing now. Asking changes nothing. */
    protected Optional<Motion> motion() {
        return frames.apply(this);
    }

    @Override
    protected final void paintComponent(Graphics g) {
        Graphics2D g2 = (Graphics2D) g.create();
        g2.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        g2.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
        g2.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        g2.setColor(Ink.background());
        double arc = UIScale.scale(12f);
        g2.fill(new RoundRectangle2D.Double(0, 0, getWidth(), getHeight(), arc, arc));
        paintPlot(g2);
        g2.dispose();
    }
}
