package kaobako.ui;

import com.formdev.flatlaf.util.UIScale;
import java.awt.Point;
import java.awt.Window;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import javax.swing.JComponent;
import javax.swing.JDialog;
import javax.swing.JLabel;
import javax.swing.JPanel;
import javax.swing.SwingUtilities;
import javax.swing.WindowConstants;
import kaobako.studio.JobHandle;
import net.miginfocom.swing.MigLayout;

/** Every job that has not ended, in their order: who works, who waits; earlier, later, remove. Event thread. */
final class QueueView extends JPanel {
    private static final String NAME = "queue-window";

    private final Desk desk;

    private QueueView(Desk desk) {
        super(new MigLayout("insets 10 14 10 10, wrap 1, fillx, gapy 4", "[grow, fill, 360::]"));
        this.desk = desk;
        setName("queue-view");
        Poll.of(this, Poll.SLOW, desk.studio()::jobs, this::show);
    }

    /** In a small window of its own above a component of the status line, or forward if it is open. */
    static void open(Desk desk, JComponent strip) {
        Window owner = SwingUtilities.getWindowAncestor(strip);
        Optional<Window> open = Arrays.stream(owner.getOwnedWindows()).filter(w -> w.isShowing() && NAME.equals(w.getName())).findFirst();
        if (open.isPresent()) {
            open.get().toFront();
            return;
        }
        JDialog dialog = new JDialog(owner, desk.text("action.queue"));
        dialog.setName(NAME);
        dialog.setDefaultCloseOperation(WindowConstants.DISPOSE_ON_CLOSE);
        QueueView view = new QueueView(desk);
        new Act(desk.messages(), "close", "close", "ESCAPE", dialog::dispose).bind(view, WHEN_IN_FOCUSED_WINDOW);
        dialog.setContentPane(view);
        dialog.pack();
        Point corner = strip.getLocationOnScreen();
        dialog.setLocation(corner.x + strip.getWidth() - dialog.getWidth(), corner.y - dialog.getHeight() - UIScale.scale(6));
        dialog.setVisible(true);
    }

    private void show(List<JobHandle> jobs) {
        removeAll();
        JLabel title = new JLabel(desk.text("queue.title", jobs.size()));
        title.putClientProperty("FlatLaf.styleClass", "h4");
        add(title);
        for (int i = 0; i < jobs.size(); i++) add(new Row(jobs.get(i), i, jobs.size()));
        JLabel hint = new JLabel(desk.text("queue.hint"));
        hint.putClientProperty("FlatLaf.styleClass", "small");
        hint.setEnabled(false);
        add(hint, "gaptop 4");
        revalidate();
        repaint();
        Window window = SwingUtilities.getWindowAncestor(this);
        if (window != null && !window.getSize().equals(window.getPreferredSize())) grow(window);
    }

    /** Upwards: its lower edge stays where it is. */
    private static void grow(Window window) {
        int bottom = window.getY() + window.getHeight();
        window.pack();
        window.setLocation(window.getX(), bottom - window.getHeight());
    }

    private final class Row extends JPanel {
        private final JLabel state = new JLabel();

        Row(JobHandle job, int at, int count) {
            super(new MigLayout("insets 0, fillx, gapx 6", "[grow, fill][][]0[]0[]", "[center]"));
            setOpaque(false);
            setName("queue-row");
            String what = desk.text("job." + job.purpose().name());
            add(new JLabel(job.title().isEmpty() ? what : what + "  ·  " + job.title()), "wmin 80");
            state.putClientProperty("FlatLaf.styleClass", "small");
            state.setEnabled(false);
            add(state);
            Act earlier = new Act(desk.messages(), "earlier", "up", "alt UP", () -> job.move(JobHandle.Direction.EARLIER))
                    .bind(this, WHEN_ANCESTOR_OF_FOCUSED_COMPONENT);
            Act later = new Act(desk.messages(), "later", "down", "alt DOWN", () -> job.move(JobHandle.Direction.LATER))
                    .bind(this, WHEN_ANCESTOR_OF_FOCUSED_COMPONENT);
            earlier.enableUnless(at == 0 ? desk.text("queue.first") : "");
            later.enableUnless(at == count - 1 ? desk.text("queue.last") : "");
            add(earlier.iconButton());
            add(later.iconButton());
            add(new Act(desk.messages(), "removeJob", "close", "DELETE", job::stop).bind(this, WHEN_ANCESTOR_OF_FOCUSED_COMPONENT).iconButton());
            Poll.of(this, Poll.SLOW, job::moment, now -> state.setText(desk.text("job.state." + now.state().name())));
        }
    }
}
