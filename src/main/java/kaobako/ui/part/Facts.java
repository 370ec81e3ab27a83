package kaobako.ui.part;

import java.awt.Dimension;
import java.util.Map;
import javax.swing.JComponent;
import javax.swing.JLabel;
import javax.swing.JPanel;
import javax.swing.JTextArea;
import javax.swing.SwingUtilities;
import javax.swing.text.View;
import net.miginfocom.swing.MigLayout;

/** Names and values, one pair a line; values can be selected and copied. */
public final class Facts extends JPanel {
    /** What a text area leaves free of its width, in pixels, and one for luck in rounding. */
    private static final int CARET = 2;

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

    /** As high as its words are where the panel ends: its own width may still be that of an earlier layout. */
    private final class Value extends JTextArea {
        Value(String value) {
            super(value);
        }

        @Override
        public Dimension getPreferredSize() {
            Dimension wanted = super.getPreferredSize();
            int room = Facts.this.getWidth() - getX() - CARET;
            if (getX() == 0 || room <= 0) return wanted;
            View words = getUI().getRootView(this);
            words.setSize(room, Integer.MAX_VALUE);
            return new Dimension(wanted.width, (int) Math.ceil(words.getPreferredSpan(View.Y_AXIS)));
        }
    }

    private JComponent value(String name, String value) {
        JTextArea words = Words.styled(new Value(value), "default");
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
