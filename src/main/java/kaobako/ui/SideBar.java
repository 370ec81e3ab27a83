package kaobako.ui;

import com.formdev.flatlaf.FlatClientProperties;
import java.awt.Component;
import java.awt.event.InputEvent;
import java.awt.event.KeyEvent;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import javax.swing.ButtonGroup;
import javax.swing.JComponent;
import javax.swing.JLabel;
import javax.swing.JPanel;
import javax.swing.JToggleButton;
import javax.swing.KeyStroke;
import javax.swing.SwingConstants;
import net.miginfocom.swing.MigLayout;

/** The workspaces, one above the other: icon and name; Ctrl+1, Ctrl+2, .. open them. */
final class SideBar extends JPanel {
    private final Map<String, JToggleButton> buttons = new LinkedHashMap<>();

    SideBar(Messages messages, List<Workspace> workspaces, Consumer<String> opened) {
        // the paddings would be those of the theme before this style is known, and after it with another theme
        super(new MigLayout("novisualpadding, insets 10 6 10 6, gapy 4, wrap 1, fillx", "[72!, fill]"));
        putClientProperty(FlatClientProperties.STYLE_CLASS, "sidebar");
        JLabel logo = new JLabel(Icons.of("logo", 34));
        logo.setToolTipText(messages.text("app.name"));
        add(logo, "align center, gapbottom 10");
        ButtonGroup group = new ButtonGroup();
        for (Workspace workspace : workspaces) {
            int number = buttons.size() + 1;
            JToggleButton button = button(messages, workspace.key(), number);
            button.addActionListener(e -> opened.accept(workspace.key()));
            group.add(button);
            buttons.put(workspace.key(), button);
            // the last one is about the program, not about pictures
            add(button, number == workspaces.size() ? "pushy, aligny bottom, growy 0" : "");
        }
    }

    private JToggleButton button(Messages messages, String key, int number) {
        JToggleButton button = new JToggleButton(messages.text("workspace." + key), Icons.of(key, 22, "Kaobako.sidebarForeground"));
        button.setSelectedIcon(Icons.of(key, 22, "Component.accentColor"));
        button.setName("workspace-" + key);
        button.setVerticalTextPosition(SwingConstants.BOTTOM);
        button.setHorizontalTextPosition(SwingConstants.CENTER);
        button.putClientProperty(FlatClientProperties.STYLE_CLASS, "workspace");
        button.setToolTipText(messages.text("workspace." + key + ".tip") + "  (Ctrl+" + number + ")");
        int condition = JComponent.WHEN_IN_FOCUSED_WINDOW;
        button.getInputMap(condition).put(KeyStroke.getKeyStroke(KeyEvent.VK_0 + number, InputEvent.CTRL_DOWN_MASK), "open");
        button.getActionMap().put("open", new javax.swing.AbstractAction() {
            @Override
            public void actionPerformed(java.awt.event.ActionEvent e) {
                button.doClick(0);
            }
        });
        return button;
    }

    void select(String key) {
        buttons.get(key).setSelected(true);
    }

    Component button(String key) {
        return buttons.get(key);
    }
}
