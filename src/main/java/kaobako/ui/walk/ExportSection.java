package kaobako.ui.walk;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.swing.JButton;
import javax.swing.JComboBox;
import javax.swing.JPanel;
import kaobako.generate.Picture;
import kaobako.studio.WalkControls;
import kaobako.studio.WalkExport;
import kaobako.studio.WalkRun;
import kaobako.ui.Act;
import kaobako.ui.Choices;
import kaobako.ui.Desk;
import kaobako.ui.Poll;
import kaobako.ui.part.SaveTo;
import net.miginfocom.swing.MigLayout;

/** What to make of the walk, how large, and where to put it. */
final class ExportSection extends JPanel {
    private final Desk desk;
    private final JComboBox<WalkExport.Format> format;
    private final JComboBox<Integer> scale;
    private final Act export;
    private boolean writing;

    ExportSection(Desk desk) {
        super(new MigLayout("insets 0, wrap 2, fillx, gapy 5", "[sg, grow, fill][sg, grow, fill]"));
        this.desk = desk;
        setOpaque(false);
        format = Choices.of(desk, "export.format", List.of(WalkExport.Format.values()), f -> desk.text("export." + f.name()),
                f -> desk.walk().change(c -> c.withExport(f, c.scale())));
        scale = Choices.of(desk, "export.scale", WalkExport.SCALES, n -> "× " + n, n -> desk.walk().change(c -> c.withExport(c.format(), n)));
        export = new Act(desk.messages(), "exportWalk", "export", "ctrl E", this::export).bind(this, WHEN_IN_FOCUSED_WINDOW);
        add(Labels.heading(desk.text("export.title")), "spanx 2, gaptop 12");
        add(Labels.of(desk, "export.format", format));
        add(Labels.of(desk, "export.scale", scale));
        add(format, "wmin 50");
        add(scale, "wmin 50");
        JButton button = export.button();
        add(button, "spanx 2, gaptop 4");
        desk.walk().onChange(this::showControls);
        Poll.of(this, Poll.SLOW, () -> desk.walk().run().map(WalkRun::version).orElse(this), version -> showState());
        showControls();
    }

    private void showControls() {
        Choices.select(format, desk.walk().controls().format());
        Choices.select(scale, desk.walk().controls().scale());
        showState();
    }

    private void showState() {
        Optional<WalkRun.Frames> frames = desk.walk().run().map(WalkRun::frames);
        export.enableUnless(writing ? desk.text("export.writing") : frames.isEmpty() ? desk.text("walk.none")
                : frames.get().isWhole() ? "" : desk.text("export.unfinished", frames.get().finished(), frames.get().pictures().size()));
    }

    private void export() {
        WalkControls c = desk.walk().controls();
        WalkRun run = desk.walk().run().orElseThrow();
        WalkRun.Frames frames = run.frames();
        List<Picture> pictures = frames.pictures().stream().map(Optional::orElseThrow).toList();
        WalkExport made = new WalkExport(pictures, frames.recipe().orElseThrow(), c.scale(), c.rate());
        String name = "walk-" + run.walk().keys().stream().limit(4).map(k -> Long.toString(k.parts().get(0).seed())).collect(Collectors.joining("-"));
        choose(c.format(), name).ifPresent(target -> write(made, c.format(), target));
    }

    /** A file, or a folder of its own inside the one that was chosen; empty if the user thought better of it. */
    private Optional<Path> choose(WalkExport.Format kind, String name) {
        if (!kind.extension().isEmpty()) return SaveTo.file(desk, this, desk.text("export.chooseFile"), name + "." + kind.extension());
        return SaveTo.folder(desk, this, desk.text("export.chooseFolder"), List.of(name)).map(folder -> folder.resolve(name));
    }

    private void write(WalkExport made, WalkExport.Format kind, Path target) {
        writing = true;
        showState();
        var done = desk.studio().onIo(() -> {
            made.write(kind, target);
            return target;
        });
        done.whenComplete((file, failure) -> javax.swing.SwingUtilities.invokeLater(() -> {
            writing = false;
            showState();
        }));
        desk.then(done, file -> desk.say(desk.text("export.done", made.pictures().size(), file)));
    }
}
