package kaobako.ui.learn;

import javax.swing.JLabel;
import javax.swing.JToggleButton;
import kaobako.studio.LearnCosts;
import kaobako.studio.LearnPreset;
import kaobako.studio.LearnRecipe;
import kaobako.ui.Desk;
import net.miginfocom.swing.MigLayout;

/** A preset as a large button: its name, how long it takes here, and what it is for. */
final class PresetButton extends JToggleButton {
    private final Desk desk;
    private final LearnPreset preset;
    private final JLabel time = new JLabel();

    PresetButton(Desk desk, LearnPreset preset) {
        this.desk = desk;
        this.preset = preset;
        setName("learn-preset-" + preset.name());
        setLayout(new MigLayout("insets 5 0 5 0, fillx, wrap 2, gapy 1", "[grow][]"));
        String name = desk.text("learn.preset." + preset.name());
        String what = desk.text("learn.preset." + preset.name() + ".tip");
        JLabel title = new JLabel(name);
        title.putClientProperty("FlatLaf.styleClass", "h4");
        JLabel words = new JLabel(what);
        words.putClientProperty("FlatLaf.styleClass", "small");
        time.putClientProperty("FlatLaf.styleClass", "small");
        add(title);
        add(time);
        add(words, "span 2, wmin 40");
        setToolTipText(what);
        getAccessibleContext().setAccessibleName(name);
        getAccessibleContext().setAccessibleDescription(what);
    }

    void showCost(LearnCosts.Cost cost) {
        long steps = preset.applyTo(LearnRecipe.STANDARD).steps();
        time.setText(cost.step().isEmpty() ? "" : desk.text("learn.about", LearnWords.time(desk, cost.seconds(steps))));
        revalidate();
    }

    /** The words are components of their own, of which the button's size must know. */
    @Override
    public java.awt.Dimension getPreferredSize() {
        return getLayout() == null ? super.getPreferredSize() : getLayout().preferredLayoutSize(this);
    }
}
