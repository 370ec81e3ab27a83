package kaobako.ui.learn;

import com.formdev.flatlaf.util.UIScale;
import java.awt.Dimension;
import java.nio.file.Path;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.swing.BorderFactory;
import javax.swing.JPanel;
import javax.swing.JScrollPane;
import javax.swing.JSplitPane;
import javax.swing.JTextArea;
import kaobako.studio.Coach;
import kaobako.studio.LearnRun;
import kaobako.studio.Learned;
import kaobako.ui.Desk;
import kaobako.ui.Poll;
import kaobako.ui.part.Words;
import net.miginfocom.swing.MigLayout;

/** One model: what it does, its samples over time, its losses, and what was said. */
final class RunPage extends JPanel {
    private static final int POLL_MILLIS = 400;
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm").withZone(ZoneId.systemDefault());
    private static final String DIVIDER = "learn.samples";
    private static final int SAMPLES_WIDTH = 470;

    private final Desk desk;
    private final RunHeader header;
    private final SheetTimeline samples;
    private final LossChart losses;
    private final JTextArea notes = Words.paragraph("small");
    private Optional<Entry> entry = Optional.empty();
    /** Of a run that an earlier start has left. */
    private Learned fromDisk = Learned.NOTHING;
    private Path readFrom;

    RunPage(Desk desk, ModelActions actions) {
        super(new MigLayout("insets 16 20 14 20, fill, wrap 1, gapy 10", "[grow, fill]", "[][grow, fill]"));
        this.desk = desk;
        header = new RunHeader(desk, actions);
        samples = new SheetTimeline(desk);
        losses = new LossChart(desk);
        notes.setName("notes");
        notes.setFocusable(true);
        notes.getAccessibleContext().setAccessibleName(desk.text("learn.log"));
        add(header, "wmin 60");
        add(split(), "hmin 60, wmin 60");
        Poll.of(this, POLL_MILLIS, this::learned, this::show);
    }

    private JSplitPane split() {
        JScrollPane log = new JScrollPane(notes);
        log.setBorder(BorderFactory.createEmptyBorder());
        JPanel right = new JPanel(new MigLayout("insets 0 12 0 0, fill, wrap 1, gapy 10", "[grow, fill]", "[grow 70, fill][grow 30, fill]"));
        // however long the log has become
        right.add(losses, "h 120:280:, wmin 60");
        right.add(log, "h 60:120:, wmin 60");
        samples.setPreferredSize(new Dimension(UIScale.scale(desk.settings().place(DIVIDER, SAMPLES_WIDTH)), 100));
        samples.setMinimumSize(UIScale.scale(new Dimension(220, 100)));
        right.setMinimumSize(UIScale.scale(new Dimension(240, 100)));
        JSplitPane split = new JSplitPane(JSplitPane.HORIZONTAL_SPLIT, samples, right);
        split.setBorder(BorderFactory.createEmptyBorder());
        split.setResizeWeight(0.5);
        split.addPropertyChangeListener(JSplitPane.DIVIDER_LOCATION_PROPERTY, e -> {
            if (samples.getWidth() > 0 && split.isShowing()) desk.change(s -> s.withPlace(DIVIDER, UIScale.unscale(samples.getWidth())));
        });
        return split;
    }

    void show(Entry now) {
        boolean other = entry.map(e -> !e.model().folder().equals(now.model().folder())).orElse(true);
        entry = Optional.of(now);
        if (other) {
            fromDisk = Learned.NOTHING;
            readFrom = null;
            samples.clear(now.model().plan());
        }
        if (now.run().isEmpty() && !now.model().folder().equals(readFrom)) read(now);
        header.show(now, learned());
        show(learned());
    }

    private void read(Entry now) {
        readFrom = now.model().folder();
        desk.then(desk.studio().learning().learned(now.model()), read -> {
            if (!now.model().folder().equals(readFrom)) return;
            fromDisk = read;
            entry.ifPresent(e -> header.show(e, learned()));
            show(learned());
        });
    }

    private Learned learned() {
        return entry.flatMap(Entry::run).map(LearnRun::learned).orElse(fromDisk);
    }

    private void show(Learned now) {
        samples.show(now.sheets());
        samples.advise(entry.flatMap(e -> Coach.of(e.model().plan().recipe()).advice(now)).map(desk.messages()::say)
                .orElse(""));
        losses.show(now.losses());
        List<Learned.Note> all = now.notes();
        String text = all.stream().map(this::line).collect(Collectors.joining("\n"));
        if (!notes.getText().equals(text)) {
            notes.setText(text);
            notes.setCaretPosition(text.length());
        }
    }

    private String line(Learned.Note note) {
        return TIME.format(note.time()) + "  " + desk.messages().find("learn.log." + note.kind()).map(found -> desk.text("learn.log." + note.kind(), note.step()))
                .orElseGet(() -> desk.messages().say(note.said()));
    }
}
