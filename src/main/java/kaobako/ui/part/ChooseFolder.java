package kaobako.ui.part;

import java.awt.Component;
import java.nio.file.Path;
import java.util.Optional;
import javax.swing.JFileChooser;

/** Asks for a folder that is there. Event thread. */
public final class ChooseFolder {
    private ChooseFolder() {}

    /** Empty if the user thought better of it. */
    public static Optional<Path> ask(Component owner, String title) {
        JFileChooser chooser = new JFileChooser();
        chooser.setDialogTitle(title);
        chooser.setFileSelectionMode(JFileChooser.DIRECTORIES_ONLY);
        if (chooser.showOpenDialog(owner) != JFileChooser.APPROVE_OPTION) return Optional.empty();
        return Optional.of(chooser.getSelectedFile().toPath());
    }
}
