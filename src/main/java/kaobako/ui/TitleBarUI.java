package kaobako.ui;

import com.formdev.flatlaf.ui.FlatRootPaneUI;
import com.formdev.flatlaf.ui.FlatTitlePane;
import java.awt.event.ActionListener;
import java.util.List;
import javax.swing.JButton;
import javax.swing.JComponent;
import javax.swing.JRootPane;
import javax.swing.UIManager;
import javax.swing.plaf.ComponentUI;

/** The look's own bar above windows and dialogs; its buttons have names in the window's language, to be read and to be heard. */
public final class TitleBarUI extends FlatRootPaneUI {
    /** What the look calls its buttons. */
    private static final List<String> BUTTONS = List.of("Iconify", "Maximize", "Restore", "Close");
    private static final String NAME = "Kaobako.titleBar.";

    /** As Swing asks for it. */
    public static ComponentUI createUI(JComponent root) {
        return new TitleBarUI();
    }

    /** For bars that are made from here on. */
    static void speak(Messages messages) {
        UIManager.put("RootPaneUI", TitleBarUI.class.getName());
        for (String button : BUTTONS) UIManager.put(NAME + button, messages.text("titleBar." + button));
    }

    @Override
    protected FlatTitlePane createTitlePane() {
        return new Bar(rootPane);
    }

    private static final class Bar extends FlatTitlePane {
        Bar(JRootPane root) {
            super(root);
        }

        @Override
        protected JButton createButton(String icon, String english, ActionListener action) {
            String name = UIManager.getString(NAME + english);
            JButton button = super.createButton(icon, name == null ? english : name, action);
            button.setToolTipText(name);
            return button;
        }
    }
}
