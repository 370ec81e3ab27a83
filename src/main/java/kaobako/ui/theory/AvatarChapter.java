package kaobako.ui.theory;

import java.awt.CardLayout;
import java.util.List;
import java.util.Optional;
import javax.swing.JComboBox;
import javax.swing.JComponent;
import javax.swing.JLabel;
import javax.swing.JPanel;
import javax.swing.JSlider;
import kaobako.diffusion.Sampler;
import kaobako.diffusion.Samplers;
import kaobako.generate.Recipe;
import kaobako.studio.DeviceState;
import kaobako.studio.Film;
import kaobako.studio.Model;
import kaobako.ui.Act;
import kaobako.ui.Choices;
import kaobako.ui.Desk;
import kaobako.ui.Poll;
import kaobako.ui.part.Pick;
import kaobako.ui.part.Words;
import net.miginfocom.swing.MigLayout;

/** Chapter 6: the same for an avatar, a point in a space of thousands of dimensions, made by the user's model. */
final class AvatarChapter implements Chapter {
    private static final String MAKE = "make", NO_MODEL = "none";
    private static final double SECONDS = 5;
    private static final int FRAME_MILLIS = 100;
    private static final int SPACE_PAGE = 1, SHELL_PAGE = 3;

    private final Desk desk;
    private final Making making;
    private final CardLayout cards = new CardLayout();
    private final JPanel view = new JPanel(cards);
    private final JSlider slider = new JSlider(0, 1, 0);
    private final JLabel seed = new JLabel();
    private final Act make;
    private final Act play;
    private final JComboBox<Sampler> sampler;
    private final JComboBox<Integer> steps;
    private final Animation playing;
    private boolean setting;

    AvatarChapter(Desk desk) {
        this.desk = desk;
        making = new Making(desk);
        playing = new Animation(view, this::advance);
        make = new Act(desk.messages(), "makeAvatar", "dice", null, this::roll);
        play = new Act(desk.messages(), "playAvatar", "play", null, this::play);
        sampler = Choices.of(desk, "theory.avatar.sampler", Samplers.ALL, s -> s.about().label(), s -> restart(() -> making.choose(s)));
        steps = Choices.of(desk, "theory.avatar.steps", Making.STEPS, n -> desk.text("theory.learning.count", n), n -> restart(() -> making.choose(n)));
        view.add(makingView(), MAKE);
        view.add(noModel(), NO_MODEL);
        making.onChange(this::show);
        show();
        Poll.of(view, Poll.FAST, making::film, film -> making.go(making.at()));
        Poll.of(view, Poll.SLOW, desk.studio()::models, models -> show());
    }

    private JComponent makingView() {
        JPanel panel = new JPanel(new MigLayout("insets 10 4 12 12, fill, gap 8", "[grow 50, fill][grow 50, fill]",
                "[][grow 60, fill][][grow 40, fill]"));
        JPanel bar = new JPanel(new MigLayout("insets 0, gapx 6, fillx", "", "[28!, center]"));
        bar.add(make.button());
        bar.add(sampler, "gapleft 8, wmin 60");
        bar.add(steps, "wmin 60");
        bar.add(new JLabel(), "growx, pushx");
        bar.add(seed);
        panel.add(bar, "spanx 2, growx, wrap");
        panel.add(new MomentView(desk, making, MomentView.Which.NOISY), "grow, w 10:300:, h 80:280:");
        panel.add(new MomentView(desk, making, MomentView.Which.EXPECTED), "grow, w 10:300:, h 80:280:, wrap");
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
        panel.add(line, "spanx 2, growx, wrap");
        panel.add(new LengthView(desk, making), "spanx 2, grow, h 80:200:");
        return panel;
    }

    private JComponent noModel() {
        JPanel panel = new JPanel(new MigLayout("insets 40, fill", "push[400:460:, fill]push", "push[]push"));
        panel.add(Words.paragraph("large", desk.text("theory.avatar.noModel")));
        return panel;
    }

    private void show() {
        Film film = making.film();
        cards.show(view, making.model().isPresent() || !film.frames().isEmpty() ? MAKE : NO_MODEL);
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

    private void roll() {
        restart(making::roll);
    }

    /** Makes it again as it was made, which is exact, and keeps every step. */
    @Override
    public boolean explains(Recipe recipe) {
        desk.studio().models().stream().filter(m -> m.name().equals(recipe.model())).findFirst().ifPresentOrElse(
                model -> restart(() -> making.make(recipe.config(model.folder()))),
                () -> desk.say(desk.text("recipe.modelMissing", recipe.model())));
        return true;
    }

    private void restart(Runnable change) {
        change.run();
        playing.start();
    }

    private void play() {
        if (playing.isStarted()) {
            playing.stop();
            return;
        }
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

    @Override
    public String key() {
        return "avatar";
    }

    @Override
    public JComponent view() {
        return view;
    }

    @Override
    public Object[] figures(int page) {
        int numbers = making.film().numbers() > 0 ? making.film().numbers() : making.model().map(AvatarChapter::numbers).orElse(64 * 64 * 3);
        return page == SPACE_PAGE ? new Object[] {numbers} : page == SHELL_PAGE ? new Object[] {numbers, Math.sqrt(numbers)} : new Object[0];
    }

    private static int numbers(Model model) {
        return Math.max(1, model.width()) * Math.max(1, model.height()) * 3;
    }

    @Override
    public Optional<Motion> motion() {
        int frames = making.film().frames().size();
        if (frames == 0) return Optional.empty();
        playing.stop();
        return Optional.of(new Motion("avatar", frames, FRAME_MILLIS, frame -> {
            making.go(frame);
            return SaveView.image(view, 1);
        }));
    }
}
