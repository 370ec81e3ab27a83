package kaobako.ui.walk;

import java.util.List;
import java.util.function.UnaryOperator;
import javax.swing.ButtonGroup;
import javax.swing.JButton;
import javax.swing.JCheckBox;
import javax.swing.JComboBox;
import javax.swing.JComponent;
import javax.swing.JLabel;
import javax.swing.JPanel;
import javax.swing.JSpinner;
import javax.swing.JTextArea;
import javax.swing.JToggleButton;
import javax.swing.SpinnerNumberModel;
import kaobako.generate.Walk;
import kaobako.studio.DeviceState;
import kaobako.studio.WalkControls;
import kaobako.ui.Act;
import kaobako.ui.Choices;
import kaobako.ui.Desk;
import kaobako.ui.Icons;
import kaobako.ui.Poll;
import kaobako.ui.part.Column;
import kaobako.ui.part.StepsControl;
import kaobako.ui.part.Words;
import net.miginfocom.swing.MigLayout;

/** The controls of a walk. Every change goes into the {@link kaobako.ui.WalkState}, and everything shown comes from there. */
final class WalkPanel extends Column {
    /** What switches the buttons on and off. */
    private record State(DeviceState.Phase phase, boolean drawing, boolean model, int keys) {}

    private final Desk desk;
    private final JSpinner frames = new JSpinner(new SpinnerNumberModel(12, 1, WalkControls.MOST_FRAMES, 1));
    private final JSpinner rate = new JSpinner(new SpinnerNumberModel(12, 1, WalkControls.FASTEST, 1));
    private final JComboBox<Walk.Easing> easing;
    private final JCheckBox loop;
    private final List<JToggleButton> ways;
    private final JTextArea why = Words.paragraph("small");
    private final JLabel length = new JLabel();
    private final Act start;
    private final Act stop;
    private boolean setting;
    private State last;

    WalkPanel(Desk desk) {
        super("insets 14 14 14 14, wrap 1, fillx, hidemode 3, gapy 5", "[fill, grow]");
        this.desk = desk;
        easing = Choices.of(desk, "walk.easing", List.of(Walk.Easing.values()), e -> desk.text("easing." + e.name()), e -> change(c -> c.withEasing(e)));
        loop = new JCheckBox(desk.text("walk.loop"));
        ways = List.of(way(Walk.Way.SPHERE), way(Walk.Way.STRAIGHT));
        start = new Act(desk.messages(), "walk", "walk", "ctrl ENTER", this::startNow).bind(this, WHEN_IN_FOCUSED_WINDOW);
        stop = new Act(desk.messages(), "stopWalk", "stop", "ESCAPE", desk.walk()::stop).bind(this, WHEN_IN_FOCUSED_WINDOW);
        assemble();
        desk.walk().onChange(this::showControls);
        Poll.of(this, Poll.SLOW, this::state, s -> showState());
        showControls();
    }

    private void assemble() {
        JButton go = start.button();
        go.putClientProperty("FlatLaf.styleClass", "primary");
        go.setIcon(Icons.of("walk", 16, "Kaobako.primaryForeground"));
        add(go, "split 2, growx, h 38!");
        add(stop.button(), "h 38!, growx 0, gapbottom 8");
        JPanel numbers = new JPanel(new MigLayout("insets 0, fillx, wrap 2, gapy 5", "[sg, grow, fill][sg, grow, fill]"));
        numbers.setOpaque(false);
        spinner(frames, "walk.framesPerLeg");
        spinner(rate, "walk.rate");
        frames.addChangeListener(e -> change(c -> c.withFrames((Integer) frames.getValue())));
        rate.addChangeListener(e -> change(c -> c.withRate((Integer) rate.getValue())));
        numbers.add(Labels.of(desk, "walk.framesPerLeg", frames));
        numbers.add(Labels.of(desk, "walk.rate", rate));
        numbers.add(frames, "wmin 50");
        numbers.add(rate, "wmin 50");
        add(numbers);
        labelled("walk.easing", easing);
        loop.setName("loop");
        loop.setToolTipText(desk.text("walk.loop.tip"));
        loop.addActionListener(e -> change(c -> c.withEnds(loop.isSelected() ? Walk.Ends.LOOP : Walk.Ends.OPEN)));
        add(loop, "gaptop 3");
        JPanel row = new JPanel(new MigLayout("insets 0, gapx 4, fillx", "[sg, grow, fill][sg, grow, fill]"));
        row.setOpaque(false);
        ButtonGroup group = new ButtonGroup();
        for (JToggleButton way : ways) {
            group.add(way);
            row.add(way, "wmin 40");
        }
        labelled("walk.way", row);
        add(why, "wmin 40");
        length.setName("walk-length");
        length.putClientProperty("FlatLaf.styleClass", "small");
        add(length, "gaptop 3");
        add(new SamplingSection(desk));
        add(new ExportSection(desk));
    }

    private void labelled(String key, JComponent control) {
        add(Labels.of(desk, key, control), "gaptop 3");
        add(control, "wmin 60");
    }

    private void spinner(JSpinner spinner, String key) {
        spinner.setName(key);
        spinner.getAccessibleContext().setAccessibleName(desk.text(key));
        spinner.setToolTipText(desk.text(key + ".tip"));
    }

    private JToggleButton way(Walk.Way way) {
        JToggleButton button = new JToggleButton(desk.text("way." + way.name()));
        button.setName("way-" + way.name());
        button.setToolTipText(desk.text("way." + way.name() + ".why"));
        button.addActionListener(e -> change(c -> c.withWay(way)));
        return button;
    }

    private void change(UnaryOperator<WalkControls> change) {
        if (!setting) desk.walk().change(change);
    }

    /** What was typed and not confirmed counts. */
    private void startNow() {
        StepsControl.commit(frames);
        StepsControl.commit(rate);
        desk.walk().start();
    }

    private void showControls() {
        setting = true;
        WalkControls c = desk.walk().controls();
        frames.setValue(c.frames());
        rate.setValue(c.rate());
        Choices.select(easing, c.easing());
        loop.setSelected(c.ends() == Walk.Ends.LOOP);
        ways.get(c.way().ordinal()).setSelected(true);
        why.setText(desk.text("way." + c.way().name() + ".why"));
        int count = c.keys().size() < 2 ? 0 : c.walk().count();
        length.setText(desk.text("walk.length", count, count / (double) c.rate()));
        setting = false;
        showState();
    }

    private State state() {
        State now = new State(desk.studio().device().phase(), desk.walk().isDrawing(), desk.draw().model().isPresent(), desk.walk().controls().keys().size());
        if (!now.equals(last)) last = now;
        return last;
    }

    private void showState() {
        State now = state();
        start.enableUnless(!now.model ? desk.text("draw.noModel") : now.phase != DeviceState.Phase.READY ? desk.text("draw.noDevice")
                : now.keys < 2 ? desk.text("walk.tooFew") : "");
        stop.enableUnless(now.drawing ? "" : desk.text("draw.nothingToStop"));
    }
}
