package kaobako.ui.theory;

import java.awt.CardLayout;
import java.util.List;
import java.util.Optional;
import javax.swing.JButton;
import javax.swing.JComboBox;
import javax.swing.JComponent;
import javax.swing.JLabel;
import javax.swing.JPanel;
import javax.swing.JSlider;
import kaobako.diffusion.BetaSchedule;
import kaobako.diffusion.Sampler;
import kaobako.diffusion.Samplers;
import kaobako.studio.DeviceState;
import kaobako.theory.ToyDiffusion;
import kaobako.theory.ToyFlight;
import kaobako.ui.Act;
import kaobako.ui.Choices;
import kaobako.ui.Desk;
import kaobako.ui.Icons;
import kaobako.ui.Poll;
import kaobako.ui.part.Motion;
import kaobako.ui.part.SaveView;
import net.miginfocom.swing.MigLayout;

/** Chapter 5: a small network learns to move the boxes' centres, and particles go from noise to pictures by it. */
final class LearningChapter implements Chapter {
    private static final double SECONDS = 6;
    private static final int FRAMES = 60;
    private static final int FRAME_MILLIS = 80;
    private static final int KNOW_PAGE = 1, LEARN_PAGE = 2, FLY_PAGE = 3, BOX_PAGE = 4, STEPS_PAGE = 5, NEAR_PAGE = 6;

    /** What stands at the right. */
    private enum Side { LOSS, DISTANCES, HISTOGRAMS }

    private final Desk desk;
    private final Lesson lesson;
    private final JPanel view = new JPanel(new MigLayout("insets 10 4 12 12, fill, gap 8", "[grow 60, fill][grow 40, fill]", "[][grow, fill][]"));
    private final CardLayout cards = new CardLayout();
    private final JPanel right = new JPanel(cards);
    private final Choice<Side> sides;
    private final JSlider slider = new JSlider(0, 1, 0);
    private final Act learn;
    private final Act fly;
    private final Act play;
    private final JComboBox<BetaSchedule> schedule;
    private final JComboBox<Sampler> sampler;
    private final JComboBox<Integer> steps;
    private final JButton learnButton;
    private final Animation playing;
    private Lesson.Seen seen;
    private boolean setting;
    /** That have been played. */
    private int flights;

    LearningChapter(Desk desk, PixelBox box) {
        this.desk = desk;
        lesson = new Lesson(desk, box);
        playing = new Animation(desk, view, this::advance);
        learn = new Act(desk.messages(), "learnToy", "play", "ctrl ENTER", this::learnOrStop).inWindowOf(view);
        fly = new Act(desk.messages(), "flyToy", "dice", "ctrl R", lesson::roll).inWindowOf(view);
        play = new Act(desk.messages(), "playFlight", "play", "ctrl P", this::play).inWindowOf(view);
        sampler = Choices.of(desk, "theory.learning.sampler", Samplers.ALL, s -> s.about().label(), lesson::choose);
        steps = Choices.of(desk, "theory.learning.steps", Lesson.STEPS, n -> desk.text("theory.learning.count", n), lesson::choose);
        schedule = Choices.of(desk, "theory.learning.table", List.of(BetaSchedule.values()), s -> desk.text("theory.schedule." + s), lesson::choose);
        schedule.setToolTipText(desk.text("theory.learning.table.tip"));
        Choices.select(schedule, lesson.schedule());
        Choices.select(sampler, lesson.sampler());
        Choices.select(steps, lesson.steps());
        learnButton = learn.button();
        sides = new Choice<>(desk, "theory.learning.side", List.of(Side.values()), side -> cards.show(right, side.name()));
        right.add(new LossView(desk, lesson), Side.LOSS.name());
        right.add(moving(new DistanceView(desk, lesson)), Side.DISTANCES.name());
        JPanel pair = new JPanel(new MigLayout("insets 0, fill, gap 8, wrap 1", "[grow, fill]", "[grow, fill][grow, fill]"));
        pair.add(moving(new MarginalView(desk, lesson, MarginalView.Which.DRAWN)), "grow, h 80:200:");
        pair.add(moving(new MarginalView(desk, lesson, MarginalView.Which.EXACT)), "grow, h 80:200:");
        right.add(pair, Side.HISTOGRAMS.name());
        view.add(controls(), "spanx 2, growx, wrap");
        view.add(moving(new FlightView(desk, lesson)), "grow, w 10:420:, h 120:420:");
        view.add(right, "grow, w 10:280:, h 120:420:, wrap");
        view.add(timeLine(), "spanx 2, growx");
        lesson.onChange(this::show);
        show();
        Poll.of(view, Poll.FAST, this::look, now -> {
            // else the next frame shows it
            if (!playing.isStarted() || lesson.flight().isEmpty()) lesson.go(lesson.at());
        });
    }

    private Plot moving(Plot plot) {
        plot.movesAs(this::motion);
        return plot;
    }

    private Lesson.Seen look() {
        Lesson.Seen now = lesson.look();
        if (!now.equals(seen)) seen = now;
        return seen;
    }

    private JComponent controls() {
        JPanel bar = new JPanel(new MigLayout("insets 0, gapx 6, fillx", "", "[28!, center]"));
        learnButton.putClientProperty("FlatLaf.styleClass", "primary");
        bar.add(learnButton);
        bar.add(fly.button());
        bar.add(sampler, "gapleft 8, wmin 60");
        bar.add(steps, "wmin 60");
        bar.add(new JLabel(), "growx, pushx");
        sides.buttons().forEach(bar::add);
        return bar;
    }

    private JComponent timeLine() {
        JPanel bar = new JPanel(new MigLayout("insets 0, gapx 6, fillx", "[][grow, fill][]", "[28!, center]"));
        bar.add(play.iconButton());
        slider.setName("learning-moment");
        slider.getAccessibleContext().setAccessibleName(desk.text("theory.learning.moment"));
        slider.addChangeListener(e -> {
            if (setting) return;
            playing.stop();
            lesson.go(slider.getValue());
        });
        bar.add(slider, "wmin 60");
        bar.add(schedule, "wmin 60");
        return bar;
    }

    private void show() {
        boolean ready = desk.studio().device().phase() == DeviceState.Phase.READY;
        String obstacle = !ready ? desk.text("draw.noDevice") : lesson.hasBox() ? "" : desk.text("theory.forward.empty");
        learn.enableUnless(obstacle);
        fly.enableUnless(obstacle);
        learnButton.setText(desk.text(lesson.isLearning() ? "action.stop" : lesson.isOutdated() || lesson.progress().losses().length == 0
                ? "action.learnToy" : "theory.learning.more"));
        learnButton.setIcon(Icons.of(lesson.isLearning() ? "stop" : "play", 16, "Kaobako.primaryForeground"));
        int last = lesson.flight().map(ToyFlight::last).orElse(1);
        play.enableUnless(lesson.flight().isPresent() ? "" : desk.text("theory.learning.nothing"));
        setting = true;
        slider.setEnabled(lesson.flight().isPresent());
        slider.setMaximum(last);
        slider.setValue(lesson.moment());
        setting = false;
        if (lesson.flights() != flights) playing.start();
        flights = lesson.flights();
    }

    private void learnOrStop() {
        if (lesson.isLearning()) lesson.stop();
        else lesson.learn();
    }

    private void play() {
        if (playing.isStarted()) {
            playing.stop();
            return;
        }
        if (lesson.flight().map(f -> lesson.at() >= f.last()).orElse(false)) lesson.go(0);
        playing.start();
    }

    private void advance(double seconds) {
        Optional<ToyFlight> flight = lesson.flight();
        if (flight.isEmpty()) return;
        int last = flight.get().last();
        lesson.go(Math.min(flight.get().done(), lesson.at() + seconds * last / SECONDS));
        if (lesson.at() >= last) playing.stop();
    }

    @Override
    public String key() {
        return "learning";
    }

    @Override
    public JComponent view() {
        return view;
    }

    @Override
    public void turnTo(int page) {
        if (page <= LEARN_PAGE) sides.press(Side.LOSS);
        if (page == FLY_PAGE || page == STEPS_PAGE) sides.press(Side.DISTANCES);
        if (page == NEAR_PAGE) sides.press(Side.HISTOGRAMS);
        if (page == BOX_PAGE && lesson.flight().isPresent()) {
            playing.stop();
            lesson.go(lesson.flight().get().last() * 7 / 10);
        }
    }

    @Override
    public Object[] figures(int page) {
        if (page == KNOW_PAGE) return new Object[] {ToyDiffusion.parameters()};
        return page == FLY_PAGE ? new Object[] {Lesson.PARTICLES, lesson.steps()} : new Object[0];
    }

    @Override
    public Optional<Motion> motion() {
        return motion(view);
    }

    /** The flight as far as it has come, at even times. */
    private Optional<Motion> motion(JComponent shown) {
        return lesson.flight().map(flown -> new Motion("learning", FRAMES, FRAME_MILLIS, frame -> {
            playing.stop();
            lesson.go(lesson.flight().map(f -> f.last() * frame / (FRAMES - 1.0)).orElse(0.0));
            return SaveView.image(shown, 1);
        }));
    }
}
