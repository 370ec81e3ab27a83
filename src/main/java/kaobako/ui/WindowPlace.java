package kaobako.ui;

import com.formdev.flatlaf.util.UIScale;
import java.awt.Dimension;
import java.awt.Frame;
import java.awt.GraphicsEnvironment;
import java.awt.Point;
import java.awt.Rectangle;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
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
        int width = settings.place(WIDTH, usual.width);
        int height = settings.place(HEIGHT, usual.height);
        int x = settings.place(X, screen.x + Math.max(0, screen.width - width) / 2);
        int y = settings.place(Y, screen.y + Math.max(0, screen.height - height) / 2);
        // the screen it was on may have been unplugged since
        Optional<Rectangle> there = screens().filter(s -> s.contains(x + 50, y + 20)).findFirst();
        Rectangle on = there.orElse(screen);
        Point corner = there.isPresent() ? new Point(x, y) : on.getLocation();
        window.setBounds(corner.x, corner.y, Math.max(Math.min(on.width, width), 400), Math.max(Math.min(on.height, height), 300));
        if (settings.place(MAXIMISED, 0) == 1) window.setExtendedState(Frame.MAXIMIZED_BOTH);
    }

    private static Stream<Rectangle> screens() {
        return Arrays.stream(GraphicsEnvironment.getLocalGraphicsEnvironment().getScreenDevices()).map(d -> d.getDefaultConfiguration().getBounds());
    }

    /** The settings with the window's place; where it was before it was maximised stays in them. */
    static Settings remember(JFrame window, Settings settings) {
        if ((window.getExtendedState() & Frame.MAXIMIZED_BOTH) != 0) return settings.withPlace(MAXIMISED, 1);
        Rectangle now = window.getBounds();
        return settings.withPlace(MAXIMISED, 0).withPlace(X, now.x).withPlace(Y, now.y)
                .withPlace(WIDTH, now.width).withPlace(HEIGHT, now.height);
    }
}
