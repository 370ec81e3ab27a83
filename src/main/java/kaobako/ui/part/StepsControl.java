package kaobako.ui.part;

import java.text.ParseException;
import java.util.function.IntConsumer;
import javax.swing.JPanel;
import javax.swing.JSlider;
import javax.swing.JSpinner;
import javax.swing.SpinnerNumberModel;
import kaobako.studio.DrawControls;
import net.miginfocom.swing.MigLayout;

/** Steps as a slider whose way is the logarithm, and as a number. */
public final class StepsControl extends JPanel {
    private static final int WAY = 400;
    private static final double RANGE = Math.log((double) DrawControls.MOST_STEPS / DrawControls.FEWEST_STEPS);

    private final JSlider slider = new JSlider(0, WAY);
    private final JSpinner number =
            new JSpinner(new SpinnerNumberModel(20, DrawControls.FEWEST_STEPS, DrawControls.MOST_STEPS, 1));
    private boolean setting;

    public StepsControl(String name, IntConsumer changed) {
        super(new MigLayout("insets 0, gapx 8, fillx", "[grow, fill][100!, fill]", "[center]"));
        setOpaque(false);
        slider.setName("steps-slider");
        number.setName("steps");
        slider.getAccessibleContext().setAccessibleName(name);
        number.getAccessibleContext().setAccessibleName(name);
        number.setEditor(new JSpinner.NumberEditor(number, "#"));
        add(slider, "wmin 60");
        add(number);
        slider.addChangeListener(e -> {
            if (!setting) changed.accept(steps(slider.getValue()));
        });
        number.addChangeListener(e -> {
            if (!setting) changed.accept((Integer) number.getValue());
        });
    }

    public void show(int steps) {
        setting = true;
        number.setValue(steps);
        if (steps(slider.getValue()) != steps) slider.setValue(position(steps));
        setting = false;
    }

    /** Takes a number that was typed and not confirmed. */
    public void accept() {
        commit(number);
    }

    /** The same for any spinner. */
    public static void commit(JSpinner spinner) {
        try {
            spinner.commitEdit();
        } catch (ParseException e) {
            // no number: the spinner shows its last one again when it loses the focus
            spinner.setValue(spinner.getValue());
        }
    }

    static int steps(int position) {
        return (int) Math.round(DrawControls.FEWEST_STEPS * Math.exp(RANGE * position / WAY));
    }

    static int position(int steps) {
        return (int) Math.round(WAY * Math.log((double) steps / DrawControls.FEWEST_STEPS) / RANGE);
    }
}
