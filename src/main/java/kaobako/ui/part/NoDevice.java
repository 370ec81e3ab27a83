package kaobako.ui.part;

import java.util.Locale;
import javax.swing.JButton;
import javax.swing.JLabel;
import javax.swing.JPanel;
import javax.swing.JTextArea;
import kaobako.studio.Problem;
import kaobako.ui.Act;
import kaobako.ui.Desk;
import kaobako.ui.Icons;
import net.miginfocom.swing.MigLayout;

/** Stands where pictures would be if there is no device: what to install on this system, and a button to look again. */
public final class NoDevice extends JPanel {
    private final Desk desk;
    private final JTextArea found = Words.paragraph("default");

    public NoDevice(Desk desk) {
        super(new MigLayout("wrap 1, insets 40, gapy 12", "push[480:560:, fill]push", "push[][][][][][]push"));
        this.desk = desk;
        setName("no-device");
        add(new JLabel(Icons.of("device", 56, "Kaobako.waiting")), "align center, growx 0");
        JLabel title = new JLabel(desk.text("nodevice.title"));
        title.putClientProperty("FlatLaf.styleClass", "h2");
        add(title, "align center, growx 0");
        add(Words.paragraph("default", desk.text("nodevice.what")));
        add(Words.paragraph("default", desk.text("nodevice." + system())));
        add(found);
        Act retry = new Act(desk.messages(), "retry", "restore", "F5", this::retry)
                .bind(this, WHEN_IN_FOCUSED_WINDOW);
        JButton button = retry.button();
        button.putClientProperty("JButton.buttonType", "roundRect");
        add(button, "align center, growx 0");
    }

    /** What the search said. */
    public void show(Problem problem) {
        found.setText(desk.text("nodevice.found", desk.messages().say(problem.said())));
    }

    private void retry() {
        desk.then(desk.studio().connect(), state -> { });
    }

    private static String system() {
        String os = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        return os.contains("mac") ? "mac" : os.contains("win") ? "windows" : "linux";
    }
}
