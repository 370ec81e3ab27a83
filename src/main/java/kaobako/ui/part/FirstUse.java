package kaobako.ui.part;

import java.util.Optional;
import javax.swing.JLabel;
import javax.swing.JPanel;
import javax.swing.JProgressBar;
import kaobako.studio.Building;
import kaobako.studio.DeviceFacts;
import kaobako.studio.DeviceState;
import kaobako.ui.Desk;
import kaobako.ui.Icons;
import kaobako.ui.Poll;
import net.miginfocom.swing.MigLayout;

/** Stands where pictures will be while a device is checked for the first time: what is going on, how far it is, and that it is done once. */
public final class FirstUse extends JPanel {
    private final Desk desk;
    private final JLabel title = new JLabel();
    private final JProgressBar bar = new JProgressBar(0, 1);
    private final JLabel step = new JLabel();

    /** Invisible parts cost nothing: builds are looked at while this is on the screen. */
    public FirstUse(Desk desk) {
        super(new MigLayout("wrap 1, insets 40, gapy 12", "push[360:460:, fill]push", "push[][][][][]push"));
        this.desk = desk;
        setName("first-use");
        add(new JLabel(Icons.of("logo", 96)), "align center, growx 0");
        title.putClientProperty("FlatLaf.styleClass", "h2");
        add(title, "align center, growx 0");
        add(Words.paragraph("default", desk.text("firstuse.what")));
        bar.getAccessibleContext().setAccessibleName(desk.text("job.PREPARE"));
        add(bar, "h 8!");
        step.setEnabled(false);
        step.setName("first-use-step");
        add(step, "align center, growx 0");
        Poll.of(this, Poll.SLOW, desk.studio()::building, this::show);
    }

    /** Which device it is. */
    public void show(DeviceState state) {
        title.setText(desk.text("firstuse.title", state.chosen().map(DeviceFacts::shortName).orElse("")));
    }

    private void show(Optional<Building> building) {
        bar.setIndeterminate(building.isEmpty());
        building.ifPresent(b -> {
            bar.setMaximum(b.count());
            bar.setValue(b.index());
        });
        step.setText(building.map(b -> desk.text("firstuse.building", b.index(), b.count(), b.kernel())).orElse(desk.text("firstuse.checking")));
    }
}
