package kaobako.ui;

import java.util.List;
import javax.swing.JLabel;
import javax.swing.JPanel;
import javax.swing.JPopupMenu;
import kaobako.studio.JobHandle;
import net.miginfocom.swing.MigLayout;

/** Every job that has not ended, in their order: who works, who waits; earlier, later, remove. Event thread. */
final class QueueView extends JPanel {
    private final Desk desk;

    private QueueView(Desk desk) {
        super(new MigLayout("insets 10 14 10 10, wrap 1, fillx, gapy 4", "[grow, fill, 360::]"));
        this.desk = desk;
        setName("queue-view");
        Poll.of(this, Poll.SLOW, desk.studio()::jobs, this::show);
    }

    /** Above a component of the status line. */
    static void open(Desk desk, JPanel strip) {
        QueueView view = new QueueView(desk);
        JPopupMenu popup = new JPopupMenu();
        popup.add(view);
        popup.show(strip, strip.getWidth() - popup.getPreferredSize().width, -popup.getPreferredSize().height);
        view.addComponentListener(new java.awt.event.ComponentAdapter() {
            @Override
            public void componentResized(java.awt.event.ComponentEvent e) {
                popup.pack();
            }
        });
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
        java.awt.Container popup = getParent();
        if (popup instanceof JPopupMenu menu && menu.isShowing()) menu.pack();
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
            Act earlier = new Act(desk.messages(), "earlier", "up", null, () -> job.move(JobHandle.Direction.EARLIER));
            Act later = new Act(desk.messages(), "later", "down", null, () -> job.move(JobHandle.Direction.LATER));
            earlier.enableUnless(at == 0 ? desk.text("queue.first") : "");
            later.enableUnless(at == count - 1 ? desk.text("queue.last") : "");
            add(earlier.iconButton());
            add(later.iconButton());
            add(new Act(desk.messages(), "removeJob", "close", null, job::stop).iconButton());
            Poll.of(this, Poll.SLOW, job::moment, now -> state.setText(desk.text("job.state." + now.state().name())));
        }
    }
}
