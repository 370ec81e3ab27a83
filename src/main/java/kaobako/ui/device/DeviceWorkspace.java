package kaobako.ui.device;

import java.awt.BorderLayout;
import java.util.List;
import javax.swing.JComponent;
import javax.swing.JLabel;
import javax.swing.JPanel;
import kaobako.ui.Desk;
import kaobako.ui.Workspace;
import kaobako.ui.part.Column;

/** Device & settings: what computes here, how the program looks, where its files are, and what it is made of. */
public final class DeviceWorkspace implements Workspace {
    private final DeviceSection devices;
    private final JPanel all = new JPanel(new BorderLayout());

    public DeviceWorkspace(Desk desk) {
        devices = new DeviceSection(desk);
        Column column = new Column("insets 18 24 24 24, wrap 1, fillx, gapy 8", "[grow, fill, 300:860:860]");
        List<JComponent> sections = List.of(devices, new LookSection(desk), new FolderSection(desk), new AboutSection(desk));
        List<String> titles = List.of("settings.devices", "settings.look", "settings.folders", "settings.about");
        for (int i = 0; i < sections.size(); i++) {
            JLabel title = new JLabel(desk.text(titles.get(i)));
            title.putClientProperty("FlatLaf.styleClass", "h3");
            column.add(title, i == 0 ? "" : "gaptop 18");
            column.add(sections.get(i));
        }
        all.add(column.scrolling(), BorderLayout.CENTER);
    }

    @Override
    public String key() {
        return "device";
    }

    @Override
    public JComponent component() {
        return all;
    }

    @Override
    public void opened() {
        devices.opened();
    }
}
