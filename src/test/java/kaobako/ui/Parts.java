package kaobako.ui;

import java.awt.Component;
import java.awt.Container;
import java.util.ArrayList;
import java.util.List;
import javax.swing.AbstractButton;
import javax.swing.JComboBox;
import javax.swing.JComponent;
import javax.swing.JScrollBar;
import javax.swing.JSlider;
import javax.swing.JSpinner;
import javax.swing.text.JTextComponent;

/** Finds components of a window by their names. Event thread. */
final class Parts {
    private Parts() {}

    /** The one of this kind and name that is on the screen, or else the first. */
    static <T extends Component> T find(Container root, Class<T> kind, String name) {
        List<T> found = all(root, kind).stream().filter(c -> name.equals(c.getName())).toList();
        if (found.isEmpty()) throw new AssertionError("no " + kind.getSimpleName() + " named " + name);
        return found.stream().filter(Component::isShowing).findFirst().orElse(found.get(0));
    }

    static <T extends Component> List<T> all(Container root, Class<T> kind) {
        List<T> found = new ArrayList<>();
        collect(root, kind, found);
        return found;
    }

    /** Controls that have nothing to say to those who hear the window. */
    static List<String> nameless(Container root) {
        return all(root, JComponent.class).stream()
                .filter(c -> c instanceof AbstractButton || c instanceof JSlider || c instanceof JComboBox || c instanceof JSpinner
                        || c instanceof JTextComponent && c.isFocusable() && !(c.getParent() instanceof JSpinner.DefaultEditor))
                .filter(c -> !(c.getParent() instanceof JComboBox || c.getParent() instanceof JSpinner || c.getParent() instanceof JScrollBar))
                .filter(c -> c.getAccessibleContext().getAccessibleName() == null || c.getAccessibleContext().getAccessibleName().isBlank())
                .map(c -> c.getClass().getSimpleName() + " " + c.getName()).toList();
    }

    private static <T extends Component> void collect(Container root, Class<T> kind, List<T> found) {
        for (Component child : root.getComponents()) {
            if (kind.isInstance(child)) found.add(kind.cast(child));
            if (child instanceof Container container) collect(container, kind, found);
        }
    }
}
