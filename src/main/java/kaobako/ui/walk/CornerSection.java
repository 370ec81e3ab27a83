package kaobako.ui.walk;

import java.awt.event.FocusAdapter;
import java.awt.event.FocusEvent;
import java.util.ArrayList;
import java.util.List;
import javax.swing.JPanel;
import kaobako.diffusion.SeedMix;
import kaobako.studio.Atlas;
import kaobako.ui.Act;
import kaobako.ui.Desk;
import kaobako.ui.Poll;
import kaobako.ui.WalkState;
import kaobako.ui.part.Pick;
import net.miginfocom.swing.MigLayout;

/** The four corners of the map as they lie: pictures with seeds to type, dice for all of them. */
final class CornerSection extends JPanel {
    private static final List<String> NAMES = List.of("map.topLeft", "map.topRight", "map.bottomLeft", "map.bottomRight");

    private final Desk desk;
    private final List<KeyTile> tiles = new ArrayList<>();
    private final List<SeedField> fields = new ArrayList<>();

    CornerSection(Desk desk) {
        super(new MigLayout("insets 0, wrap 2, fillx, gapy 4", "[sg, grow, fill][sg, grow, fill]"));
        this.desk = desk;
        setOpaque(false);
        add(Labels.heading(desk.text("map.corners")), "gaptop 12");
        add(new Act(desk.messages(), "rollMap", "dice", "ctrl R", this::roll).bind(this, WHEN_IN_FOCUSED_WINDOW).iconButton(),
                "align right, growx 0, gaptop 12");
        for (int i = 0; i < 4; i++) {
            int corner = i;
            KeyTile tile = new KeyTile(desk, "corner", KeyTile.Caption.NONE);
            // shown, not chosen: the field below is what the keyboard needs
            tile.setFocusable(false);
            SeedField field = new SeedField(desk, NAMES.get(i), mix -> desk.walk().change(c -> c.withCorner(corner, mix)));
            field.setName("corner-" + i);
            field.addFocusListener(new FocusAdapter() {
                @Override
                public void focusLost(FocusEvent e) {
                    if (!field.getText().equals(Pick.caption(desk.walk().controls().corners().get(corner)))) field.accept();
                }
            });
            tiles.add(tile);
            fields.add(field);
            JPanel cell = new JPanel(new MigLayout("insets 0, wrap 1, fillx, gapy 0", "[fill, grow]"));
            cell.setOpaque(false);
            cell.add(tile, "h 72!");
            cell.add(field, "wmin 40");
            add(cell);
        }
        desk.walk().onChange(this::showCorners);
        Poll.of(this, Poll.SLOW, () -> desk.walk().atlas().<Object>map(Atlas::version).orElse(this), version -> showCorners());
        showCorners();
    }

    private void showCorners() {
        for (int i = 0; i < 4; i++) {
            SeedMix mix = desk.walk().controls().corners().get(i);
            String caption = Pick.caption(mix);
            tiles.get(i).show(mix, desk.walk().atlas().flatMap(a -> a.picture(mix)), desk.text(NAMES.get(i)) + ": " + caption);
            if (!fields.get(i).isFocusOwner()) fields.get(i).setText(caption);
        }
    }

    private void roll() {
        desk.walk().change(c -> c.withCorner(0, WalkState.roll()).withCorner(1, WalkState.roll()).withCorner(2, WalkState.roll())
                .withCorner(3, WalkState.roll()));
    }
}
