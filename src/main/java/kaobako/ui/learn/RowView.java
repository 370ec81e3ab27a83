package kaobako.ui.learn;

import com.formdev.flatlaf.util.UIScale;
import java.awt.BorderLayout;
import java.awt.Color;
import java.awt.Graphics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import javax.swing.BorderFactory;
import javax.swing.JLabel;
import javax.swing.JPanel;
import javax.swing.UIManager;

/** A model in the list: its name, what becomes of it, and a mark while it is learned. */
final class RowView extends JPanel {
    private final JLabel name = new JLabel();
    private final JLabel status = new JLabel();
    private boolean selected;
    private boolean focused;
    private boolean active;

    RowView() {
        super(new BorderLayout(0, UIScale.scale(1)));
        setOpaque(false);
        setBorder(BorderFactory.createEmptyBorder(UIScale.scale(7), UIScale.scale(24), UIScale.scale(7), UIScale.scale(14)));
        status.putClientProperty("FlatLaf.styleClass", "small");
        add(name, BorderLayout.CENTER);
        add(status, BorderLayout.PAGE_END);
    }

    RowView show(ModelList.Row row, boolean isSelected, boolean isFocused) {
        selected = isSelected;
        focused = isFocused;
        active = row.active();
        name.setText(row.name());
        name.setForeground(UIManager.getColor(isSelected ? "Component.accentColor" : "Label.foreground"));
        status.setText(row.status());
        status.setForeground(UIManager.getColor("Kaobako.sidebarForeground"));
        setToolTipText(row.name() + " – " + row.status());
        getAccessibleContext().setAccessibleName(row.name() + ", " + row.status());
        return this;
    }

    @Override
    public void updateUI() {
        super.updateUI();
        if (name == null) return;
        name.updateUI();
        status.updateUI();
    }

    @Override
    protected void paintComponent(Graphics g) {
        Graphics2D g2 = (Graphics2D) g.create();
        g2.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        int edge = UIScale.scale(6);
        int arc = UIScale.scale(12);
        Color accent = UIManager.getColor("Component.accentColor");
        if (selected) {
            g2.setColor(UIManager.getColor("Kaobako.sidebarSelected"));
            g2.fillRoundRect(edge, 1, getWidth() - 2 * edge, getHeight() - 2, arc, arc);
        }
        g2.setColor(accent);
        if (focused) g2.drawRoundRect(edge, 1, getWidth() - 2 * edge - 1, getHeight() - 3, arc, arc);
        int dot = UIScale.scale(6);
        if (active) g2.fillOval(edge + UIScale.scale(6), UIScale.scale(13), dot, dot);
        g2.dispose();
    }
}
