package kaobako.ui.theory;

import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javax.swing.JComboBox;
import javax.swing.JComponent;
import javax.swing.JLabel;
import javax.swing.JPanel;
import javax.swing.JSlider;
import kaobako.diffusion.BetaSchedule;
import kaobako.studio.Gallery;
import kaobako.ui.Act;
import kaobako.ui.Choices;
import kaobako.ui.Desk;
import kaobako.ui.part.Motion;
import kaobako.ui.part.OpenFrom;
import kaobako.ui.part.SaveView;
import net.miginfocom.swing.MigLayout;

/** Chapter 4: a picture, and a whole box of them, dissolve into noise under a model's schedule. */
final class ForwardChapter implements Chapter {
    /** Of avatars, and so many numbers a picture. */
    private static final int SIDE = 64;
    private static final double SECONDS = 7;
    private static final int FRAMES = 70;
    private static final int FRAME_MILLIS = 80;
    /** The pages that set the step: the picture, halfway, and the end. */
    private static final int PICTURE_PAGE = 1, CIRCLE_PAGE = 3, END_PAGE = 5;

    private final Desk desk;
    private final Dissolve dissolve;
    private final JPanel view = new JPanel(new MigLayout("insets 10 4 12 12, fill, gap 8", "[grow 50, fill][grow 50, fill]",
            "[][grow 56, fill][grow 44, fill]"));
    private final JSlider slider = new JSlider(0, Dissolve.STEPS, 0);
    private final JLabel where = new JLabel();
    private final Animation playing;
    private final Act play;
    private double at;
    private long practice;
    private int favourite;
    private boolean setting;

    ForwardChapter(Desk desk, PixelBox box) {
        this.desk = desk;
        dissolve = new Dissolve(box);
        playing = new Animation(desk, view, this::advance);
        play = new Act(desk.messages(), "playDissolve", "play", "ctrl P", this::play).inWindowOf(view);
        view.add(controls(), "spanx 2, growx, wrap");
        view.add(moving(new DissolveView(desk, dissolve, this::read)), "grow, w 10:300:, h 80:260:");
        view.add(moving(new CloudView(desk, dissolve)), "grow, w 10:300:, h 80:260:, wrap");
        view.add(moving(new ScheduleView(desk, dissolve)), "spanx 2, grow, h 80:220:");
        dissolve.onChange(this::show);
        show();
        practice();
    }

    private Plot moving(Plot plot) {
        plot.movesAs(this::motion);
        return plot;
    }

    private JComponent controls() {
        JPanel bar = new JPanel(new MigLayout("insets 0, gapx 4, fillx", "", "[28!, center]"));
        JComboBox<BetaSchedule> schedule = Choices.of(desk, "theory.forward.table", List.of(BetaSchedule.values()),
                s -> desk.text("theory.schedule." + s), dissolve::take);
        schedule.setToolTipText(desk.text("theory.forward.table.tip"));
        Choices.select(schedule, dissolve.schedule());
        bar.add(schedule);
        bar.add(new Act(desk.messages(), "openPicture", "open", "ctrl O", this::choose).inWindowOf(view).iconButton());
        bar.add(new Act(desk.messages(), "practicePicture", "dice", "ctrl R", this::practice).inWindowOf(view).iconButton());
        bar.add(new Act(desk.messages(), "galleryPicture", "heart", "ctrl G", this::favourite).inWindowOf(view).iconButton());
        bar.add(play.iconButton(), "gapleft 10");
        slider.setName("forward-step");
        slider.getAccessibleContext().setAccessibleName(desk.text("theory.forward.step"));
        slider.addChangeListener(e -> {
            if (setting) return;
            playing.stop();
            dissolve.go(slider.getValue());
        });
        bar.add(slider, "growx, pushx, wmin 60");
        bar.add(where, "wmin 104");
        return bar;
    }

    private void show() {
        setting = true;
        slider.setValue(dissolve.step());
        setting = false;
        where.setText(desk.text("theory.forward.where", dissolve.step(), Dissolve.STEPS));
    }

    private void play() {
        if (playing.isStarted()) {
            playing.stop();
            return;
        }
        at = dissolve.step() == Dissolve.STEPS ? 0 : dissolve.step();
        playing.start();
    }

    private void advance(double seconds) {
        at += seconds * Dissolve.STEPS / SECONDS;
        dissolve.go((int) at);
        if (at >= Dissolve.STEPS) playing.stop();
    }

    private void choose() {
        OpenFrom.file(view, desk.text("theory.forward.choose")).ifPresent(this::read);
    }

    private void read(Path file) {
        desk.then(desk.studio().laboratory().picture(file, SIDE), dissolve::take);
    }

    private void practice() {
        desk.then(desk.studio().laboratory().practicePicture(practice++, SIDE), dissolve::take);
    }

    /** The next of the gallery's favourites, or of all if none is marked. */
    private void favourite() {
        List<Gallery.Entry> all = desk.studio().gallery().entries();
        List<Gallery.Entry> marked = all.stream().filter(e -> e.mark() == Gallery.Mark.FAVOURITE).toList();
        List<Gallery.Entry> from = marked.isEmpty() ? all : marked;
        if (from.isEmpty()) {
            desk.say(desk.text("theory.forward.emptyGallery"));
            return;
        }
        File file = from.get(favourite++ % from.size()).file().toFile();
        read(file.toPath());
    }

    @Override
    public String key() {
        return "forward";
    }

    @Override
    public JComponent view() {
        return view;
    }

    @Override
    public Object[] figures(int page) {
        return page == 1 ? new Object[] {Dissolve.STEPS} : new Object[0];
    }

    @Override
    public void turnTo(int page) {
        playing.stop();
        if (page == PICTURE_PAGE) dissolve.go(0);
        if (page == CIRCLE_PAGE) dissolve.go(Dissolve.STEPS * 3 / 10);
        if (page == END_PAGE) dissolve.go(Dissolve.STEPS);
    }

    @Override
    public Optional<Motion> motion() {
        return motion(view);
    }

    private Optional<Motion> motion(JComponent shown) {
        return Optional.of(new Motion("dissolve", FRAMES, FRAME_MILLIS, frame -> {
            playing.stop();
            dissolve.go(Dissolve.STEPS * frame / (FRAMES - 1));
            return SaveView.image(shown, 1);
        }));
    }
}
