package kaobako.ui.learn;

import com.formdev.flatlaf.util.UIScale;
import java.awt.Component;
import java.awt.Dimension;
import java.util.List;
import javax.swing.JOptionPane;
import javax.swing.JScrollPane;
import javax.swing.JTable;
import javax.swing.table.AbstractTableModel;
import kaobako.studio.FolderSurvey;
import kaobako.ui.Desk;

/** The files that are not used, each with its reason. */
final class RefusedDialog {
    private RefusedDialog() {}

    static void show(Desk desk, Component parent, List<FolderSurvey.Refused> refused) {
        JTable table = new JTable(new Rows(desk, refused));
        table.setName("refused");
        table.setAutoCreateRowSorter(true);
        table.getAccessibleContext().setAccessibleName(desk.text("learn.refusedTitle"));
        table.getColumnModel().getColumn(0).setPreferredWidth(UIScale.scale(200));
        table.getColumnModel().getColumn(1).setPreferredWidth(UIScale.scale(120));
        table.getColumnModel().getColumn(2).setPreferredWidth(UIScale.scale(360));
        JScrollPane scroll = new JScrollPane(table);
        scroll.setPreferredSize(UIScale.scale(new Dimension(700, 340)));
        JOptionPane.showMessageDialog(parent, scroll, desk.text("learn.refusedTitle"), JOptionPane.PLAIN_MESSAGE);
    }

    private static final class Rows extends AbstractTableModel {
        private final transient Desk desk;
        private final transient List<FolderSurvey.Refused> refused;

        Rows(Desk desk, List<FolderSurvey.Refused> refused) {
            this.desk = desk;
            this.refused = refused;
        }

        @Override
        public int getRowCount() {
            return refused.size();
        }

        @Override
        public int getColumnCount() {
            return 3;
        }

        @Override
        public String getColumnName(int column) {
            return desk.text(List.of("learn.column.file", "learn.column.reason", "learn.column.what").get(column));
        }

        @Override
        public Object getValueAt(int row, int column) {
            FolderSurvey.Refused file = refused.get(row);
            return switch (column) {
                case 0 -> file.file();
                case 1 -> desk.text("refusal." + file.reason());
                default -> desk.messages().say(file.said());
            };
        }
    }
}
