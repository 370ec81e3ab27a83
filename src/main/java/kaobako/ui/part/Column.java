package kaobako.ui.part;

import javax.swing.BorderFactory;
import javax.swing.JScrollPane;
import javax.swing.ScrollPaneConstants;
import net.miginfocom.swing.MigLayout;

/** Controls below each other. */
public class Column extends ScrollsDown {
    private static final int LINE = 20;

    /** As the first two constraints of {@link MigLayout}. */
    public Column(String layout, String columns) {
        super(new MigLayout(layout, columns), LINE);
    }

    /** A borderless scroll pane around it. */
    public JScrollPane scrolling() {
        JScrollPane scroll = new JScrollPane(this, ScrollPaneConstants.VERTICAL_SCROLLBAR_AS_NEEDED,
                ScrollPaneConstants.HORIZONTAL_SCROLLBAR_NEVER);
        scroll.setBorder(BorderFactory.createEmptyBorder());
        return scroll;
    }
}
