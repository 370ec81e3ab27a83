package kaobako.ui;

import java.awt.Taskbar;
import java.awt.Window;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.swing.JComponent;
import kaobako.studio.LearnMoment;
import kaobako.studio.LearnRun;
import kaobako.studio.LongDrawings;
import kaobako.studio.Settings;

/** Says when a training or a long drawing has ended: in words, with a quiet sound if the settings say so, and in the task bar. Event thread. */
final class FinishNews {
    private static final int POLL_MILLIS = 300;

    private final Desk desk;
    private final Window window;
    private final Map<LearnRun, LearnMoment.Phase> seen = new HashMap<>();
    private final LongDrawings drawings = new LongDrawings();

    /** @param where it lives as long as this is on the screen */
    FinishNews(Desk desk, Window window, JComponent where) {
        this.desk = desk;
        this.window = window;
        desk.studio().learning().runs().forEach(r -> seen.put(r, r.moment().phase()));
        Poll.of(where, POLL_MILLIS, this::look, now -> { });
    }

    /** Looks at every run and drawing; what it returns never changes. */
    private Object look() {
        for (Duration took : drawings.ended(desk.studio().jobs())) {
            desk.say(desk.text("draw.finished", JobStrip.time(took)));
            ring();
        }
        for (LearnRun run : desk.studio().learning().runs()) {
            LearnMoment.Phase now = run.moment().phase();
            LearnMoment.Phase before = seen.put(run, now);
            if (before != now && now.isEnd()) say(run, now);
        }
        return List.of();
    }

    private void say(LearnRun run, LearnMoment.Phase end) {
        if (end == LearnMoment.Phase.FAILED) run.moment().problem().ifPresent(desk::report);
        if (end == LearnMoment.Phase.STOPPED) desk.say(desk.text("learn.stopped", run.name(), run.moment().step()));
        if (end == LearnMoment.Phase.DONE) desk.say(desk.text("learn.finished", run.name(), run.moment().step()));
        if (end != LearnMoment.Phase.STOPPED) ring();
    }

    private void ring() {
        if (desk.settings().sound() == Settings.Sound.QUIET) desk.studio().onIo(() -> {
            Chime.play();
            return null;
        });
        if (Taskbar.isTaskbarSupported() && Taskbar.getTaskbar().isSupported(Taskbar.Feature.USER_ATTENTION_WINDOW)) {
            Taskbar.getTaskbar().requestWindowUserAttention(window);
        }
    }
}
