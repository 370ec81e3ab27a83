package kaobako.ui.part;

import java.awt.Component;
import java.awt.Container;
import java.awt.GraphicsConfiguration;
import java.awt.Insets;
import java.awt.Rectangle;
import java.awt.Toolkit;
import java.awt.Window;
import java.awt.event.WindowAdapter;
import java.awt.event.WindowEvent;
import javax.swing.JComponent;
import javax.swing.JDialog;
import javax.swing.SwingUtilities;
import javax.swing.WindowConstants;
import kaobako.ui.Act;
import kaobako.ui.Desk;

/** A window beside which the studio can be used; Escape closes it. Event thread. */
public final class SideWindow {
    private SideWindow() {}

    /**
     * Opens one over the middle of {@code parent}, as large as its contents want and the screen has room for.
     *
     * @param name   what tests and settings call it
     * @param first  what has the focus then
     * @param closed told when it is gone
     */
    public static void open(Desk desk, Component parent, String name, String title, JComponent contents, JComponent first, Runnable closed) {
        JDialog dialog = new JDialog(parent instanceof Window window ? window : SwingUtilities.getWindowAncestor(parent), title);
        dialog.setName(name);
        dialog.setDefaultCloseOperation(WindowConstants.DISPOSE_ON_CLOSE);
        new Act(desk.messages(), "close", "close", "ESCAPE", dialog::dispose).inWindowOf(dialog.getRootPane());
        dialog.addWindowListener(new WindowAdapter() {
            @Override
            public void windowOpened(WindowEvent e) {
                first.requestFocusInWindow();
            }

            @Override
            public void windowClosed(WindowEvent e) {
                closed.run();
            }
        });
        dialog.setContentPane(contents);
        dialog.pack();
        // words that wrap know how high they are once they know how wide
        measureAgain(contents);
        dialog.pack();
        fit(dialog, parent.getGraphicsConfiguration());
        dialog.setLocationRelativeTo(parent);
        dialog.setVisible(true);
    }

    private static void measureAgain(Container parent) {
        for (Component child : parent.getComponents()) {
            child.invalidate();
            if (child instanceof Container inner) measureAgain(inner);
        }
    }

    private static void fit(Window window, GraphicsConfiguration screen) {
        Rectangle all = screen.getBounds();
        Insets bars = Toolkit.getDefaultToolkit().getScreenInsets(screen);
        window.setSize(Math.min(window.getWidth(), all.width - bars.left - bars.right),
                Math.min(window.getHeight(), all.height - bars.top - bars.bottom));
    }
}
