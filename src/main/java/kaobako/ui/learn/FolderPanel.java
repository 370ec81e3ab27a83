package kaobako.ui.learn;

import java.awt.BorderLayout;
import java.awt.CardLayout;
import java.nio.file.Path;
import java.util.Optional;
import javax.swing.JButton;
import javax.swing.JComboBox;
import javax.swing.JComponent;
import javax.swing.JLabel;
import javax.swing.JPanel;
import javax.swing.JProgressBar;
import javax.swing.JTextArea;
import kaobako.studio.FolderSurvey;
import kaobako.studio.LearnControls;
import kaobako.studio.LearnRecipe;
import kaobako.ui.Act;
import kaobako.ui.Choices;
import kaobako.ui.Desk;
import kaobako.ui.Poll;
import kaobako.ui.part.Words;
import net.miginfocom.swing.MigLayout;

/** The folder to learn from: nothing yet, being looked at, or what was found in it and what the network will see. */
final class FolderPanel extends JPanel {
    private final Desk desk;
    private final CardLayout cards = new CardLayout();
    private final JPanel content = new JPanel(cards);
    private final JLabel title = new JLabel();
    private final JLabel path = new JLabel();
    private final JLabel found = new JLabel();
    private final JTextArea advice = Words.paragraph("default");
    private final JButton refused;
    private final JButton cancel;
    private final JProgressBar bar = new JProgressBar();
    private final JComboBox<String> crop;
    private final Thumbnails thumbnails;

    FolderPanel(Desk desk, Runnable choose, Runnable practise) {
        super(new BorderLayout());
        this.desk = desk;
        setName("folder-panel");
        thumbnails = new Thumbnails(desk);
        crop = Choices.of(desk, "learn.crop", LearnRecipe.CROPS, c -> desk.text("crop." + c),
                c -> desk.change(s -> s.withLearn(s.learn().withRecipe(s.learn().recipe().withCrop(c)))));
        crop.setToolTipText(desk.text("learn.crop.tip"));
        refused = new Act(desk.messages(), "showRefused", "warning", "ctrl shift R", this::showRefused).bind(this, WHEN_IN_FOCUSED_WINDOW).button();
        cancel = new Act(desk.messages(), "cancelLook", "stop", "ESCAPE",
                () -> desk.studio().learning().survey().ifPresent(FolderSurvey::cancel)).bind(this, WHEN_IN_FOCUSED_WINDOW).button();
        Act chooseAct = new Act(desk.messages(), "chooseFolder", "folder", "ctrl O", choose).bind(this, WHEN_IN_FOCUSED_WINDOW);
        Act practiceAct = new Act(desk.messages(), "practise", "gallery", "ctrl shift N", practise).bind(this, WHEN_IN_FOCUSED_WINDOW);
        content.add(new DropZone(desk, chooseAct, practiceAct), "empty");
        content.add(report(chooseAct), "report");
        add(content);
        Poll.of(this, Poll.SLOW, () -> desk.studio().learning().survey().map(FolderSurvey::state).orElse(null), state -> showNow());
        Poll.of(content, Poll.SLOW, () -> desk.settings().learn(), controls -> showNow());
    }

    private JComponent report(Act choose) {
        JPanel all = new JPanel(new MigLayout("insets 18 22 18 22, fill, hidemode 3, wrap 1, gapy 6", "[grow, fill]",
                "[]2[][][]14[][grow, fill]"));
        title.putClientProperty("FlatLaf.styleClass", "h2");
        path.putClientProperty("FlatLaf.styleClass", "small");
        path.setEnabled(false);
        found.setName("found");
        advice.setName("folder-advice");
        JLabel seen = new JLabel(desk.text("learn.seen"));
        seen.putClientProperty("FlatLaf.styleClass", "h4");
        JLabel cropLabel = new JLabel(desk.text("learn.crop"));
        cropLabel.setLabelFor(crop);
        JPanel top = line("[grow, fill][]");
        top.add(title, "wmin 60");
        top.add(choose.button());
        // cells keep their places when what is in them is hidden
        JPanel progress = line("[][grow, fill][][]");
        progress.add(found, "cell 0 0, wmin 60");
        progress.add(bar, "cell 1 0, h 8!");
        progress.add(cancel, "cell 2 0");
        progress.add(refused, "cell 3 0");
        JPanel sight = line("[grow, fill][][]");
        sight.add(seen, "wmin 60");
        sight.add(cropLabel);
        sight.add(crop);
        all.add(top, "wmin 60");
        all.add(path, "wmin 60");
        all.add(progress, "wmin 60");
        all.add(advice, "wmin 60");
        all.add(sight, "wmin 60");
        all.add(thumbnails, "wmin 60, hmin 60");
        return all;
    }

    private static JPanel line(String columns) {
        JPanel line = new JPanel(new MigLayout("insets 0, fillx, hidemode 3, gapx 10", columns, "[28!, center]"));
        line.setOpaque(false);
        return line;
    }

    private void showNow() {
        LearnControls controls = desk.settings().learn();
        Choices.select(crop, controls.recipe().crop());
        Optional<FolderSurvey> survey = desk.studio().learning().survey();
        if (controls.folder().isEmpty() || survey.isEmpty()) {
            cards.show(content, "empty");
            return;
        }
        Path folder = survey.get().folder();
        boolean practice = folder.equals(desk.studio().learning().practiceFolder());
        title.setText(practice ? desk.text("learn.practiceName") : String.valueOf(folder.getFileName()));
        path.setText(folder.toString());
        show(survey.get().state());
        cards.show(content, "report");
    }

    private void show(FolderSurvey.State state) {
        boolean working = state.phase() == FolderSurvey.Phase.DRAWING || state.phase() == FolderSurvey.Phase.LOOKING;
        found.setText(switch (state.phase()) {
            case DRAWING -> desk.text("learn.drawing", state.done(), state.total());
            case LOOKING -> state.total() == 0 ? desk.text("learn.looking") : desk.text("learn.lookingAt", state.done(), state.total());
            case DONE -> desk.text("learn.found", state.usable());
            case FAILED -> desk.text("learn.unusable");
            case CANCELLED -> desk.text("learn.cancelled");
        });
        bar.setVisible(working);
        bar.setIndeterminate(state.total() == 0);
        bar.setMaximum(Math.max(1, state.total()));
        bar.setValue(state.done());
        cancel.setVisible(working);
        refused.setVisible(!state.refused().isEmpty());
        refused.setText(desk.text("learn.refused", state.refused().size()));
        advice.setText(state.problem().map(p -> desk.messages().say(p.said()))
                .or(() -> state.size().map(s -> desk.text("folder." + s.name(), state.usable()))).orElse(""));
        advice.setVisible(!advice.getText().isEmpty());
        thumbnails.show(state.thumbnails());
        revalidate();
    }

    private void showRefused() {
        desk.studio().learning().survey().ifPresent(s -> RefusedDialog.show(desk, this, s.state().refused()));
    }
}
