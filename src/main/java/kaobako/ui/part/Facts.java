package kaobako.ui.part;

import java.util.Map;
import javax.swing.JComponent;
import javax.swing.JLabel;
import javax.swing.JPanel;
import javax.swing.JTextArea;
import javax.swing.SwingUtilities;
import net.miginfocom.swing.MigLayout;

/** Names and values, one pair a line; values can be selected and copied. */
public final class Facts extends JPanel {
    private int height;

    public Facts() {
        super(new MigLayout("insets 0, wrap 2, gapy 3, gapx 14", "[][grow, fill]"));
        setOpaque(false);
    }

    public void show(Map<String, String> lines) {
        removeAll();
        lines.forEach((name, value) -> {
            JLabel label = new JLabel(name);
            label.setEnabled(false);
            add(label, "aligny top");
            add(value(name, value), "wmin 40");
        });
        revalidate();
        repaint();
    }

    private static JComponent value(String name, String value) {
        JTextArea words = Words.paragraph("default", value);
        words.setFocusable(true);
        words.setToolTipText(value);
        words.getAccessibleContext().setAccessibleName(name);
        return words;
    }

    /** How high it must be shows only when it is as wide as it will be, which those around it are told, once for each height. */
    @Override
    public void doLayout() {
        super.doLayout();
        int now = getPreferredSize().height;
        if (now != height && now != getHeight()) SwingUtilities.invokeLater(this::revalidate);
        height = now;
    }
}
