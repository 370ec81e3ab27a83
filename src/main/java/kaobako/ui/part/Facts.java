package kaobako.ui.part;

import java.util.Map;
import javax.swing.BorderFactory;
import javax.swing.JComponent;
import javax.swing.JLabel;
import javax.swing.JPanel;
import javax.swing.JTextArea;
import javax.swing.JTextField;
import javax.swing.text.JTextComponent;
import net.miginfocom.swing.MigLayout;

/** Names and values, one pair a line; values can be selected and copied. */
public final class Facts extends JPanel {
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
        JTextComponent field = value.contains("\n") ? new JTextArea(value) : field(value);
        field.setEditable(false);
        field.setBorder(BorderFactory.createEmptyBorder());
        field.setOpaque(false);
        field.setToolTipText(value);
        field.setCaretPosition(0);
        field.getAccessibleContext().setAccessibleName(name);
        return field;
    }

    private static JTextField field(String value) {
        JTextField field = new JTextField(value);
        field.setColumns(0);
        return field;
    }
}
