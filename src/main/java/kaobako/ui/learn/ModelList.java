package kaobako.ui.learn;

import com.formdev.flatlaf.util.UIScale;
import java.awt.BorderLayout;
import java.awt.Component;
import java.awt.event.MouseAdapter;
import java.awt.event.MouseEvent;
import java.util.List;
import javax.swing.BorderFactory;
import javax.swing.DefaultListModel;
import javax.swing.JList;
import javax.swing.JPanel;
import javax.swing.JPopupMenu;
import javax.swing.JScrollPane;
import javax.swing.ListCellRenderer;
import javax.swing.ListSelectionModel;
import javax.swing.ScrollPaneConstants;
import kaobako.ui.Act;
import kaobako.ui.Desk;
import kaobako.ui.Poll;

/** The models that were learned here with what becomes of each, and the way to a new one. */
final class ModelList extends JPanel {
    private static final int POLL_MILLIS = 250;

    /** A row as it is painted. */
    record Row(String name, String status, boolean active) {}

    private final Desk desk;
    private final DefaultListModel<Row> rows = new DefaultListModel<>();
    /** As wide as there is room, whatever its words are. */
    private final JList<Row> list = new JList<>(rows) {
        @Override
        public boolean getScrollableTracksViewportWidth() {
            return true;
        }
    };
    private List<Row> shown = List.of();
    private boolean setting;

    ModelList(Desk desk, ModelActions actions) {
        super(new BorderLayout());
        this.desk = desk;
        putClientProperty("FlatLaf.styleClass", "sidebar");
        Act fresh = new Act(desk.messages(), "newModel", "plus", "ctrl N", () -> choose("")).bind(this, WHEN_IN_FOCUSED_WINDOW);
        JPanel top = new JPanel(new BorderLayout());
        top.setOpaque(false);
        top.setBorder(BorderFactory.createEmptyBorder(UIScale.scale(14), UIScale.scale(10), UIScale.scale(10), UIScale.scale(10)));
        top.add(fresh.button());
        list.setName("models");
        list.setOpaque(false);
        list.setSelectionMode(ListSelectionModel.SINGLE_SELECTION);
        list.getAccessibleContext().setAccessibleName(desk.text("learn.models"));
        list.setCellRenderer(new RowRenderer());
        list.addListSelectionListener(e -> {
            if (!setting && list.getSelectedValue() != null) choose(list.getSelectedValue().name());
        });
        JPopupMenu menu = actions.menu();
        list.addMouseListener(new MouseAdapter() {
            @Override
            public void mousePressed(MouseEvent e) {
                popup(e, menu);
            }

            @Override
            public void mouseReleased(MouseEvent e) {
                popup(e, menu);
            }
        });
        JScrollPane scroll = new JScrollPane(list, ScrollPaneConstants.VERTICAL_SCROLLBAR_AS_NEEDED,
                ScrollPaneConstants.HORIZONTAL_SCROLLBAR_NEVER);
        scroll.setBorder(BorderFactory.createEmptyBorder());
        scroll.setOpaque(false);
        scroll.getViewport().setOpaque(false);
        add(top, BorderLayout.PAGE_START);
        add(scroll, BorderLayout.CENTER);
        Poll.of(this, POLL_MILLIS, this::newest, this::show);
        Poll.of(list, Poll.SLOW, () -> desk.settings().learn().shown(), name -> select());
    }

    private void popup(MouseEvent e, JPopupMenu menu) {
        int at = list.locationToIndex(e.getPoint());
        if (!e.isPopupTrigger() || at < 0) return;
        list.setSelectedIndex(at);
        Entry.named(desk, rows.get(at).name()).ifPresent(entry -> menu.show(list, e.getX(), e.getY()));
    }

    private void choose(String name) {
        desk.change(s -> s.withLearn(s.learn().withShown(name)));
    }

    private List<Row> newest() {
        List<Row> now = Entry.all(desk).stream().map(e -> new Row(e.model().name(), e.status(desk), e.isActive())).toList();
        if (!now.equals(shown)) shown = now;
        return shown;
    }

    private void show(List<Row> now) {
        setting = true;
        for (int i = 0; i < now.size(); i++) {
            if (i >= rows.size()) rows.addElement(now.get(i));
            else if (!rows.get(i).equals(now.get(i))) rows.set(i, now.get(i));
        }
        while (rows.size() > now.size()) rows.remove(rows.size() - 1);
        setting = false;
        select();
    }

    private void select() {
        setting = true;
        String name = desk.settings().learn().shown();
        int at = -1;
        for (int i = 0; i < rows.size(); i++) if (rows.get(i).name().equals(name)) at = i;
        if (at < 0) list.clearSelection();
        else list.setSelectedIndex(at);
        setting = false;
    }

    private static final class RowRenderer implements ListCellRenderer<Row> {
        private final RowView view = new RowView();

        @Override
        public Component getListCellRendererComponent(JList<? extends Row> list, Row row, int index, boolean selected, boolean focused) {
            return view.show(row, selected, focused && list.isFocusOwner());
        }
    }
}
