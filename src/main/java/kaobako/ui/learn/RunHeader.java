package kaobako.ui.learn;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.swing.JButton;
import javax.swing.JLabel;
import javax.swing.JPanel;
import javax.swing.JProgressBar;
import javax.swing.JTextArea;
import kaobako.studio.JobHandle;
import kaobako.studio.LearnMoment;
import kaobako.studio.Learned;
import kaobako.train.TrainEvent;
import kaobako.ui.Act;
import kaobako.ui.Desk;
import kaobako.ui.Icons;
import kaobako.ui.part.Words;
import net.miginfocom.swing.MigLayout;

/** A model's name, what it does and how far it is, and the buttons for it. */
final class RunHeader extends JPanel {
    private static final int RESOLUTION = 1000;

    private final Desk desk;
    private final ModelActions actions;
    private final JLabel name = new JLabel();
    private final JLabel status = new JLabel();
    private final JLabel figures = new JLabel();
    private final JTextArea problem = Words.paragraph("default");
    private final JProgressBar bar = new JProgressBar(0, RESOLUTION);
    private final List<JButton> learning = new ArrayList<>();
    private final List<JButton> resting = new ArrayList<>();
    private final JButton pause;

    RunHeader(Desk desk, ModelActions actions) {
        super(new MigLayout("insets 0, fillx, wrap 1, gapy 5, hidemode 3", "[grow, fill]"));
        this.desk = desk;
        this.actions = actions;
        name.setName("model-title");
        name.putClientProperty("FlatLaf.styleClass", "h2");
        status.setName("model-status");
        figures.setName("figures");
        figures.setEnabled(false);
        bar.getAccessibleContext().setAccessibleName(desk.text("learn.progress"));
        problem.putClientProperty("FlatLaf.style", "foreground: $Kaobako.problem");
        problem.setName("learn-problem");
        JPanel top = line();
        top.add(name, "wmin 60, growx, pushx");
        actions.whileLearning().forEach(act -> top.add(small(act, learning)));
        pause = learning.get(0);
        actions.atRest().forEach(act -> top.add(small(act, resting)));
        JButton draw = actions.draw().button();
        draw.putClientProperty("FlatLaf.styleClass", "primary");
        draw.setIcon(Icons.of("draw", 16, "Kaobako.primaryForeground"));
        top.add(draw);
        JPanel words = line();
        words.add(status, "growx, pushx, wmin 60");
        words.add(figures, "wmin 40");
        add(top, "wmin 60");
        add(bar, "h 8!");
        add(words, "wmin 60");
        add(problem, "wmin 60");
    }

    private static JPanel line() {
        JPanel line = new JPanel(new MigLayout("insets 0, fillx, hidemode 3, gapx 8", "", "[center]"));
        line.setOpaque(false);
        return line;
    }

    private static JButton small(Act act, List<JButton> among) {
        JButton button = act.button();
        among.add(button);
        return button;
    }

    void show(Entry now, Learned learned) {
        actions.show(now);
        name.setText(now.model().name());
        status.setText(now.status(desk));
        learning.forEach(b -> b.setVisible(now.isActive()));
        resting.forEach(b -> b.setVisible(!now.isActive()));
        String toggle = now.paused() ? "resume" : "pauseLearning";
        pause.setText(desk.text("action." + toggle));
        pause.setIcon(Icons.of(now.paused() ? "play" : "pause", 16));
        bar.setVisible(now.isActive());
        boolean waiting = now.paused() || now.job().equals(Optional.of(JobHandle.State.WAITING));
        bar.setIndeterminate(now.isActive() && !waiting && now.moment().orElseThrow().prepared().isEmpty());
        bar.setValue((int) (RESOLUTION * now.step() / Math.max(1, now.steps())));
        figures.setText(now.moment().flatMap(m -> m.progress().map(p -> figures(m, p, now))).orElse(last(learned)));
        problem.setText(now.moment().flatMap(LearnMoment::problem).map(p -> desk.messages().say(p.said())).orElse(""));
        problem.setVisible(!problem.getText().isEmpty());
        revalidate();
    }

    private String figures(LearnMoment moment, TrainEvent.Progress p, Entry now) {
        List<String> words = new ArrayList<>(List.of(desk.text("learn.loss", LearnWords.loss(p.smoothed()))));
        if (now.isActive() && p.imagesPerSecond() > 0) words.add(desk.text("learn.rateNow", p.imagesPerSecond()));
        if (now.isActive() && moment.estimate().isPresent() && p.secondsLeft() >= 0) {
            words.add(desk.text("learn.left", LearnWords.time(desk, p.secondsLeft())));
        }
        moment.prepared().ifPresent(e -> words.add(desk.text("learn.memory", e.deviceBytes() / 0x1p20)));
        return String.join("  ·  ", words);
    }

    private String last(Learned learned) {
        if (learned.losses().isEmpty()) return "";
        Learned.Loss last = learned.losses().get(learned.losses().size() - 1);
        return desk.text("learn.loss", LearnWords.loss(last.smoothed()));
    }
}
