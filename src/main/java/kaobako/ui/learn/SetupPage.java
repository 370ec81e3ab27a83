package kaobako.ui.learn;

import com.formdev.flatlaf.util.UIScale;
import java.awt.BorderLayout;
import java.awt.Dimension;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import javax.swing.JPanel;
import javax.swing.JScrollPane;
import javax.swing.Timer;
import kaobako.studio.FolderSurvey;
import kaobako.studio.LearnControls;
import kaobako.studio.LearnPreset;
import kaobako.studio.LearnRecipe;
import kaobako.studio.Learning;
import kaobako.ui.Desk;
import kaobako.ui.Poll;
import kaobako.ui.part.OpenFrom;

/** What is to be learned next: the folder, and how. */
final class SetupPage extends JPanel {
    private static final int PANEL_WIDTH = 330;
    /** Nothing is measured while a number is still being typed. */
    private static final int STILL_MILLIS = 700;

    private final Desk desk;
    private final Learning learning;
    private final Timer measure = new Timer(STILL_MILLIS, e -> measure());

    SetupPage(Desk desk) {
        super(new BorderLayout());
        this.desk = desk;
        learning = desk.studio().learning();
        measure.setRepeats(false);
        FolderPanel folder = new FolderPanel(desk, this::choose, () -> take(learning.practiceFolder()));
        folder.setTransferHandler(new FolderDrop(desk, this::take));
        JScrollPane plan = new PlanPanel(desk).scrolling();
        plan.setPreferredSize(new Dimension(UIScale.scale(PANEL_WIDTH), 100));
        JPanel beside = new JPanel(new BorderLayout());
        beside.putClientProperty("FlatLaf.style", "border: 0,1,0,0,$Separator.foreground");
        beside.add(plan);
        add(folder, BorderLayout.CENTER);
        add(beside, BorderLayout.LINE_END);
        Poll.of(this, Poll.SLOW, () -> desk.settings().learn(), this::follow);
        Poll.of(plan, Poll.SLOW, () -> desk.studio().device(), state -> measure.restart());
    }

    /** The workspace has come on the screen: looks at the folder of the last time again. */
    void opened() {
        LearnControls now = desk.settings().learn();
        if (!now.folder().isEmpty() && learning.survey().isEmpty()) learning.look(Path.of(now.folder()), now.recipe());
    }

    private void choose() {
        OpenFrom.folder(this, desk.text("learn.chooseTitle")).ifPresent(this::take);
    }

    private void take(Path folder) {
        desk.change(s -> s.withLearn(s.learn().withFolder(folder.toString()).withName("").withShown("")));
        learning.look(folder, desk.settings().learn().recipe());
    }

    /** Another crop or size shows other thumbnails. */
    private void follow(LearnControls now) {
        Optional<FolderSurvey> survey = learning.survey();
        boolean stale = survey.isPresent() && survey.get().folder().toString().equals(now.folder()) && !survey.get().suits(now.recipe());
        if (stale) learning.look(Path.of(now.folder()), now.recipe());
        measure.restart();
    }

    private void measure() {
        if (!isShowing() || learning.isActive() || learning.survey().isEmpty()) return;
        LearnRecipe own = desk.settings().learn().recipe();
        List<LearnRecipe> recipes = new ArrayList<>(List.of(own));
        Arrays.stream(LearnPreset.values()).map(p -> p.applyTo(own)).forEach(recipes::add);
        learning.costs().measure(recipes);
    }
}
