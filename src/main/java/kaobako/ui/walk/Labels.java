package kaobako.ui.walk;

import javax.swing.JComponent;
import javax.swing.JLabel;
import kaobako.ui.Desk;

/** Small words above controls. */
final class Labels {
    private Labels() {}

    /** The message {@code key}, with {@code key.tip} as its tooltip. */
    static JLabel of(Desk desk, String key, JComponent control) {
        JLabel label = new JLabel(desk.text(key));
        label.putClientProperty("FlatLaf.styleClass", "small");
        label.setLabelFor(control);
        label.setToolTipText(desk.text(key + ".tip"));
        return label;
    }

    static JLabel heading(String words) {
        JLabel label = new JLabel(words);
        label.putClientProperty("FlatLaf.styleClass", "h4");
        return label;
    }
}
