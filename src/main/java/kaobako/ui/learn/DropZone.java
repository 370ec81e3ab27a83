package kaobako.ui.learn;

import com.formdev.flatlaf.util.UIScale;
import java.awt.BasicStroke;
import java.awt.Graphics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import javax.swing.JButton;
import javax.swing.JLabel;
import javax.swing.JPanel;
import javax.swing.JTextArea;
import javax.swing.UIManager;
import kaobako.ui.Act;
import kaobako.ui.Desk;
import kaobako.ui.Icons;
import kaobako.ui.part.Words;
import net.miginfocom.swing.MigLayout;

/** Stands where a folder's pictures would be: what to bring, and how to begin without anything. */
final class DropZone extends JPanel {
    private static final int MARGIN = 22;

    DropZone(Desk desk, Act choose, Act practise) {
        super(new MigLayout("wrap 1, insets 60, gapy 12", "push[280:440:460, fill]push", "push[]10[][]16[]10[]push"));
        add(new JLabel(Icons.of("learn", 56, "Component.accentColor")), "align center, growx 0");
        JLabel title = new JLabel(desk.text("learn.emptyTitle"));
        title.putClientProperty("FlatLaf.styleClass", "h2");
        add(title, "align center, growx 0");
        JTextArea what = Words.paragraph("default", desk.text("learn.empty"));
        add(what, "wmin 60");
        JButton folder = choose.button();
        folder.putClientProperty("FlatLaf.styleClass", "primary");
        folder.setIcon(Icons.of("folder", 16, "Kaobako.primaryForeground"));
        add(folder, "align center, growx 0, h 36!");
        add(practise.button(), "align center, growx 0, h 32!");
    }

    @Override
    protected void paintComponent(Graphics g) {
        super.paintComponent(g);
        Graphics2D g2 = (Graphics2D) g.create();
        g2.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        g2.setColor(UIManager.getColor("Kaobako.plotLine"));
        float dash = UIScale.scale(6f);
        g2.setStroke(new BasicStroke(UIScale.scale(1.4f), BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND, 1, new float[] {dash, dash}, 0));
        int m = UIScale.scale(MARGIN);
        int arc = UIScale.scale(22);
        g2.drawRoundRect(m, m, getWidth() - 2 * m, getHeight() - 2 * m, arc, arc);
        g2.dispose();
    }
}
