package kaobako.ui.part;

import java.awt.Component;
import java.nio.file.Path;
import java.util.Optional;
import javax.swing.JFileChooser;

/** Asks for a file or folder that is there; empty answers mean that the user thought better of it. Event thread. */
public final class OpenFrom {
    private OpenFrom() {}

    public static Optional<Path> file(Component owner, String title) {
        return ask(owner, title, JFileChooser.FILES_ONLY);
    }

    public static Optional<Path> folder(Component owner, String title) {
        return ask(owner, title, JFileChooser.DIRECTORIES_ONLY);
    }

    private static Optional<Path> ask(Component owner, String title, int kind) {
        JFileChooser chooser = new JFileChooser();
        chooser.setDialogTitle(title);
        chooser.setFileSelectionMode(kind);
        if (chooser.showOpenDialog(owner) != JFileChooser.APPROVE_OPTION) return Optional.empty();
        return Optional.of(chooser.getSelectedFile().toPath());
    }
}
