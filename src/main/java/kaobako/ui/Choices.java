package kaobako.ui;

import java.awt.Component;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Function;
import javax.swing.DefaultComboBoxModel;
import javax.swing.DefaultListCellRenderer;
import javax.swing.JComboBox;
import javax.swing.JList;

/** Combo boxes of things that are shown by name. Event thread. */
public final class Choices {
    private static final String SETTING = "kaobako.setting";

    private Choices() {}

    /** @param key message of its accessible name, and its name for tests */
    public static <T> JComboBox<T> of(Desk desk, String key, List<T> values, Function<T, String> name, Consumer<T> chosen) {
        JComboBox<T> box = new JComboBox<>();
        box.setName(key);
        box.getAccessibleContext().setAccessibleName(desk.text(key));
        box.setRenderer(new Named<>(name));
        replace(box, values);
        box.addActionListener(e -> {
            if (box.getClientProperty(SETTING) == null && box.getSelectedIndex() >= 0) chosen.accept(box.getItemAt(box.getSelectedIndex()));
        });
        return box;
    }

    /** Selects without telling. */
    public static <T> void select(JComboBox<T> box, T value) {
        if (Objects.equals(box.getSelectedItem(), value)) return;
        box.putClientProperty(SETTING, true);
        box.setSelectedItem(value);
        box.putClientProperty(SETTING, null);
    }

    /** Offers other values, without telling. */
    public static <T> void replace(JComboBox<T> box, List<T> values) {
        box.putClientProperty(SETTING, true);
        DefaultComboBoxModel<T> model = new DefaultComboBoxModel<>();
        values.forEach(model::addElement);
        box.setModel(model);
        box.putClientProperty(SETTING, null);
    }

    private static final class Named<T> extends DefaultListCellRenderer {
        private final transient Function<T, String> name;

        Named(Function<T, String> name) {
            this.name = name;
        }

        @Override
        @SuppressWarnings("unchecked")
        public Component getListCellRendererComponent(JList<?> list, Object value, int index, boolean selected, boolean focused) {
            return super.getListCellRendererComponent(list, value == null ? "" : name.apply((T) value), index, selected, focused);
        }
    }
}
