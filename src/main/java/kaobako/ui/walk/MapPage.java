package kaobako.ui.walk;

import java.awt.BorderLayout;
import java.awt.Point;
import java.util.List;
import javax.swing.JButton;
import javax.swing.JPanel;
import kaobako.diffusion.SeedMix;
import kaobako.generate.SeedMap;
import kaobako.studio.Atlas;
import kaobako.ui.Act;
import kaobako.ui.Desk;

/** The map of blends between four corners. */
final class MapPage extends JPanel {
    private static final double ZOOM = 2;

    private final Desk desk;
    private final MapView view;
    private final MapPanel panel;
    private final List<JButton> buttons;

    MapPage(Desk desk) {
        super(new BorderLayout());
        this.desk = desk;
        view = new MapView(desk, this::open);
        panel = new MapPanel(desk, this);
        add(view, BorderLayout.CENTER);
        buttons = List.of(act("mapOut", "minus", "MINUS", () -> view.zoom(1 / ZOOM)), act("mapIn", "plus", "EQUALS", () -> view.zoom(ZOOM)),
                act("mapFit", "fit", "0", view::fit));
        setTransferHandler(new PictureDrop(desk, this::dropped));
        desk.walk().onChange(this::showControls);
        desk.draw().onChange(this::showControls);
    }

    private JButton act(String name, String icon, String key, Runnable body) {
        return new Act(desk.messages(), name, icon, key, body).bind(view, WHEN_FOCUSED).iconButton();
    }

    private void open(SeedMap.Point point) {
        panel.open(view.mix(point));
    }

    /** The corner in whose quarter it fell. */
    private void dropped(List<SeedMix> seeds, Point at) {
        int corner = (at.x > getWidth() / 2 ? 1 : 0) + (at.y > getHeight() / 2 ? 2 : 0);
        if (seeds.get(0).parts().size() > SeedMap.MOST_CORNER_PARTS) desk.say(desk.text("map.tooMixed", SeedMap.MOST_CORNER_PARTS));
        else desk.walk().change(c -> c.withCorner(corner, seeds.get(0)));
    }

    private void showControls() {
        view.show(desk.walk().controls().map());
    }

    void opened() {
        showControls();
        view.requestFocusInWindow();
    }

    MapPanel panel() {
        return panel;
    }

    /** Closer, farther, the whole. */
    List<JButton> buttons() {
        return buttons;
    }

    String words() {
        return desk.text(desk.walk().atlas().map(Atlas::isDrawing).orElse(false) ? "map.drawing" : "map.hint");
    }
}
