package kaobako.ui.part;

import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javax.swing.JComponent;
import javax.swing.SwingUtilities;
import javax.swing.UIManager;
import kaobako.studio.PictureFiles;
import kaobako.ui.Desk;

/** Views as files: PNG of what is seen, GIF of what moves. Event thread; files are written by the studio's io threads. */
public final class SaveView {
    /** A saved view has twice the points of the screen's, for print. */
    private static final double FACTOR = 2;

    private SaveView() {}

    /** What a component shows, on the window's ground, {@code factor} times as large. */
    public static BufferedImage image(JComponent view, double factor) {
        BufferedImage image = new BufferedImage((int) Math.ceil(view.getWidth() * factor), (int) Math.ceil(view.getHeight() * factor),
                BufferedImage.TYPE_3BYTE_BGR);
        Graphics2D g = image.createGraphics();
        g.scale(factor, factor);
        g.setColor(UIManager.getColor("Panel.background"));
        g.fillRect(0, 0, view.getWidth(), view.getHeight());
        view.printAll(g);
        g.dispose();
        return image;
    }

    public static void png(Desk desk, JComponent view, String name) {
        BufferedImage image = image(view, FACTOR);
        ask(desk, view, name + ".png").ifPresent(file -> save(desk, file, () -> PictureFiles.saveView(file, image)));
    }

    /** Paints one frame an event, so that the window stays alive, and then writes them. */
    public static void gif(Desk desk, JComponent view, Motion motion) {
        ask(desk, view, motion.name() + ".gif").ifPresent(file -> {
            desk.say(desk.text("theory.painting", motion.frames()));
            frame(motion, new ArrayList<>(), frames ->
                    save(desk, file, () -> PictureFiles.saveViews(file, frames, Math.max(1, Math.round(1000f / motion.millis())))));
        });
    }

    private static void frame(Motion motion, List<BufferedImage> frames, Consumer<List<BufferedImage>> done) {
        frames.add(motion.frame().apply(frames.size()));
        if (frames.size() < motion.frames()) SwingUtilities.invokeLater(() -> frame(motion, frames, done));
        else done.accept(frames);
    }

    private static Optional<Path> ask(Desk desk, JComponent view, String name) {
        return SaveTo.file(desk, view, desk.text("save.title"), "kaobako-" + name);
    }

    /** Work that may fail for want of a disk. */
    private interface Writing {
        void run() throws Exception;
    }

    private static void save(Desk desk, Path file, Writing writing) {
        Consumer<Object> done = nothing -> desk.say(desk.text("save.done", 1, file));
        desk.then(desk.studio().onIo(() -> {
            writing.run();
            return null;
        }), done);
    }
}
