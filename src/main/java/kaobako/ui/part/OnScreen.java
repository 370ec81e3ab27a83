package kaobako.ui.part;

import java.awt.Component;
import java.awt.GraphicsConfiguration;
import java.awt.Insets;
import java.awt.Rectangle;
import java.awt.Toolkit;
import java.awt.Window;

/** The size and place of a window that is about to open. Event thread. */
public final class OnScreen {
    private OnScreen() {}

    /** As large as its contents want and the screen has room for, over the middle of {@code parent}. */
    public static void pack(Window window, Component parent) {
        window.pack();
        GraphicsConfiguration screen = parent.getGraphicsConfiguration();
        Rectangle all = screen.getBounds();
        Insets bars = Toolkit.getDefaultToolkit().getScreenInsets(screen);
        int width = Math.min(window.getWidth(), all.width - bars.left - bars.right);
        int height = Math.min(window.getHeight(), all.height - bars.top - bars.bottom);
        window.setSize(width, height);
        window.setLocationRelativeTo(parent);
    }
}
