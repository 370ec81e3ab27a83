package kaobako.ui.part;

import com.formdev.flatlaf.util.UIScale;
import java.awt.Dimension;
import javax.swing.BorderFactory;
import javax.swing.JComponent;
import javax.swing.JSplitPane;
import kaobako.ui.Desk;

/** Pictures on the left, their controls on the right; where the line between them is, is remembered. */
public final class SidePanel {
    private static final int WIDTH = 312;

    private SidePanel() {}

    /** @param place name of the line's place in the settings */
    public static JSplitPane beside(Desk desk, JComponent left, JComponent panel, String place) {
        panel.setMinimumSize(UIScale.scale(new Dimension(260, 100)));
        panel.setPreferredSize(new Dimension(UIScale.scale(desk.settings().place(place, WIDTH)), 100));
        left.setMinimumSize(UIScale.scale(new Dimension(280, 100)));
        JSplitPane split = new JSplitPane(JSplitPane.HORIZONTAL_SPLIT, left, panel);
        split.setResizeWeight(1);
        split.setBorder(BorderFactory.createEmptyBorder());
        split.addPropertyChangeListener(JSplitPane.DIVIDER_LOCATION_PROPERTY, e -> {
            if (panel.getWidth() > 0 && split.isShowing()) desk.change(s -> s.withPlace(place, UIScale.unscale(panel.getWidth())));
        });
        return split;
    }
}
