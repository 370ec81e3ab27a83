package kaobako.ui;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javax.swing.JButton;
import javax.swing.JLabel;
import javax.swing.JPanel;
import javax.swing.JProgressBar;
import kaobako.studio.Building;
import kaobako.studio.JobHandle;
import net.miginfocom.swing.MigLayout;

/**
 * What runs, how far it is, how fast, how long it will take, and pause, an early end and stop for it; a row of the newest two jobs, and the way to the
 * whole queue.
 */
final class JobStrip extends JPanel {
    private static final int MOST = 2;
    private static final int RESOLUTION = 1000;

    private final Desk desk;
    private final JButton queue;

    JobStrip(Desk desk) {
        super(new MigLayout("insets 0, gapx 16, hidemode 3", "push", "[center]"));
        this.desk = desk;
        setOpaque(false);
        setName("job-strip");
        queue = new Act(desk.messages(), "queue", "queue", "ctrl J", () -> QueueView.open(desk, this)).bind(this, WHEN_IN_FOCUSED_WINDOW).iconButton();
        Poll.of(this, Poll.SLOW, desk.studio()::jobs, this::show);
    }

    private void show(List<JobHandle> jobs) {
        removeAll();
        // the newest has the keys
        for (int i = Math.max(0, jobs.size() - MOST); i < jobs.size() - 1; i++) add(new Row(jobs.get(i), null, null, null), "wmin 120");
        if (!jobs.isEmpty()) add(new Row(jobs.get(jobs.size() - 1), "F9", "ctrl F9", "shift F9"), "wmin 120");
        queue.setText(jobs.size() > MOST ? "+" + (jobs.size() - MOST) : null);
        queue.setHideActionText(true);
        queue.setEnabled(!jobs.isEmpty());
        add(queue);
        revalidate();
        repaint();
    }

    private final class Row extends JPanel {
        private final JobHandle job;
        private final JLabel name = new JLabel();
        private final JLabel rate = new JLabel();
        private final JProgressBar bar = new JProgressBar(0, RESOLUTION);
        private final Act pause;
        private final JButton pauseButton;
        private final Act finish;
        private final JButton finishButton;

        /** All that a row depends on. */
        private record Shown(JobHandle.Moment moment, Optional<Building> building, boolean linking) {}

        private Shown last = new Shown(null, Optional.empty(), false);

        Row(JobHandle job, String pauseKeyOrNull, String finishKeyOrNull, String stopKeyOrNull) {
            super(new MigLayout("insets 0, gapx 8, hidemode 3", "[shrinkprio 50][40:150:150, shrinkprio 200][shrinkprio 100][]0[]0[]", "[center]"));
            this.job = job;
            setOpaque(false);
            pause = new Act(desk.messages(), "pause", "pause", pauseKeyOrNull, this::togglePause).bind(this, WHEN_IN_FOCUSED_WINDOW);
            pauseButton = pause.iconButton();
            finish = new Act(desk.messages(), "finishJob", "finish", finishKeyOrNull, job::finish).bind(this, WHEN_IN_FOCUSED_WINDOW);
            finishButton = finish.iconButton();
            Act stop = new Act(desk.messages(), "stopJob", "stop", stopKeyOrNull, job::stop).bind(this, WHEN_IN_FOCUSED_WINDOW);
            String what = desk.text("job." + job.purpose().name());
            name.setText(job.title().isEmpty() ? what : what + "  ·  " + job.title());
            bar.getAccessibleContext().setAccessibleName(name.getText());
            rate.setEnabled(false);
            add(name, "wmin 30");
            add(bar, "growx");
            add(rate, "wmin 0");
            // preparing a device cannot wait for anything, and drawing stops by its own button too
            add(pauseButton);
            add(finishButton);
            add(stop.iconButton());
            Poll.of(this, Poll.SLOW, this::look, this::show);
        }

        private Shown look() {
            boolean runs = job.state() == JobHandle.State.RUNNING;
            boolean preparing = runs || job.state() == JobHandle.State.WAITING && isFirst();
            Shown now = new Shown(job.moment(), preparing ? desk.studio().building() : Optional.empty(), runs && desk.studio().linking());
            return now.equals(last) ? last : now;
        }

        /** Kernels are built for the job whose turn it is, which in its first step still seems to wait. */
        private boolean isFirst() {
            return desk.studio().jobs().stream().findFirst().filter(j -> j == job).isPresent();
        }

        private void togglePause() {
            if (job.state() == JobHandle.State.PAUSED) job.resume();
            else job.pause();
        }

        private void show(Shown shown) {
            last = shown;
            JobHandle.Moment now = shown.moment;
            boolean paused = now.state() == JobHandle.State.PAUSED;
            pauseButton.setIcon(Icons.of(paused ? "play" : "pause", 16));
            pauseButton.setToolTipText(desk.text(paused ? "action.resume.tip" : "action.pause.tip"));
            pauseButton.getAccessibleContext().setAccessibleName(desk.text(paused ? "action.resume" : "action.pause"));
            finish.enableUnless(now.progress().canEndEarly() ? "" : desk.text("draw.together"));
            finishButton.setVisible(finish.isEnabled());
            long total = now.progress().total();
            Optional<Building> building = total == 0 && !paused ? shown.building : Optional.empty();
            boolean waits = now.state() == JobHandle.State.WAITING && !isFirst();
            bar.setIndeterminate(total == 0 && !paused && !waits && building.isEmpty());
            if (total > 0) bar.setValue((int) (RESOLUTION * now.progress().done() / total));
            building.ifPresent(b -> bar.setValue(RESOLUTION * b.index() / b.count()));
            rate.setText(building.map(b -> desk.text("job.building", b.index(), b.count())).orElseGet(() -> words(now, paused, shown.linking)));
            rate.setToolTipText(shown.linking ? desk.text("job.linking.tip") : null);
            revalidate();
        }

        private String words(JobHandle.Moment now, boolean paused, boolean linking) {
            if (paused) return desk.text("job.paused");
            if (now.state() == JobHandle.State.WAITING && now.progress().total() == 0) return desk.text("job.state.WAITING");
            if (now.progress().total() == 0) return desk.text("job.preparing");
            String count = desk.text(job.isFinishing() ? "job.finishing" : "job.steps", now.progress().done(), now.progress().total());
            if (linking) return count + "  ·  " + desk.text("job.linking");
            if (now.perSecond() == 0) return count;
            String speed = desk.text("job.rate", now.perSecond());
            return count + "  ·  " + speed + now.left().map(left -> "  ·  " + desk.text("job.left", time(left))).orElse("");
        }
    }

    /** 42 s, 3:07, 1:02:03. */
    static String time(Duration time) {
        long s = Math.max(0, time.toSeconds());
        if (s < 60) return s + " s";
        return s < 3600 ? String.format("%d:%02d", s / 60, s % 60) : String.format("%d:%02d:%02d", s / 3600, s / 60 % 60, s % 60);
    }
}
