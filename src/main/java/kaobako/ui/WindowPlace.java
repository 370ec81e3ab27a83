package kaobako.ui;

import com.formdev.flatlaf.util.UIScale;
import java.awt.Dimension;
import java.awt.Frame;
import java.awt.Rectangle;
import javax.swing.JFrame;
import kaobako.studio.Settings;

/** Where the window is, kept in the settings between starts. Event thread. */
final class WindowPlace {
    private static final Dimension USUAL = new Dimension(1240, 800);
    private static final Dimension SMALLEST = new Dimension(860, 560);
    private static final String X = "window.x", Y = "window.y", WIDTH = "window.width", HEIGHT = "window.height";
    private static final String MAXIMISED = "window.maximised";

    private WindowPlace() {}

    /** Puts a window where it was, or into the middle of the screen. */
    static void restore(JFrame window, Settings settings) {
        Rectangle screen = window.getGraphicsConfiguration().getBounds();
        Dimension smallest = UIScale.scale(SMALLEST);
        // at 200 % a common screen has less
        window.setMinimumSize(new Dimension(Math.min(smallest.width, screen.width), Math.min(smallest.height, screen.height)));
        Dimension usual = UIScale.scale(USUAL);
        int width = Math.min(screen.width, settings.place(WIDTH, usual.width));
        int height = Math.min(screen.height, settings.place(HEIGHT, usual.height));
        int x = settings.place(X, screen.x + (screen.width - width) / 2);
        int y = settings.place(Y, screen.y + (screen.height - height) / 2);
        Rectangle wanted = new Rectangle(x, y, Math.max(width, 400), Math.max(height, 300));
        // a screen may have been unplugged since
        if (!screen.contains(wanted.x + 50, wanted.y + 20)) wanted.setLocation(screen.x, screen.y);
        window.setBounds(wanted);
        if (settings.place(MAXIMISED, 0) == 1) window.setExtendedState(Frame.MAXIMIZED_BOTH);
    }

    /** The settings with the window's place; where it was before it was maximised stays in them. */
    static Settings remember(JFrame window, Settings settings) {
        if ((window.getExtendedState() & Frame.MAXIMIZED_BOTH) != 0) return settings.withPlace(MAXIMISED, 1);
        Rectangle now = window.getBounds();
        return settings.withPlace(MAXIMISED, 0).withPlace(X, now.x).withPlace(Y, now.y)
                .withPlace(WIDTH, now.width).withPlace(HEIGHT, now.height);
    }
}
