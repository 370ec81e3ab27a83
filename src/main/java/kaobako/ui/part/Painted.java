package kaobako.ui.part;

import java.awt.event.ActionEvent;
import java.awt.event.FocusEvent;
import java.awt.event.FocusListener;
import javax.accessibility.AccessibleContext;
import javax.accessibility.AccessibleRole;
import javax.swing.AbstractAction;
import javax.swing.JComponent;
import javax.swing.KeyStroke;

/** A component that paints itself, and that screen readers can name: a bare JComponent has nothing to tell them. */
public abstract class Painted extends JComponent {
    private final AccessibleRole role;

    protected Painted(AccessibleRole role) {
        this.role = role;
    }

    /** Does something when a key is pressed that Swing writes so, as {@code "LEFT"}, while this has the focus. */
    protected void key(String stroke, Runnable body) {
        getInputMap().put(KeyStroke.getKeyStroke(stroke), stroke);
        getActionMap().put(stroke, new AbstractAction() {
            @Override
            public void actionPerformed(ActionEvent e) {
                body.run();
            }
        });
    }

    /** Paints anew whenever the focus comes or goes: for what looks otherwise then. */
    protected void showFocus() {
        addFocusListener(new FocusListener() {
            @Override
            public void focusGained(FocusEvent e) {
                repaint();
            }

            @Override
            public void focusLost(FocusEvent e) {
                repaint();
            }
        });
    }

    @Override
    public AccessibleContext getAccessibleContext() {
        if (accessibleContext == null) {
            accessibleContext = new AccessibleJComponent() {
                @Override
                public AccessibleRole getAccessibleRole() {
                    return role;
                }
            };
        }
        return accessibleContext;
    }
}
