package kaobako.ui.learn;

import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.UnaryOperator;
import javax.swing.ButtonGroup;
import javax.swing.JButton;
import javax.swing.JComponent;
import javax.swing.JLabel;
import javax.swing.JTextArea;
import javax.swing.JTextField;
import javax.swing.JToggleButton;
import javax.swing.event.DocumentEvent;
import javax.swing.event.DocumentListener;
import kaobako.studio.DeviceFacts;
import kaobako.studio.DeviceState;
import kaobako.studio.FolderSurvey;
import kaobako.studio.LearnControls;
import kaobako.studio.LearnCosts;
import kaobako.studio.LearnPreset;
import kaobako.studio.LearnRecipe;
import kaobako.studio.Learning;
import kaobako.ui.Act;
import kaobako.ui.Desk;
import kaobako.ui.Icons;
import kaobako.ui.Poll;
import kaobako.ui.part.Column;
import kaobako.ui.part.Words;

/** How it is to be learned: a name, how large and how long, what it will take, and the start. */
final class PlanPanel extends Column {
    /** What the start depends on. */
    private record State(DeviceState.Phase device, Optional<FolderSurvey.State> survey, Object costs, boolean active) {}

    private final Desk desk;
    private final Learning learning;
    private final JTextField name = new JTextField();
    private final ButtonGroup group = new ButtonGroup();
    private final Map<LearnPreset, PresetButton> presets = new EnumMap<>(LearnPreset.class);
    private final JTextArea cost = Words.paragraph("default");
    private final JTextArea warning = Words.paragraph("small");
    private final ExpertOptions expert;
    private final Act start;
    private State last;
    private boolean setting;

    PlanPanel(Desk desk) {
        super("insets 14 16 14 16, wrap 1, fillx, hidemode 3, gapy 5", "[fill, grow]");
        this.desk = desk;
        learning = desk.studio().learning();
        start = new Act(desk.messages(), "startLearning", "learn", "ctrl ENTER", this::start).bind(this, WHEN_IN_FOCUSED_WINDOW);
        expert = new ExpertOptions(desk, this::change);
        assemble();
        Poll.of(this, Poll.SLOW, () -> desk.settings().learn(), this::show);
        Poll.of(this, Poll.SLOW, this::state, state -> showState());
    }

    private void assemble() {
        JButton go = start.button();
        go.putClientProperty("FlatLaf.styleClass", "primary");
        go.setIcon(Icons.of("learn", 16, "Kaobako.primaryForeground"));
        add(go, "growx, h 38!, gapbottom 8");
        name.setName("model-name");
        name.getAccessibleContext().setAccessibleName(desk.text("learn.name"));
        name.getDocument().addDocumentListener(new NameListener());
        add(label("learn.name", name));
        add(name, "wmin 60, gapbottom 6");
        for (LearnPreset preset : LearnPreset.values()) {
            PresetButton button = new PresetButton(desk, preset);
            button.addActionListener(e -> change(preset::applyTo));
            group.add(button);
            presets.put(preset, button);
            add(button, "wmin 60");
        }
        cost.setName("cost");
        // its room is kept, so that nothing below jumps when the words come
        add(cost, "wmin 60, hmin 72, aligny top, gaptop 10");
        warning.putClientProperty("FlatLaf.style", "foreground: $Kaobako.problem");
        warning.setName("learn-warning");
        add(warning, "wmin 60");
        JToggleButton more = new JToggleButton(desk.text("learn.expert"));
        more.setName("expert");
        more.setToolTipText(desk.text("learn.expert.tip"));
        more.putClientProperty("JButton.buttonType", "toolBarButton");
        more.setSelected(desk.settings().place("learn.expert", 0) == 1);
        more.addActionListener(e -> unfold(more));
        unfold(more);
        add(more, "gaptop 10, growx 0");
        add(expert, "wmin 60");
    }

    private void unfold(JToggleButton more) {
        expert.setVisible(more.isSelected());
        more.setIcon(Icons.of(more.isSelected() ? "down" : "next", 14));
        desk.change(s -> s.withPlace("learn.expert", more.isSelected() ? 1 : 0));
        revalidate();
    }

    private JLabel label(String key, JComponent control) {
        JLabel label = new JLabel(desk.text(key));
        label.putClientProperty("FlatLaf.styleClass", "small");
        label.setLabelFor(control);
        return label;
    }

    private void change(UnaryOperator<LearnRecipe> change) {
        if (setting) return;
        desk.change(s -> s.withLearn(s.learn().withRecipe(change.apply(s.learn().recipe()))));
        show(desk.settings().learn());
    }

    private void start() {
        expert.accept();
        LearnControls now = desk.settings().learn();
        Path folder = Path.of(now.folder());
        String wanted = now.name().isBlank() ? usualName(now) : now.name();
        desk.then(learning.start(wanted, folder, now.recipe()),
                run -> desk.change(s -> s.withLearn(s.learn().withShown(run.name()).withName(""))));
    }

    private String usualName(LearnControls now) {
        if (now.folder().isEmpty()) return "";
        Path folder = Path.of(now.folder());
        if (folder.equals(learning.practiceFolder())) return desk.text("learn.practiceName");
        return folder.getFileName() == null ? "" : folder.getFileName().toString();
    }

    private void show(LearnControls now) {
        setting = true;
        if (!name.isFocusOwner() && !name.getText().equals(now.name())) name.setText(now.name());
        name.putClientProperty("JTextField.placeholderText", usualName(now));
        // a group does not let go of the button that is pressed
        group.clearSelection();
        presets.forEach((preset, button) -> button.setSelected(preset.isIn(now.recipe())));
        expert.show(now.recipe());
        setting = false;
        showState();
    }

    private State state() {
        State now = new State(desk.studio().device().phase(), learning.survey().map(FolderSurvey::state),
                learning.costs().newest(), learning.isActive());
        if (!now.equals(last)) last = now;
        return last;
    }

    private void showState() {
        State now = state();
        LearnRecipe recipe = desk.settings().learn().recipe();
        presets.forEach((preset, button) -> button.showCost(learning.costs().of(preset.applyTo(recipe))));
        LearnCosts.Cost own = learning.costs().of(recipe);
        boolean ready = now.survey.map(s -> s.phase() == FolderSurvey.Phase.DONE).orElse(false);
        start.enableUnless(now.device != DeviceState.Phase.READY ? desk.text("draw.noDevice")
                : now.survey.isEmpty() ? desk.text("learn.noFolder") : ready ? "" : desk.text("learn.notRead"));
        String note = now.active ? desk.text("learn.queueNote") : "";
        String unknown = ready && !now.active ? desk.text("learn.measuring") : "";
        cost.setText(own.step().map(s -> desk.text("learn.cost", LearnWords.time(desk, own.seconds(recipe.steps())),
                s.deviceBytes() / 0x1p20, s.parameters() / 1e6, s.batch() / s.secondsPerStep())).orElse(unknown)
                + (ready ? passes(own, recipe.steps(), now.survey.orElseThrow().usable()) : "") + note);
        String wrong = own.problem().map(p -> desk.messages().say(p.said())).orElseGet(() -> tight(own));
        warning.setText(wrong);
        warning.setVisible(!wrong.isEmpty());
        revalidate();
    }

    /** What tells a learner by heart. */
    private String passes(LearnCosts.Cost cost, long steps, int pictures) {
        OptionalLong passes = cost.passes(steps, pictures);
        return passes.isPresent() && passes.getAsLong() > 1 ? desk.text("learn.passes", passes.getAsLong()) : "";
    }

    private String tight(LearnCosts.Cost cost) {
        long memory = desk.studio().device().chosen().map(DeviceFacts::memory).orElse(Long.MAX_VALUE);
        return cost.isTight(memory) ? desk.text("learn.tight", memory / 0x1p20) : "";
    }

    private final class NameListener implements DocumentListener {
        @Override
        public void insertUpdate(DocumentEvent e) {
            if (!setting) desk.change(s -> s.withLearn(s.learn().withName(name.getText())));
        }

        @Override
        public void removeUpdate(DocumentEvent e) {
            insertUpdate(e);
        }

        @Override
        public void changedUpdate(DocumentEvent e) {
            // attributes of styled text: there are none
        }
    }
}
