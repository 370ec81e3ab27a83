package kaobako.ui.walk;

import java.awt.BorderLayout;
import java.util.Optional;
import javax.swing.JPanel;
import kaobako.studio.JobHandle;
import kaobako.studio.WalkRun;
import kaobako.ui.Desk;

/** The film of the walk, and its keyframes below. */
final class WalkPage extends JPanel {
    private final Desk desk;
    private final WalkView view;
    private final KeyBar keys;

    WalkPage(Desk desk) {
        super(new BorderLayout());
        this.desk = desk;
        view = new WalkView(desk);
        keys = new KeyBar(desk);
        add(view, BorderLayout.CENTER);
        add(keys, BorderLayout.PAGE_END);
        setTransferHandler(new PictureDrop(desk, (seeds, at) -> desk.walk().insert(keys.row().insertionAt(this, at), seeds)));
        desk.walk().onChange(this::showControls);
        desk.draw().onChange(keys.row()::showKeys);
    }

    private void showControls() {
        view.showControls();
        keys.row().showKeys();
    }

    void opened() {
        keys.row().showKeys();
    }

    /** How it stands, in a line. */
    String words() {
        Optional<WalkRun> run = desk.walk().run();
        if (run.isEmpty()) return desk.text("walk.hint");
        WalkRun.Frames frames = run.get().frames();
        int all = frames.pictures().size();
        Optional<JobHandle.State> state = run.get().drawing().map(d -> d.handle().state());
        if (!frames.isWhole() && state.equals(Optional.of(JobHandle.State.STOPPED))) return desk.text("walk.stopped", frames.finished(), all);
        if (!frames.isWhole()) return desk.text("walk.drawing", frames.finished(), all);
        return desk.text(desk.walk().isStale() ? "walk.stale" : "walk.done", all);
    }
}
