package kaobako.ui.part;

import javax.swing.BorderFactory;
import javax.swing.JTextArea;
import javax.swing.text.DefaultCaret;

/** Text that wraps and can be read and copied, not edited. */
public final class Words {
    private Words() {}

    /** @param styleClass of the theme's fonts, for instance {@code small} */
    public static JTextArea paragraph(String styleClass) {
        return styled(new JTextArea(), styleClass);
    }

    /** Makes any text area one. */
    static JTextArea styled(JTextArea area, String styleClass) {
        // new words must not scroll the page to themselves
        DefaultCaret still = new DefaultCaret();
        still.setUpdatePolicy(DefaultCaret.NEVER_UPDATE);
        area.setCaret(still);
        area.setEditable(false);
        area.setFocusable(false);
        area.setLineWrap(true);
        area.setWrapStyleWord(true);
        area.setOpaque(false);
        area.setBorder(BorderFactory.createEmptyBorder());
        area.putClientProperty("FlatLaf.styleClass", styleClass);
        return area;
    }

    public static JTextArea paragraph(String styleClass, String words) {
        JTextArea area = paragraph(styleClass);
        area.setText(words);
        return area;
    }
}
