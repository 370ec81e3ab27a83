package kaobako.ui.part;

import java.awt.Component;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.swing.JButton;
import javax.swing.JComponent;
import javax.swing.JLabel;
import javax.swing.JPanel;
import javax.swing.JProgressBar;
import javax.swing.JTextArea;
import javax.swing.SwingConstants;
import kaobako.generate.Picture;
import kaobako.studio.CopyCheck;
import kaobako.studio.LearnPlan;
import kaobako.ui.Act;
import kaobako.ui.Desk;
import kaobako.ui.Poll;
import net.miginfocom.swing.MigLayout;

/** A picture beside the training pictures that it is nearest to, and whether it counts as a copy. Event thread. */
public final class NearestDialog extends JPanel {
    /** Whole factors of pictures of 64 and 32 pixels. */
    private static final int LARGE = 256;
    private static final int SMALL = 128;
    private static final int NEAREST = 5;

    private final Desk desk;
    private final Picture picture;
    private final String crop;
    private final JTextArea verdict = Words.paragraph("default");
    private final JLabel path = new JLabel();
    private final JProgressBar bar = new JProgressBar();
    private final Act cancel;
    private final JButton choose;
    private final List<Framed> nearest = new ArrayList<>();
    private Optional<CopyCheck> check = Optional.empty();

    /** A picture with words under it. */
    private static final class Framed extends JPanel {
        private final PictureView view;
        private final JLabel caption = new JLabel(" ", SwingConstants.CENTER);

        Framed(Desk desk, int points) {
            super(new MigLayout("insets 0, fill, wrap 1, gapy 4", "[grow, fill]", "[grow, fill][]"));
            view = new PictureView(() -> desk.settings().scaling(), points);
            // all begin on one line, however much room there is below
            view.setAlignmentY(TOP_ALIGNMENT);
            caption.putClientProperty("FlatLaf.styleClass", "small");
            add(view, "w " + points + "::, h " + points + "::");
            add(caption, "wmin 20");
        }

        void show(Optional<Picture> picture, String words, String tip) {
            view.show(picture);
            view.setToolTipText(tip);
            view.getAccessibleContext().setAccessibleName(tip);
            caption.setText(words);
        }
    }

    private NearestDialog(Desk desk, Picture picture, String name, Optional<LearnPlan> plan) {
        super(new MigLayout("insets 16, fill, wrap 1, gapy 12, hidemode 3", "[grow, fill]", "[][grow, fill][]"));
        this.desk = desk;
        this.picture = picture;
        crop = plan.map(LearnPlan::recipe).orElse(desk.settings().learn().recipe()).crop();
        choose = new Act(desk.messages(), "chooseTraining", "folder", "ctrl O",
                () -> OpenFrom.folder(this, desk.text("nearest.choose")).ifPresent(this::look)).inWindowOf(this).button();
        cancel = new Act(desk.messages(), "cancelLook", "stop", "ctrl PERIOD", () -> check.ifPresent(CopyCheck::cancel))
                .inWindowOf(this);
        verdict.setName("nearest-verdict");
        verdict.setFocusable(true);
        verdict.getAccessibleContext().setAccessibleName(desk.text("nearest.title"));
        add(verdict, "wmin 200, hmin 36");
        add(pictures(name));
        add(controls());
        Poll.of(this, Poll.SLOW, () -> check.map(CopyCheck::state).orElse(null), state -> showNow());
        plan.map(LearnPlan::data).filter(data -> !data.isEmpty()).ifPresent(data -> look(Path.of(data)));
    }

    /** @param plan of the model that drew it; empty for one that was not learned here: then the user says which folder it was */
    public static void open(Desk desk, Component parent, Picture picture, String name, Optional<LearnPlan> plan) {
        NearestDialog content = new NearestDialog(desk, picture, name, plan);
        SideWindow.open(desk, parent, "nearest", desk.text("nearest.title"), content, content.choose, () -> content.check.ifPresent(CopyCheck::cancel));
    }

    private JComponent pictures(String name) {
        JPanel row = new JPanel(new MigLayout("insets 0, fill, gapx 14",
                "[grow 70, fill, sg][grow 70, fill, sg][grow 60, fill]", "[grow, fill]"));
        Framed drawn = new Framed(desk, LARGE);
        drawn.show(Optional.of(picture), name, name);
        for (int i = 0; i < NEAREST; i++) nearest.add(new Framed(desk, i == 0 ? LARGE : SMALL));
        JPanel others = new JPanel(new MigLayout("insets 0, fill, wrap 2, gap 8",
                "[grow, fill][grow, fill]", "[grow, fill][grow, fill]"));
        nearest.subList(1, NEAREST).forEach(others::add);
        row.add(drawn);
        row.add(nearest.get(0));
        row.add(others);
        return row;
    }

    private JComponent controls() {
        JPanel line = new JPanel(new MigLayout("insets 0, fillx, gapx 10, hidemode 3", "[grow, fill][][]", "[28!, center]"));
        path.setEnabled(false);
        bar.getAccessibleContext().setAccessibleName(desk.text("learn.looking"));
        line.add(path, "wmin 60, w 60:300:");
        line.add(bar, "w 140!, h 8!");
        line.add(cancel.button());
        line.add(choose);
        return line;
    }

    private void look(Path folder) {
        check.ifPresent(CopyCheck::cancel);
        check = Optional.of(desk.studio().learning().copies().start(picture, folder, crop));
        showNow();
    }

    private void showNow() {
        boolean working = check.isPresent() && !check.get().state().phase().isEnd();
        path.setText(check.map(c -> c.folder().toString()).orElse(""));
        path.setToolTipText(path.getText());
        bar.setVisible(working);
        cancel.enableUnless(working ? "" : desk.text("nearest.idle"));
        check.map(CopyCheck::state).ifPresentOrElse(this::show, () -> verdict.setText(desk.text("nearest.unknown")));
    }

    private void show(CopyCheck.State state) {
        bar.setIndeterminate(state.total() == 0);
        bar.setMaximum(Math.max(1, state.total()));
        bar.setValue(state.done());
        verdict.setText(switch (state.phase()) {
            case READING -> state.total() == 0 ? desk.text("learn.looking") : desk.text("learn.lookingAt", state.done(), state.total());
            case COMPARING -> desk.text("nearest.comparing", state.done(), state.total());
            case DONE -> verdict(state);
            case FAILED -> state.problem().map(p -> desk.messages().say(p.said())).orElse("");
            case CANCELLED -> desk.text("nearest.cancelled");
        });
        for (int i = 0; i < NEAREST; i++) {
            Optional<CopyCheck.Neighbour> there = state.neighbours().stream().skip(i).findFirst();
            nearest.get(i).show(there.map(CopyCheck.Neighbour::picture), there.map(n -> caption(state, n)).orElse(" "),
                    there.map(n -> desk.text("nearest.tip", n.file(), n.distance())).orElse(null));
        }
    }

    private String caption(CopyCheck.State state, CopyCheck.Neighbour n) {
        boolean first = n == state.neighbours().get(0);
        return first ? desk.text("nearest.tip", n.file(), n.distance()) : desk.text("nearest.levels", n.distance());
    }

    private String verdict(CopyCheck.State state) {
        CopyCheck.Neighbour first = state.neighbours().get(0);
        if (state.limit() == 0) return desk.text("nearest.single");
        return desk.text(state.isCopy() ? "nearest.copy" : "nearest.none", first.distance(), state.limit(), state.pictures());
    }
}
