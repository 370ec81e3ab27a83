package kaobako.ui.device;

import java.awt.Desktop;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import javax.swing.JButton;
import javax.swing.JLabel;
import javax.swing.JPanel;
import javax.swing.JTextField;
import kaobako.studio.Model;
import kaobako.ui.Act;
import kaobako.ui.Desk;
import kaobako.ui.Poll;
import kaobako.ui.part.OpenFrom;
import net.miginfocom.swing.MigLayout;

/** Where pictures go and where models come from. */
final class FolderSection extends JPanel {
    private final Desk desk;
    private final JTextField pictures = new JTextField();
    private final JTextField models = new JTextField();

    FolderSection(Desk desk) {
        super(new MigLayout("insets 12 14 12 14, wrap 4, fillx, gapx 8, gapy 8", "[][grow, fill][][]"));
        this.desk = desk;
        putClientProperty("FlatLaf.styleClass", "card");
        row("settings.pictures", pictures, act("choosePictures", "folder", "ctrl O", () -> choose("settings.pictures", this::takePictures)).button());
        add(act("openFolder", "open", "ctrl shift O", this::openPictures).iconButton());
        row("settings.models", models, act("addModel", "folder", "ctrl M", () -> choose("action.addModel", this::takeModel)).button());
        Poll.of(this, Poll.SLOW, () -> desk.studio().gallery(), g -> pictures.setText(g.folder().toString()));
        Poll.of(this, Poll.SLOW, desk.studio()::models, all -> {
            models.setText(all.stream().map(Model::name).collect(Collectors.joining(", ")));
            models.setCaretPosition(0);
        });
    }

    private Act act(String name, String icon, String key, Runnable body) {
        return new Act(desk.messages(), name, icon, key, body).bind(this, WHEN_IN_FOCUSED_WINDOW);
    }

    private void row(String key, JTextField field, JButton button) {
        JLabel label = new JLabel(desk.text(key));
        label.setLabelFor(field);
        field.setEditable(false);
        field.setName(key);
        field.getAccessibleContext().setAccessibleName(desk.text(key));
        add(label);
        add(field, "wmin 60");
        add(button);
    }

    private void choose(String title, Consumer<Path> taken) {
        OpenFrom.folder(this, desk.text(title)).ifPresent(taken);
    }

    private void takePictures(Path folder) {
        desk.change(s -> s.withPictures(folder.toString()));
        desk.then(desk.studio().openGallery(), g -> { });
    }

    private void takeModel(Path folder) {
        desk.change(s -> s.plusModelFolder(folder.toString()));
        desk.then(desk.studio().findModels(), found -> desk.say(found.stream().filter(m -> m.folder().startsWith(folder.toAbsolutePath().normalize()))
                .findFirst().map(m -> m.obstacle().map(desk.messages()::say).orElse(desk.text("models.added", m.name()))).orElse(desk.text("models.notAModel", folder))));
    }

    private void openPictures() {
        Path folder = desk.studio().gallery().folder();
        desk.then(desk.studio().onIo(() -> {
            Files.createDirectories(folder);
            if (Desktop.isDesktopSupported() && Desktop.getDesktop().isSupported(Desktop.Action.OPEN)) Desktop.getDesktop().open(folder.toFile());
            return null;
        }), done -> { });
    }
}
