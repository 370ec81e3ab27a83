package kaobako.ui.walk;

import com.formdev.flatlaf.util.UIScale;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import javax.swing.JButton;
import javax.swing.JLabel;
import javax.swing.JPanel;
import javax.swing.JSlider;
import javax.swing.Timer;
import kaobako.diffusion.SeedMix;
import kaobako.studio.Settings;
import kaobako.studio.WalkRun;
import kaobako.ui.Act;
import kaobako.ui.Desk;
import kaobako.ui.Icons;
import kaobako.ui.Poll;
import kaobako.ui.part.Pick;
import kaobako.ui.part.PictureRow;
import kaobako.ui.part.PictureView;
import net.miginfocom.swing.MigLayout;

/** The walk as a film: the picture that is on, its frames in a row, play, pause and a slider. Plays while frames are still to come. */
final class WalkView extends JPanel {
    private static final int TICK_MILLIS = 15;

    private final Desk desk;
    private final PictureView view;
    private final PictureRow row;
    private final JSlider slider = new JSlider(0, 1, 0);
    private final JLabel words = new JLabel(" ");
    private final Act play;
    private final JButton playButton;
    private final Playback playback = new Playback(System::nanoTime);
    private final Timer timer = new Timer(TICK_MILLIS, e -> showFrame());
    private Optional<WalkRun> run = Optional.empty();
    private List<SeedMix> mixes = List.of();
    private WalkRun.Frames frames = WalkRun.Frames.NONE;
    private int shown = -1;
    private boolean setting;

    WalkView(Desk desk) {
        super(new MigLayout("insets 6 14 6 14, fill, wrap 1, gapy 6", "[grow, fill]", "[grow, fill][][]"));
        this.desk = desk;
        setName("walk-view");
        Supplier<Settings.Scaling> scaling = () -> desk.settings().scaling();
        view = new PictureView(scaling, 360);
        view.setName("walk-picture");
        view.getAccessibleContext().setAccessibleName(desk.text("walk.picture"));
        row = new PictureRow(scaling, this::scrubTo);
        row.setName("walk-frames");
        row.getAccessibleContext().setAccessibleName(desk.text("walk.frames"));
        play = new Act(desk.messages(), "playWalk", "play", "SPACE", this::togglePlay).bind(this, WHEN_ANCESTOR_OF_FOCUSED_COMPONENT);
        playButton = play.iconButton();
        slider.setName("walk-slider");
        slider.getAccessibleContext().setAccessibleName(desk.text("walk.slider"));
        slider.addChangeListener(e -> {
            if (!setting) scrubTo(slider.getValue());
        });
        add(view, "hmin 120");
        add(row, "h 52!");
        add(playButton, "split 3, growx 0");
        add(slider, "growx, pushx, wmin 80");
        add(words, "w " + UIScale.unscale(getFontMetrics(getFont()).stringWidth("0000 / 0000")) + "!");
        words.setHorizontalAlignment(JLabel.TRAILING);
        Poll.of(this, Poll.FAST, () -> desk.walk().run().map(WalkRun::version).orElse(this), version -> showRun());
        addHierarchyListener(e -> {
            if (!isShowing()) timer.stop();
            else if (playback.isPlaying()) timer.start();
        });
        showRun();
    }

    /** Another walk plays at once; one that is known has more frames. */
    private void showRun() {
        boolean another = !desk.walk().run().equals(run);
        run = desk.walk().run();
        frames = run.map(WalkRun::frames).orElse(WalkRun.Frames.NONE);
        if (another) mixes = run.map(WalkRun::mixes).orElse(List.of());
        row.show(frames.pictures());
        setting = true;
        slider.setMaximum(Math.max(1, frames.pictures().size() - 1));
        setting = false;
        showControls();
        if (another && run.isPresent()) {
            playback.seek(0);
            setPlaying(true);
        }
        shown = -1;
        showFrame();
    }

    /** The rate may be another one. */
    void showControls() {
        playback.show(frames.pictures().size(), desk.walk().controls().rate());
        play.enableUnless(run.isPresent() ? "" : desk.text("walk.none"));
        slider.setEnabled(run.isPresent());
    }

    private void togglePlay() {
        if (run.isPresent()) setPlaying(!playback.isPlaying());
    }

    private void setPlaying(boolean on) {
        if (on) playback.play();
        else playback.pause();
        if (on) timer.start();
        else timer.stop();
        playButton.setIcon(Icons.of(on ? "pause" : "play", 16));
        playButton.getAccessibleContext().setAccessibleName(desk.text(on ? "walk.pause" : "action.playWalk"));
    }

    private void scrubTo(int frame) {
        setPlaying(false);
        playback.seek(frame);
        showFrame();
    }

    private void showFrame() {
        int frame = playback.frame();
        if (frame == shown || frames.pictures().isEmpty()) return;
        shown = frame;
        view.show(frames.nearest(frame));
        row.select(frame);
        setting = true;
        slider.setValue(frame);
        setting = false;
        words.setText((frame + 1) + " / " + frames.pictures().size());
        view.setToolTipText(Pick.caption(mixes.get(frame)));
    }
}
