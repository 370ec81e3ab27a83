package kaobako.ui.draw;

import java.util.EnumMap;
import java.util.Map;
import javax.swing.ButtonGroup;
import javax.swing.JPanel;
import javax.swing.JToggleButton;
import kaobako.studio.DrawControls;
import kaobako.ui.Desk;
import net.miginfocom.swing.MigLayout;

/** The presets as buttons; the one that the controls are is pressed, or none. */
final class PresetRow extends JPanel {
    private final ButtonGroup group = new ButtonGroup();
    private final Map<Preset, JToggleButton> buttons = new EnumMap<>(Preset.class);

    PresetRow(Desk desk) {
        super(new MigLayout("insets 0, gapx 4, fillx", "[sizegroup, fill, grow]"));
        setOpaque(false);
        for (Preset preset : Preset.values()) {
            JToggleButton button = new JToggleButton(desk.text("preset." + preset.name()));
            button.setName("preset-" + preset.name());
            button.setToolTipText(desk.text("preset." + preset.name() + ".tip"));
            button.putClientProperty("FlatLaf.styleClass", "small");
            button.putClientProperty("FlatLaf.style", "margin: 3,2,3,2");
            button.addActionListener(e -> desk.draw().change(preset::applyTo));
            group.add(button);
            buttons.put(preset, button);
            add(button, "wmin 20");
        }
    }

    void show(DrawControls controls) {
        // a group does not let go of the button that is pressed
        group.clearSelection();
        buttons.forEach((preset, button) -> button.setSelected(preset.isIn(controls)));
    }
}
