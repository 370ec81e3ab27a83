package kaobako.ui.theory;

import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import javax.swing.JComponent;
import javax.swing.JFileChooser;
import javax.swing.UIManager;
import kaobako.studio.PictureFiles;
import kaobako.ui.Desk;

/** Views as files: PNG of what is seen, GIF of what moves. Event thread; files are written by the studio's io threads. */
final class SaveView {
    /** A saved view has twice the points of the screen's, for print. */
    private static final double FACTOR = 2;

    private SaveView() {}

    /** What a component shows, on the window's ground, {@code factor} times as large. */
    static BufferedImage image(JComponent view, double factor) {
        BufferedImage image = new BufferedImage((int) Math.ceil(view.getWidth() * factor), (int) Math.ceil(view.getHeight() * factor),
                BufferedImage.TYPE_INT_RGB);
        Graphics2D g = image.createGraphics();
        g.scale(factor, factor);
        g.setColor(UIManager.getColor("Panel.background"));
        g.fillRect(0, 0, view.getWidth(), view.getHeight());
        view.printAll(g);
        g.dispose();
        return image;
    }

    static void png(Desk desk, JComponent view, String name) {
        BufferedImage image = image(view, FACTOR);
        ask(desk, view, name + ".png").ifPresent(file -> save(desk, file, () -> PictureFiles.saveView(file, image)));
    }

    static void gif(Desk desk, JComponent view, Motion motion) {
        desk.say(desk.text("theory.still"));
    }

    private static Optional<Path> ask(Desk desk, JComponent view, String name) {
        JFileChooser chooser = new JFileChooser();
        chooser.setDialogTitle(desk.text("save.title"));
        chooser.setSelectedFile(new java.io.File("kaobako-" + name));
        boolean chosen = chooser.showSaveDialog(view) == JFileChooser.APPROVE_OPTION;
        return chosen ? Optional.of(chooser.getSelectedFile().toPath()) : Optional.empty();
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
