package kaobako.ui.theory;

import java.util.List;
import java.util.Optional;
import javax.swing.JComboBox;
import javax.swing.JComponent;
import javax.swing.JLabel;
import javax.swing.JPanel;
import javax.swing.JSlider;
import kaobako.diffusion.Sampler;
import kaobako.diffusion.Samplers;
import kaobako.studio.DeviceState;
import kaobako.studio.Film;
import kaobako.ui.Act;
import kaobako.ui.Choices;
import kaobako.ui.Desk;
import kaobako.ui.Poll;
import kaobako.ui.part.Motion;
import kaobako.ui.part.Pick;
import kaobako.ui.part.SaveView;
import net.miginfocom.swing.MigLayout;

/** One avatar on its way: with its noise, as the network expects it, and in numbers, over a time line to scrub. */
final class MakingView extends JPanel {
    private static final double SECONDS = 5;
    private static final int FRAME_MILLIS = 100;

    private final Desk desk;
    private final Making making;
    private final JSlider slider = new JSlider(0, 1, 0);
    private final JLabel seed = new JLabel();
    private final Act make;
    private final Act play;
    private final JComboBox<Sampler> sampler;
    private final JComboBox<Integer> steps;
    private final Animation playing;
    private boolean setting;

    MakingView(Desk desk, Making making) {
        super(new MigLayout("insets 0, fill, gap 8", "[grow 50, fill][grow 50, fill]", "[][grow 60, fill][][grow 40, fill]"));
        this.desk = desk;
        this.making = making;
        playing = new Animation(desk, this, this::advance);
        make = new Act(desk.messages(), "makeAvatar", "dice", "ctrl ENTER", () -> restart(making::roll)).inWindowOf(this);
        play = new Act(desk.messages(), "playAvatar", "play", "ctrl P", this::play).inWindowOf(this);
        sampler = Choices.of(desk, "theory.avatar.sampler", Samplers.ALL, s -> s.about().label(), s -> restart(() -> making.choose(s)));
        steps = Choices.of(desk, "theory.avatar.steps", Making.STEPS, n -> desk.text("theory.learning.count", n), n -> restart(() -> making.choose(n)));
        add(bar(), "spanx 2, growx, wrap");
        add(moving(new MomentView(desk, making, MomentView.Which.NOISY)), "grow, w 10:300:, h 80:280:");
        add(moving(new MomentView(desk, making, MomentView.Which.EXPECTED)), "grow, w 10:300:, h 80:280:, wrap");
        add(timeLine(), "spanx 2, growx, wrap");
        add(moving(new LengthView(desk, making)), "spanx 2, grow, h 80:200:");
        making.onChange(this::follow);
        follow();
        Poll.of(this, Poll.FAST, making::film, film -> making.go(making.at()));
        Poll.of(this, Poll.SLOW, desk.studio()::device, device -> follow());
    }

    private Plot moving(Plot plot) {
        plot.movesAs(this::motion);
        return plot;
    }

    private JPanel bar() {
        JPanel bar = new JPanel(new MigLayout("insets 0, gapx 6, fillx", "", "[28!, center]"));
        bar.add(make.button());
        bar.add(sampler, "gapleft 8, wmin 60");
        bar.add(steps, "wmin 60");
        bar.add(new JLabel(), "growx, pushx");
        bar.add(seed);
        return bar;
    }

    private JPanel timeLine() {
        JPanel line = new JPanel(new MigLayout("insets 0, gapx 6, fillx", "[][grow, fill]", "[28!, center]"));
        line.add(play.iconButton());
        slider.setName("avatar-frame");
        slider.getAccessibleContext().setAccessibleName(desk.text("theory.avatar.frame"));
        slider.addChangeListener(e -> {
            if (setting) return;
            playing.stop();
            making.go(slider.getValue());
        });
        line.add(slider, "wmin 60");
        return line;
    }

    private void follow() {
        Film film = making.film();
        make.enableUnless(desk.studio().device().phase() == DeviceState.Phase.READY ? "" : desk.text("draw.noDevice"));
        play.enableUnless(film.frames().isEmpty() ? desk.text("theory.avatar.nothing") : "");
        Choices.select(sampler, making.sampler());
        if (!Making.STEPS.contains(making.steps())) Choices.replace(steps, List.of(making.steps()));
        else if (steps.getItemCount() < Making.STEPS.size()) Choices.replace(steps, Making.STEPS);
        Choices.select(steps, making.steps());
        seed.setText(desk.text("theory.avatar.seed", Pick.caption(making.seed())));
        setting = true;
        slider.setEnabled(!film.frames().isEmpty());
        slider.setMaximum(Math.max(1, film.frames().size() - 1));
        slider.setValue((int) making.at());
        setting = false;
    }

    /** Makes another avatar, or the same in another way, and plays it as it is made. */
    void restart(Runnable change) {
        change.run();
        playing.start();
    }

    private void play() {
        if (playing.isStarted()) playing.stop();
        else replay();
    }

    /** Goes on, or from the start if it is at its end. */
    void replay() {
        if (making.film().frames().isEmpty()) return;
        if (making.at() >= making.film().frames().size() - 1) making.go(0);
        playing.start();
    }

    private void advance(double seconds) {
        Film film = making.film();
        if (film.frames().isEmpty()) return;
        boolean whole = film.frames().get(film.frames().size() - 1).stage() == film.stages();
        double to = making.at() + seconds * Math.max(film.frames().size(), 10) / SECONDS;
        making.go(to);
        if (whole && to >= film.frames().size() - 1) playing.stop();
    }

    /** The steps that there are, as {@code view} shows them. */
    Optional<Motion> motion(JComponent view) {
        int frames = making.film().frames().size();
        return frames == 0 ? Optional.empty() : Optional.of(new Motion("avatar", frames, FRAME_MILLIS, frame -> {
            playing.stop();
            making.go(frame);
            return SaveView.image(view, 1);
        }));
    }
}
