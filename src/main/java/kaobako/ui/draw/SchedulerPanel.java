package kaobako.ui.draw;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import javax.swing.JButton;
import javax.swing.JComboBox;
import javax.swing.JComponent;
import javax.swing.JLabel;
import javax.swing.JPanel;
import javax.swing.JSlider;
import javax.swing.JSpinner;
import javax.swing.JTextArea;
import javax.swing.SpinnerNumberModel;
import kaobako.diffusion.Sampler;
import kaobako.diffusion.Samplers;
import kaobako.diffusion.TimestepSpacing;
import kaobako.studio.DeviceState;
import kaobako.studio.DrawControls;
import kaobako.studio.Model;
import kaobako.ui.Act;
import kaobako.ui.Choices;
import kaobako.ui.Desk;
import kaobako.ui.Icons;
import kaobako.ui.Poll;
import kaobako.ui.part.Column;
import kaobako.ui.part.StepsControl;
import kaobako.ui.part.Words;
import net.miginfocom.swing.MigLayout;

/** The controls of a drawing. Every change goes into the {@link kaobako.ui.DrawState}, and everything shown comes from there. */
final class SchedulerPanel extends Column {
    private static final int ETA_WAY = 100;

    /** What switches the buttons on and off. */
    private record State(DeviceState.Phase phase, boolean drawing, boolean waiting, boolean model) {}

    private final Desk desk;
    private final JComboBox<Model> model;
    private final JComboBox<Sampler> sampler;
    private final JComboBox<Optional<TimestepSpacing>> spacing;
    private final SeedControl seed;
    private final StepsControl steps;
    private final JSpinner count = new JSpinner(new SpinnerNumberModel(16, 1, DrawControls.MOST, 1));
    private final JSlider eta = new JSlider(0, ETA_WAY);
    private final JLabel etaValue = new JLabel();
    private final JTextArea explanation = Words.paragraph("small");
    private final JTextArea warning = Words.paragraph("small");
    private final ScheduleSection schedule;
    private final PresetRow presets;
    private final Act draw;
    private final Act finish;
    private final Act stop;
    private boolean setting;
    private State last;

    SchedulerPanel(Desk desk) {
        super("insets 14 14 14 14, wrap 1, fill, hidemode 3, gapy 5", "[fill, grow]");
        this.desk = desk;
        model = Choices.of(desk, "draw.model", List.of(), Model::name, m -> desk.draw().change(c -> c.withModel(m.folder().toString())));
        sampler = Choices.of(desk, "draw.sampler", Samplers.ALL, s -> s.about().label(),
                s -> desk.draw().change(c -> c.choosing(s.about().name())));
        List<Optional<TimestepSpacing>> spacings = new ArrayList<>(List.of(Optional.empty()));
        Arrays.stream(TimestepSpacing.values()).map(Optional::of).forEach(spacings::add);
        spacing = Choices.of(desk, "draw.spacing", spacings, s -> desk.text("spacing." + s.map(TimestepSpacing::key).orElse("auto")),
                s -> desk.draw().change(c -> c.withSpacing(s.map(TimestepSpacing::key).orElse(""))));
        seed = new SeedControl(desk);
        steps = new StepsControl(desk.text("draw.steps"), n -> change(c -> c.withSteps(n)));
        schedule = new ScheduleSection(desk);
        presets = new PresetRow(desk);
        draw = new Act(desk.messages(), "draw", "draw", "ctrl ENTER", this::drawNow).bind(this, WHEN_IN_FOCUSED_WINDOW);
        finish = new Act(desk.messages(), "finish", "finish", "shift ESCAPE", desk.draw()::finish).bind(this, WHEN_IN_FOCUSED_WINDOW);
        stop = new Act(desk.messages(), "stop", "stop", "ESCAPE", desk.draw()::stop).bind(this, WHEN_IN_FOCUSED_WINDOW);
        assemble();
        desk.draw().onChange(this::showControls);
        Poll.of(this, Poll.SLOW, desk.studio()::models, this::showModels);
        Poll.of(this, Poll.SLOW, this::state, s -> showState());
        showControls();
    }

    private void assemble() {
        JButton go = draw.button();
        go.putClientProperty("FlatLaf.styleClass", "primary");
        go.setIcon(Icons.of("draw", 16, "Kaobako.primaryForeground"));
        add(go, "split 3, growx, h 38!");
        add(finish.iconButton(), "h 38!, w 38!, growx 0, gapbottom 8");
        add(stop.button(), "h 38!, growx 0, gapbottom 8");
        add(presets, "gapbottom 6");
        labelled("draw.model", model);
        labelled("draw.seed", seed);
        count.setName("count");
        count.getAccessibleContext().setAccessibleName(desk.text("draw.count"));
        count.addChangeListener(e -> change(c -> c.withCount((Integer) count.getValue())));
        labelled("draw.count", count);
        labelled("draw.steps", steps);
        labelled("draw.sampler", sampler);
        add(explanation, "wmin 40");
        warning.putClientProperty("FlatLaf.style", "foreground: $Kaobako.problem");
        warning.setName("warning");
        add(warning, "wmin 40");
        JPanel etas = new JPanel(new MigLayout("insets 0, fillx", "[grow, fill][36!, right]"));
        etas.setOpaque(false);
        eta.setName("eta");
        eta.getAccessibleContext().setAccessibleName(desk.text("draw.eta"));
        eta.addChangeListener(e -> change(c -> c.withEta(eta.getValue() / (double) ETA_WAY)));
        etas.add(eta, "wmin 60");
        etas.add(etaValue);
        labelled("draw.eta", etas);
        labelled("draw.spacing", spacing);
        add(schedule, "growy, pushy, hmax 250, gaptop 10");
    }

    private void labelled(String key, JComponent control) {
        JLabel label = new JLabel(desk.text(key));
        label.putClientProperty("FlatLaf.styleClass", "small");
        label.setLabelFor(control);
        label.setToolTipText(desk.text(key + ".tip"));
        add(label, "gaptop 3");
        add(control, "wmin 60");
    }

    private void change(UnaryOperator<DrawControls> change) {
        if (!setting) desk.draw().change(change);
    }

    /** What was typed and not confirmed counts. */
    private void drawNow() {
        seed.accept();
        steps.accept();
        StepsControl.commit(count);
        desk.draw().draw();
    }

    private void showControls() {
        setting = true;
        DrawControls c = desk.draw().controls();
        Sampler.About about = c.about();
        seed.showControls();
        steps.show(c.steps());
        count.setValue(c.count());
        Choices.select(sampler, Samplers.named(c.sampler()));
        Choices.select(spacing, c.timestepSpacing());
        desk.draw().model().ifPresent(m -> Choices.select(model, m));
        explanation.setText(desk.messages().find("sampler." + about.name()).orElse(about.explanation()));
        eta.setValue((int) Math.round(c.eta() * ETA_WAY));
        etaValue.setText(String.format("%.2f", c.eta()));
        boolean takesEta = about.randomness() == Sampler.Randomness.WITH_ETA;
        eta.setEnabled(takesEta);
        eta.setToolTipText(desk.text(takesEta ? "draw.eta.tip" : "draw.eta.off", about.label()));
        presets.show(c);
        Optional<String> poor = schedule.show(c);
        warning.setVisible(poor.isPresent());
        warning.setText(poor.orElse(""));
        revalidate();
        showState();
        setting = false;
    }

    private void showModels(List<Model> models) {
        setting = true;
        Choices.replace(model, models);
        setting = false;
        showControls();
    }

    private State state() {
        State now = new State(desk.studio().device().phase(), desk.draw().isDrawing(), desk.draw().canFinish(), desk.draw().model().isPresent());
        if (!now.equals(last)) last = now;
        return last;
    }

    private void showState() {
        State now = state();
        draw.enableUnless(!now.model ? desk.text("draw.noModel") : now.phase != DeviceState.Phase.READY ? desk.text("draw.noDevice") : "");
        finish.enableUnless(!now.drawing ? desk.text("draw.nothingToStop") : now.waiting ? "" : desk.text("draw.together"));
        stop.enableUnless(now.drawing ? "" : desk.text("draw.nothingToStop"));
    }
}
