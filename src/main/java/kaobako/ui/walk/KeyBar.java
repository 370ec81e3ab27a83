package kaobako.ui.walk;

import com.formdev.flatlaf.util.UIScale;
import java.awt.Dimension;
import java.util.List;
import javax.swing.BorderFactory;
import javax.swing.JLabel;
import javax.swing.JPanel;
import javax.swing.JScrollPane;
import javax.swing.ScrollPaneConstants;
import kaobako.diffusion.SeedMix;
import kaobako.ui.Act;
import kaobako.ui.Desk;
import kaobako.ui.WalkState;
import net.miginfocom.swing.MigLayout;

/** The row of keyframes with what adds and removes them. */
final class KeyBar extends JPanel {
    private final Desk desk;
    private final KeyRow row;
    private final SeedField field;

    KeyBar(Desk desk) {
        super(new MigLayout("insets 6 14 8 14, fillx, wrap 1, gapy 4", "[grow, fill]"));
        this.desk = desk;
        row = new KeyRow(desk);
        field = new SeedField(desk, "walk.addSeed", mix -> add(List.of(mix)));
        field.setName("key-seed");
        field.putClientProperty("JTextField.placeholderText", desk.text("walk.addSeed"));
        JPanel line = new JPanel(new MigLayout("insets 0, gapx 2, fillx", "[]8[]2[]2[]push[][][][]", "[center]"));
        line.setOpaque(false);
        JLabel title = new JLabel(desk.text("walk.keys"));
        title.putClientProperty("FlatLaf.styleClass", "h4");
        line.add(title);
        line.add(field);
        line.add(new Act(desk.messages(), "addKey", "plus", "ENTER", field::accept).iconButton());
        line.add(new Act(desk.messages(), "rollKey", "dice", "ctrl R", () -> add(List.of(WalkState.roll()))).bind(this, WHEN_IN_FOCUSED_WINDOW)
                .iconButton());
        row.acts().forEach(act -> line.add(act.iconButton()));
        add(line);
        JScrollPane scroll = new JScrollPane(row, ScrollPaneConstants.VERTICAL_SCROLLBAR_NEVER, ScrollPaneConstants.HORIZONTAL_SCROLLBAR_AS_NEEDED);
        scroll.setBorder(BorderFactory.createEmptyBorder());
        scroll.setOpaque(false);
        scroll.getViewport().setOpaque(false);
        int room = row.getPreferredSize().height + scroll.getHorizontalScrollBar().getPreferredSize().height;
        scroll.setPreferredSize(new Dimension(UIScale.scale(200), room));
        add(scroll, "h " + UIScale.unscale(room) + "!, wmin 80");
    }

    KeyRow row() {
        return row;
    }

    /** At the end, where it gets the focus. */
    void add(List<SeedMix> mixes) {
        desk.walk().add(mixes);
        field.setText("");
    }
}
