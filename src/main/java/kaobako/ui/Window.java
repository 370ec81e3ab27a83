package kaobako.ui;

import java.awt.EventQueue;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import javax.swing.SwingUtilities;
import kaobako.studio.DeviceState;
import kaobako.studio.Home;
import kaobako.studio.LearnedModel;
import kaobako.studio.Problem;
import kaobako.studio.Studio;

/** Opens the window. The order of a start is to be read here. */
public final class Window {
    private static final System.Logger LOG = System.getLogger(Window.class.getName());

    private Window() {}

    /** Returns once the window is on its way. The process ends when the window is closed. */
    public static void open() {
        System.setProperty("apple.awt.application.name", "Kaobako");
        System.setProperty("apple.awt.application.appearance", "system");
        AtomicReference<MainFrame> frame = new AtomicReference<>();
        Studio studio = new Studio(Home.standard(), problem -> report(frame, problem));
        // the device is looked for and models and pictures are read while the window comes up
        CompletableFuture<DeviceState> device = studio.connect();
        CompletableFuture<?> models = studio.findModels();
        studio.openGallery();
        CompletableFuture<List<LearnedModel>> learned = studio.learning().begin();
        EventQueue.invokeLater(() -> {
            frame.set(show(studio));
            frame.get().addPropertyChangeListener("closed", e -> System.exit(0));
            // not before, or the window would come up later
            models.runAfterBoth(device, studio.easel()::warm);
            learned.thenAccept(found -> SwingUtilities.invokeLater(() -> frame.get().offer(found)));
            studio.settingsProblem().ifPresent(frame.get()::tell);
        });
    }

    /** The window of a studio, on the screen. Event thread. */
    static MainFrame show(Studio studio) {
        Theme.start(studio.settings(), Theme.Brightness.LIGHT);
        MainFrame frame = new MainFrame(studio);
        frame.setVisible(true);
        frame.followSystem();
        LOG.log(System.Logger.Level.DEBUG, () -> "window after " + ProcessHandle.current().info().startInstant()
                .map(start -> java.time.Duration.between(start, java.time.Instant.now()).toMillis()).orElse(-1L) + " ms");
        return frame;
    }

    private static void report(AtomicReference<MainFrame> frame, Problem problem) {
        SwingUtilities.invokeLater(() -> {
            if (frame.get() != null) frame.get().report(problem);
        });
    }
}
