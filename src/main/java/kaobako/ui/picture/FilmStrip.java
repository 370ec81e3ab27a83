package kaobako.ui.picture;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import javax.swing.ButtonGroup;
import javax.swing.JButton;
import javax.swing.JComponent;
import javax.swing.JLabel;
import javax.swing.JPanel;
import javax.swing.JSlider;
import javax.swing.JToggleButton;
import kaobako.generate.Picture;
import kaobako.studio.Film;
import kaobako.studio.Settings;
import kaobako.ui.Act;
import kaobako.ui.Desk;
import kaobako.ui.Poll;
import kaobako.ui.part.Pick;
import kaobako.ui.part.PictureRow;
import kaobako.ui.part.SliderPlay;
import net.miginfocom.swing.MigLayout;

/**
 * The steps of one picture, or of several side by side: a row of frames each and one slider that goes through them, as x_t with its noise
 * or as the picture that was expected. The film with most frames leads; the others show the frame with as much noise left.
 */
final class FilmStrip extends JPanel {
    enum Side { PREDICTED, NOISY }

    private static final int PLAY_MILLIS = 80;
    private static final String PLACE = "film.side";

    /** One picture's film and where it is shown. */
    private record Track(Reel reel, PictureRow row, JLabel words, Consumer<Optional<Picture>> screen) {}

    private final Desk desk;
    private final List<Track> tracks = new ArrayList<>();
    private final JSlider slider = new JSlider(0, 1, 1);
    private final Act make;
    private final JButton makeButton;
    /** Of several films together; one alone has its own words here. */
    private final JLabel hint = new JLabel();
    private final Act play;
    private final SliderPlay player = new SliderPlay(slider, PLAY_MILLIS);
    private List<Film> films = List.of();
    private Side side;
    private boolean setting;

    /** @param screens one a picture, told what to show large; empty for the finished picture */
    FilmStrip(Desk desk, Supplier<Settings.Scaling> scaling, List<Consumer<Optional<Picture>>> screens) {
        super(new MigLayout("insets 4 14 12 14, fillx, hidemode 3, gapx 16", "[grow, fill, sg]".repeat(screens.size())));
        this.desk = desk;
        setName("film");
        side = Side.values()[Math.floorMod(desk.settings().place(PLACE, 0), Side.values().length)];
        for (Consumer<Optional<Picture>> screen : screens) {
            Reel reel = new Reel(desk);
            tracks.add(new Track(reel, new PictureRow(scaling, at -> scrubTo(reel.film(), at)), new JLabel(), screen));
        }
        make = new Act(desk.messages(), "film", "film", "ctrl F", () -> tracks.forEach(t -> t.reel.record())).bind(this, WHEN_IN_FOCUSED_WINDOW);
        makeButton = make.button();
        play = new Act(desk.messages(), "playFilm", "play", "SPACE", player::toggle);
        slider.setName("film-slider");
        slider.getAccessibleContext().setAccessibleName(desk.text("film.slider"));
        slider.addChangeListener(e -> {
            if (!setting) showFrame();
        });
        assemble();
        Poll.of(this, Poll.FAST, this::newest, this::showFilms);
    }

    private void assemble() {
        boolean alone = tracks.size() == 1;
        JPanel bar = new JPanel(new MigLayout("insets 0, fillx, gapx 8", "[][grow, fill][]"));
        bar.add(makeButton);
        bar.add(alone ? tracks.get(0).words : hint, "growx, wmin 20");
        bar.add(sides());
        add(bar, "spanx, growx, wrap");
        add(play.iconButton(), "split 2, spanx, growx 0");
        add(slider, "growx, pushx, wrap");
        for (Track track : tracks) {
            track.words.setName("film-words");
            if (!alone) add(track.words, "wmin 20");
        }
        for (Track track : tracks) add(track.row, (track == tracks.get(0) ? "newline, " : "") + "growx, wmin 60, h 56!");
    }

    private JComponent sides() {
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
                showFilms(films);
            });
            group.add(button);
            sides.add(button);
        }
        return sides;
    }

    /** Makes its key work wherever the focus is inside a component. */
    void bind(JComponent around) {
        play.bind(around, WHEN_ANCESTOR_OF_FOCUSED_COMPONENT);
    }

    /** Where whoever opens it begins. */
    @Override
    public boolean requestFocusInWindow() {
        return makeButton.requestFocusInWindow();
    }

    /** Other pictures, one a screen: their films are not made before they are asked for. */
    void open(List<Pick> opened) {
        boolean other = false;
        for (int i = 0; i < tracks.size(); i++) other |= tracks.get(i).reel.open(opened.get(i));
        if (!other) return;
        player.stop();
        showFilms(newest());
    }

    /** Gives up films that are being made. */
    void stop() {
        tracks.forEach(t -> t.reel.stop());
    }

    /** Whether something else than the finished picture is shown. */
    boolean isScrubbed() {
        return slider.isEnabled() && slider.getValue() < leader().frames().size() - 1;
    }

    private List<Film> newest() {
        List<Film> now = tracks.stream().map(t -> t.reel.film()).toList();
        boolean same = now.size() == films.size() && IntStream.range(0, now.size()).allMatch(i -> now.get(i) == films.get(i));
        return same ? films : now;
    }

    private Film leader() {
        return films.stream().reduce(Film.EMPTY, (a, b) -> b.frames().size() > a.frames().size() ? b : a);
    }

    private void showFilms(List<Film> now) {
        films = now;
        int frames = leader().frames().size();
        make.enableUnless(films.stream().noneMatch(f -> f.frames().isEmpty()) ? desk.text("film.made") : "");
        play.enableUnless(frames > 0 ? "" : desk.text("film.none"));
        slider.setEnabled(frames > 0);
        for (int i = 0; i < tracks.size(); i++) {
            // alone it leaves its place to the picture; a window that was made for several keeps its size
            tracks.get(i).row.setVisible(tracks.size() > 1 || frames > 0);
            tracks.get(i).row.show(films.get(i).frames().stream().map(f -> Optional.of(picture(f))).toList());
        }
        hint.setText(desk.text(frames > 0 ? "film.together" : "film.hint"));
        setting = true;
        boolean atEnd = slider.getValue() >= slider.getMaximum();
        slider.setMaximum(Math.max(1, frames - 1));
        if (atEnd) slider.setValue(slider.getMaximum());
        setting = false;
        showFrame();
    }

    private Picture picture(Film.Frame frame) {
        return side == Side.NOISY ? frame.noisy() : frame.predicted();
    }

    private void showFrame() {
        List<Film.Frame> leading = leader().frames();
        for (int i = 0; i < tracks.size(); i++) {
            Film film = films.get(i);
            if (film.frames().isEmpty()) tracks.get(i).words.setText(tracks.size() == 1 ? desk.text("film.hint") : " ");
            else showFrame(tracks.get(i), film, film.nearest(leading.get(Math.min(slider.getValue(), leading.size() - 1))));
        }
    }

    private void showFrame(Track track, Film film, int at) {
        Film.Frame frame = film.frames().get(at);
        track.row.select(at);
        track.words.setText(tracks.size() == 1 ? desk.text("film.frame", frame.stage(), film.stages(), frame.timestep(), sigma(frame.sigma()))
                : desk.text("film.pair", frame.stage(), film.stages(), sigma(frame.sigmaLeft())));
        boolean finished = frame.stage() == film.stages() && side == Side.PREDICTED;
        track.screen.accept(finished ? Optional.empty() : Optional.of(picture(frame)));
    }

    private static String sigma(double sigma) {
        return Double.isInfinite(sigma) ? "∞" : String.format("%.2f", sigma);
    }

    /** Where the leading film is as far as this one is there. */
    private void scrubTo(Film film, int frame) {
        Film leader = leader();
        slider.setValue(film == leader ? frame : leader.nearest(film.frames().get(frame)));
    }
}
