package kaobako.ui.theory;

import java.util.List;
import java.util.function.Consumer;
import javax.swing.ButtonGroup;
import javax.swing.JToggleButton;
import kaobako.ui.Desk;

/** Flat buttons of which one is down; their names and messages are {@code KEY.VALUE} and {@code KEY.VALUE.tip}. Event thread. */
final class Choice<T extends Enum<T>> {
    private final List<T> values;
    private final List<JToggleButton> buttons;

    /** The first value is down at first, without being told. @param chosen told of every press */
    Choice(Desk desk, String key, List<T> values, Consumer<T> chosen) {
        this.values = values;
        ButtonGroup group = new ButtonGroup();
        buttons = values.stream().map(value -> {
            JToggleButton button = new JToggleButton(desk.text(key + "." + value), value == values.get(0));
            button.setName(key + "." + value);
            button.setToolTipText(desk.text(key + "." + value + ".tip"));
            button.putClientProperty("JButton.buttonType", "toolBarButton");
            button.addActionListener(e -> chosen.accept(value));
            group.add(button);
            return button;
        }).toList();
    }

    List<JToggleButton> buttons() {
        return buttons;
    }

    /** As if the user had pressed it. */
    void press(T value) {
        buttons.get(values.indexOf(value)).doClick(0);
    }
}
