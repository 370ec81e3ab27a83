package kaobako.ui.draw;

import java.awt.event.FocusAdapter;
import java.awt.event.FocusEvent;
import javax.swing.JPanel;
import javax.swing.JTextField;
import javax.swing.JToggleButton;
import kaobako.studio.DrawControls;
import kaobako.ui.Act;
import kaobako.ui.Desk;
import kaobako.ui.Icons;
import net.miginfocom.swing.MigLayout;

/** The seed: a field that takes anything pasted that holds a number, previous and next, dice, and a lock that keeps it. */
final class SeedControl extends JPanel {
    private final Desk desk;
    private final JTextField field = new JTextField();
    private final JToggleButton lock = new JToggleButton();

    SeedControl(Desk desk) {
        super(new MigLayout("insets 0, gapx 2, fillx", "[grow, fill]6[][][][]", "[center]"));
        this.desk = desk;
        setOpaque(false);
        field.setName("seed");
        field.setColumns(8);
        field.setToolTipText(desk.text("draw.seed.tip"));
        field.getAccessibleContext().setAccessibleName(desk.text("draw.seed"));
        field.addActionListener(e -> accept());
        field.addFocusListener(new FocusAdapter() {
            @Override
            public void focusLost(FocusEvent e) {
                accept();
            }
        });
        add(field, "wmin 60");
        add(new Act(desk.messages(), "previousSeed", "previous", "ctrl COMMA", () -> step(-1)).bind(this, WHEN_IN_FOCUSED_WINDOW).iconButton());
        add(new Act(desk.messages(), "nextSeed", "next", "ctrl PERIOD", () -> step(1)).bind(this, WHEN_IN_FOCUSED_WINDOW).iconButton());
        add(new Act(desk.messages(), "rollSeed", "dice", "ctrl R", desk.draw()::roll).bind(this, WHEN_IN_FOCUSED_WINDOW).iconButton());
        lock.setName("seed-lock");
        lock.putClientProperty("JButton.buttonType", "toolBarButton");
        lock.setToolTipText(desk.text("seed.lock.tip"));
        lock.getAccessibleContext().setAccessibleName(desk.text("seed.lock"));
        lock.addActionListener(e -> desk.draw().change(c -> c.withSeedUse(
                lock.isSelected() ? DrawControls.SeedUse.KEEP : DrawControls.SeedUse.ROLL)));
        add(lock);
        showControls();
    }

    void showControls() {
        DrawControls controls = desk.draw().controls();
        String seed = Long.toString(controls.seed());
        if (!field.getText().equals(seed)) field.setText(seed);
        boolean kept = controls.seedUse() == DrawControls.SeedUse.KEEP;
        lock.setSelected(kept);
        lock.setIcon(Icons.of(kept ? "lock" : "unlock", 16, kept ? "Component.accentColor" : "Label.foreground"));
    }

    /** A seed that was typed is meant: it is kept. */
    void accept() {
        String text = field.getText().replaceAll("(?s)^[^0-9-]*(-?[0-9]+).*$", "$1");
        try {
            long seed = Long.parseLong(text);
            if (seed == desk.draw().controls().seed()) {
                showControls();
                return;
            }
            desk.draw().change(c -> c.withSeed(seed).withSeedUse(DrawControls.SeedUse.KEEP));
        } catch (NumberFormatException e) {
            desk.say(desk.text("seed.wrong", field.getText()));
            showControls();
        }
    }

    private void step(int by) {
        int far = by * desk.draw().controls().count();
        desk.draw().change(c -> c.withSeed(c.seed() + far).withSeedUse(DrawControls.SeedUse.KEEP));
    }
}
