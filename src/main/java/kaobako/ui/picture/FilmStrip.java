package kaobako.ui.picture;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javax.swing.ButtonGroup;
import javax.swing.JComponent;
import javax.swing.JLabel;
import javax.swing.JPanel;
import javax.swing.JSlider;
import javax.swing.JToggleButton;
import javax.swing.Timer;
import kaobako.generate.Picture;
import kaobako.studio.Film;
import kaobako.studio.JobHandle;
import kaobako.studio.Latest;
import kaobako.studio.Model;
import kaobako.studio.Settings;
import kaobako.ui.Act;
import kaobako.ui.Desk;
import kaobako.ui.Poll;
import kaobako.ui.part.Pick;
import kaobako.ui.part.PictureRow;
import net.miginfocom.swing.MigLayout;

/**
 * The steps of one picture: a row of frames and a slider that goes through them, as x_t with its noise or as the picture that was
 * expected. The film is made by drawing the picture again, which is exact, when it is asked for.
 */
final class FilmStrip extends JPanel {
    enum Side { PREDICTED, NOISY }

    private static final int PLAY_MILLIS = 80;
    private static final String PLACE = "film.side";

    private final Desk desk;
    private final Consumer<Optional<Picture>> shown;
    private final PictureRow row;
    private final JSlider slider = new JSlider(0, 1, 1);
    private final JLabel words = new JLabel();
    private final Act make;
    private final Act play;
    private final Timer player;
    private Latest<Film> film = new Latest<>(Film.EMPTY);
    private Optional<Pick> pick = Optional.empty();
    private Optional<JobHandle> job = Optional.empty();
    private Side side;
    private boolean setting;

    /** @param shown told what to show large; empty for the finished picture */
    FilmStrip(Desk desk, Supplier<Settings.Scaling> scaling, Consumer<Optional<Picture>> shown) {
        super(new MigLayout("insets 4 14 12 14, fillx, hidemode 3, gapx 8", "[][grow, fill][]", "[][]"));
        this.desk = desk;
        this.shown = shown;
        setName("film");
        side = Side.values()[Math.floorMod(desk.settings().place(PLACE, 0), Side.values().length)];
        row = new PictureRow(scaling, this::scrubTo);
        make = new Act(desk.messages(), "film", "film", "ctrl F", this::record).bind(this, WHEN_IN_FOCUSED_WINDOW);
        play = new Act(desk.messages(), "playFilm", "play", "SPACE", this::play);
        player = new Timer(PLAY_MILLIS, e -> advance());
        slider.setName("film-slider");
        slider.getAccessibleContext().setAccessibleName(desk.text("film.slider"));
        slider.addChangeListener(e -> {
            if (!setting) showFrame();
        });
        add(make.button());
        add(words, "growx");
        ButtonGroup group = new ButtonGroup();
        JPanel sides = new JPanel(new MigLayout("insets 0, gapx 2"));
        for (Side each : Side.values()) {
            JToggleButton button = new JToggleButton(desk.text("film." + each.name()));
            button.setName("film-" + each.name());
            button.setToolTipText(desk.text("film." + each.name() + ".tip"));
            button.putClientProperty("JButton.buttonType", "toolBarButton");
            button.setSelected(each == side);
            button.addActionListener(e -> {
                side = each;
                desk.change(s -> s.withPlace(PLACE, each.ordinal()));
                row.show(pictures(film.get()));
                showFrame();
            });
            group.add(button);
            sides.add(button);
        }
        add(sides, "wrap");
        add(play.iconButton(), "split 2, spanx 3, growx 0");
        add(slider, "growx, pushx, wrap");
        add(row, "spanx 3, growx, h 56!");
        Poll.of(this, Poll.FAST, () -> film.get(), this::showFilm);
    }

    /** Makes its key work wherever the focus is inside a component. */
    void bind(JComponent around) {
        play.bind(around, WHEN_ANCESTOR_OF_FOCUSED_COMPONENT);
    }

    /** Another picture: its film is not made before it is asked for. */
    void open(Pick opened) {
        boolean same = pick.map(p -> p.seeds().equals(opened.seeds()) && p.recipe().equals(opened.recipe())).orElse(false);
        pick = Optional.of(opened);
        if (same) return;
        job.ifPresent(JobHandle::stop);
        player.stop();
        film = new Latest<>(Film.EMPTY);
        showFilm(Film.EMPTY);
    }

    /** Whether something else than the finished picture is shown. */
    boolean isScrubbed() {
        return !film.get().frames().isEmpty() && slider.getValue() < film.get().frames().size() - 1;
    }

    private void record() {
        if (pick.isEmpty() || pick.get().recipe().isEmpty() || !film.get().frames().isEmpty()) return;
        Optional<Model> model = desk.studio().models().stream().filter(m -> m.name().equals(pick.get().recipe().get().model())).findFirst();
        if (model.isEmpty()) {
            desk.say(desk.text("recipe.modelMissing", pick.get().recipe().get().model()));
            return;
        }
        Latest<Film> made = new Latest<>(Film.EMPTY);
        film = made;
        JobHandle handle = desk.studio().film(pick.get().ownRecipe().orElseThrow().config(model.get().folder()), made);
        job = Optional.of(handle);
        desk.then(handle.ended(), state -> handle.problem().ifPresent(desk::report));
    }

    private void showFilm(Film now) {
        boolean made = !now.frames().isEmpty();
        make.enableUnless(made ? desk.text("film.made") : "");
        play.enableUnless(made ? "" : desk.text("film.none"));
        slider.setEnabled(made);
        row.setVisible(made);
        row.show(pictures(now));
        setting = true;
        boolean atEnd = slider.getValue() >= slider.getMaximum();
        slider.setMaximum(Math.max(1, now.frames().size() - 1));
        if (atEnd) slider.setValue(slider.getMaximum());
        setting = false;
        if (made) showFrame();
        else words.setText(desk.text("film.hint"));
    }

    private List<Optional<Picture>> pictures(Film now) {
        return now.frames().stream().map(f -> Optional.of(side == Side.NOISY ? f.noisy() : f.predicted())).toList();
    }

    private void showFrame() {
        List<Film.Frame> frames = film.get().frames();
        if (frames.isEmpty()) return;
        int at = Math.min(slider.getValue(), frames.size() - 1);
        Film.Frame frame = frames.get(at);
        row.select(at);
        words.setText(desk.text("film.frame", frame.stage(), film.get().stages(), frame.timestep(),
                Double.isInfinite(frame.sigma()) ? "∞" : String.format("%.2f", frame.sigma())));
        boolean last = at == frames.size() - 1 && frame.stage() == film.get().stages();
        shown.accept(last && side == Side.PREDICTED ? Optional.empty() : Optional.of(side == Side.NOISY ? frame.noisy() : frame.predicted()));
    }

    private void scrubTo(int frame) {
        slider.setValue(frame);
    }

    private void play() {
        if (player.isRunning()) {
            player.stop();
            return;
        }
        if (slider.getValue() >= slider.getMaximum()) slider.setValue(0);
        player.start();
    }

    private void advance() {
        if (slider.getValue() >= slider.getMaximum() || !isShowing()) player.stop();
        else slider.setValue(slider.getValue() + 1);
    }
}
