package kaobako.ui.part;

import java.awt.Component;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.swing.JFileChooser;
import javax.swing.JOptionPane;
import kaobako.ui.Desk;

/**
 * Asks where something is to be saved: begins where the last thing was saved, adds the extension, and asks again before anything is
 * replaced. Empty answers mean that the user thought better of it. Event thread.
 */
public final class SaveTo {
    private SaveTo() {}

    /** @param name that is proposed; its extension is every answer's */
    public static Optional<Path> file(Desk desk, Component owner, String title, String name) {
        JFileChooser chooser = chooser(desk, title, JFileChooser.FILES_ONLY);
        chooser.setSelectedFile(new File(chooser.getCurrentDirectory(), name));
        return answer(desk, owner, chooser).map(file -> named(file, name.substring(name.lastIndexOf('.'))))
                .filter(file -> replaces(desk, owner, List.of(file)));
    }

    /** A folder for files of these names. */
    public static Optional<Path> folder(Desk desk, Component owner, String title, List<String> names) {
        return answer(desk, owner, chooser(desk, title, JFileChooser.DIRECTORIES_ONLY))
                .filter(folder -> replaces(desk, owner, names.stream().map(folder::resolve).toList()));
    }

    private static JFileChooser chooser(Desk desk, String title, int kind) {
        String last = desk.settings().saves();
        JFileChooser chooser = last.isEmpty() ? new JFileChooser() : new JFileChooser(last);
        chooser.setDialogTitle(title);
        chooser.setFileSelectionMode(kind);
        return chooser;
    }

    private static Optional<Path> answer(Desk desk, Component owner, JFileChooser chooser) {
        if (chooser.showSaveDialog(owner) != JFileChooser.APPROVE_OPTION) return Optional.empty();
        Path chosen = chooser.getSelectedFile().toPath().toAbsolutePath();
        Path folder = chooser.getFileSelectionMode() == JFileChooser.FILES_ONLY ? chosen.getParent() : chosen;
        desk.change(s -> s.withSaves(folder == null ? "" : folder.toString()));
        return Optional.of(chosen);
    }

    private static Path named(Path file, String extension) {
        String name = file.getFileName().toString();
        return name.toLowerCase(Locale.ROOT).endsWith(extension) ? file : file.resolveSibling(name + extension);
    }

    private static boolean replaces(Desk desk, Component owner, List<Path> files) {
        List<Path> there = files.stream().filter(Files::exists).toList();
        return there.isEmpty() || JOptionPane.showConfirmDialog(owner, desk.text("save.replace", there.size(), there.get(0).getFileName()),
                desk.text("save.title"), JOptionPane.OK_CANCEL_OPTION) == JOptionPane.OK_OPTION;
    }
}
