package kaobako.ui;

import java.awt.Toolkit;
import java.awt.event.ActionEvent;
import java.awt.event.InputEvent;
import javax.swing.AbstractAction;
import javax.swing.Action;
import javax.swing.JButton;
import javax.swing.JComponent;
import javax.swing.KeyStroke;

/** An action with a name, an icon, a tooltip and a key; its words are {@code action.NAME} and {@code action.NAME.tip}. */
public final class Act extends AbstractAction {
    private final String tip;
    private final Runnable body;

    /** @param keyOrNull as {@link KeyStroke#getKeyStroke(String)} reads it; null for none */
    public Act(Messages messages, String name, String icon, String keyOrNull, Runnable body) {
        super(messages.text("action." + name));
        this.body = body;
        KeyStroke key = keyOrNull == null ? null : stroke(keyOrNull);
        tip = messages.text("action." + name + ".tip") + (key == null ? "" : "  (" + text(key) + ")");
        putValue(ACTION_COMMAND_KEY, name);
        putValue(SHORT_DESCRIPTION, tip);
        putValue(ACCELERATOR_KEY, key);
        putValue(SMALL_ICON, Icons.of(icon, 16));
    }

    @Override
    public void actionPerformed(ActionEvent e) {
        body.run();
    }

    /** Switches it on, or off with the reason as its tooltip. */
    public void enableUnless(String reasonOrEmpty) {
        setEnabled(reasonOrEmpty.isEmpty());
        putValue(SHORT_DESCRIPTION, reasonOrEmpty.isEmpty() ? tip : reasonOrEmpty);
    }

    /** Makes its key work wherever the focus is inside the component, or its whole window. */
    public Act bind(JComponent component, int condition) {
        Object name = getValue(ACTION_COMMAND_KEY);
        if (getValue(ACCELERATOR_KEY) instanceof KeyStroke key) component.getInputMap(condition).put(key, name);
        component.getActionMap().put(name, this);
        return this;
    }

    /** Makes its key work wherever the focus is in the window, while the component shows. */
    public Act inWindowOf(JComponent component) {
        return bind(component, JComponent.WHEN_IN_FOCUSED_WINDOW);
    }

    /** A button with icon and name. */
    public JButton button() {
        JButton button = new JButton(this);
        button.setName((String) getValue(ACTION_COMMAND_KEY));
        return button;
    }

    /** A flat button with the icon alone; its name is for those who hear it. */
    public JButton iconButton() {
        JButton button = button();
        button.setHideActionText(true);
        button.putClientProperty("JButton.buttonType", "toolBarButton");
        button.getAccessibleContext().setAccessibleName((String) getValue(Action.NAME));
        return button;
    }

    /** The key that selects one more with a click, as this system's users know it. */
    public static String control() {
        return InputEvent.getModifiersExText(Toolkit.getDefaultToolkit().getMenuShortcutKeyMaskEx());
    }

    /** A key as this system's users know it. */
    static String key(String key) {
        return text(stroke(key));
    }

    /** Command in place of Control on a Mac. */
    private static KeyStroke stroke(String text) {
        KeyStroke key = KeyStroke.getKeyStroke(text);
        int menu = Toolkit.getDefaultToolkit().getMenuShortcutKeyMaskEx();
        boolean control = (key.getModifiers() & InputEvent.CTRL_DOWN_MASK) != 0;
        if (!control || menu == InputEvent.CTRL_DOWN_MASK) return key;
        // both the old and the new bit of Control
        int others = key.getModifiers() & ~(InputEvent.CTRL_DOWN_MASK | 2);
        return KeyStroke.getKeyStroke(key.getKeyCode(), others | menu);
    }

    private static String text(KeyStroke key) {
        String modifiers = InputEvent.getModifiersExText(key.getModifiers());
        String name = java.awt.event.KeyEvent.getKeyText(key.getKeyCode());
        return modifiers.isEmpty() ? name : modifiers + "+" + name;
    }
}
