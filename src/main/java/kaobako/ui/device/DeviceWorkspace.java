package kaobako.ui.device;

import com.formdev.flatlaf.util.UIScale;
import java.awt.BorderLayout;
import java.awt.Dimension;
import java.awt.Rectangle;
import java.util.List;
import javax.swing.BorderFactory;
import javax.swing.JComponent;
import javax.swing.JLabel;
import javax.swing.JPanel;
import javax.swing.JScrollPane;
import javax.swing.ScrollPaneConstants;
import javax.swing.Scrollable;
import kaobako.ui.Desk;
import kaobako.ui.Workspace;
import net.miginfocom.swing.MigLayout;

/** Device & settings: what computes here, how the program looks, where its files are, and what it is made of. */
public final class DeviceWorkspace implements Workspace {
    private final JPanel all = new JPanel(new BorderLayout());

    public DeviceWorkspace(Desk desk) {
        Column column = new Column();
        List<JComponent> sections = List.of(new DeviceSection(desk), new LookSection(desk), new FolderSection(desk), new AboutSection(desk));
        List<String> titles = List.of("settings.devices", "settings.look", "settings.folders", "settings.about");
        for (int i = 0; i < sections.size(); i++) {
            JLabel title = new JLabel(desk.text(titles.get(i)));
            title.putClientProperty("FlatLaf.styleClass", "h3");
            column.add(title, i == 0 ? "" : "gaptop 18");
            column.add(sections.get(i));
        }
        JScrollPane scroll = new JScrollPane(column, ScrollPaneConstants.VERTICAL_SCROLLBAR_AS_NEEDED, ScrollPaneConstants.HORIZONTAL_SCROLLBAR_NEVER);
        scroll.setBorder(BorderFactory.createEmptyBorder());
        scroll.getVerticalScrollBar().setUnitIncrement(UIScale.scale(20));
        all.add(scroll, BorderLayout.CENTER);
    }

    @Override
    public String key() {
        return "device";
    }

    @Override
    public JComponent component() {
        return all;
    }

    /** As wide as the window and no wider, so that only its height scrolls. */
    private static final class Column extends JPanel implements Scrollable {
        Column() {
            super(new MigLayout("insets 18 24 24 24, wrap 1, fillx, gapy 8", "[grow, fill, 300:860:860]"));
        }

        @Override
        public Dimension getPreferredScrollableViewportSize() {
            return getPreferredSize();
        }

        @Override
        public int getScrollableUnitIncrement(Rectangle visible, int orientation, int direction) {
            return UIScale.scale(20);
        }

        @Override
        public int getScrollableBlockIncrement(Rectangle visible, int orientation, int direction) {
            return visible.height;
        }

        @Override
        public boolean getScrollableTracksViewportWidth() {
            return true;
        }

        @Override
        public boolean getScrollableTracksViewportHeight() {
            return false;
        }
    }
}
