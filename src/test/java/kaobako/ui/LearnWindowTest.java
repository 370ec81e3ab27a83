package kaobako.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Component;
import java.awt.event.KeyEvent;
import java.awt.event.WindowEvent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.swing.AbstractButton;
import javax.swing.JButton;
import javax.swing.JComboBox;
import javax.swing.JComponent;
import javax.swing.JDialog;
import javax.swing.JLabel;
import javax.swing.JList;
import javax.swing.JPanel;
import javax.swing.JSlider;
import javax.swing.JSpinner;
import javax.swing.JTable;
import javax.swing.JTextArea;
import javax.swing.SwingUtilities;
import kaobako.studio.DrawControls;
import kaobako.studio.Home;
import kaobako.studio.JobHandle;
import kaobako.studio.LearnMoment;
import kaobako.studio.LearnRecipe;
import kaobako.studio.LearnRun;
import kaobako.studio.LearnedModel;
import kaobako.studio.Studio;
import kaobako.train.NetworkSize;
import kaobako.ui.part.TileWall;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Learn in a real window on a display, driven by pointer and keys, with a network that learns in seconds. */
class LearnWindowTest extends InWindow {
    private static final LearnRecipe TINY = LearnRecipe.STANDARD.withNetwork(16, NetworkSize.SMALL).withBatch(4);
    private static final long ENDLESS = 1_000_000;

    @BeforeEach
    void open() throws Exception {
        start();
    }

    private void start() throws Exception {
        begin(s -> s.withDraw(DrawControls.DEFAULT.withCount(4).withSteps(5)).withLearn(s.learn().withPractice(12)));
        connect();
        show();
        hands.click(find(AbstractButton.class, "workspace-learn"));
    }

    private LearnRun run(String name) {
        return studio.learning().runs().stream().filter(r -> r.name().equals(name)).findFirst().orElseThrow();
    }

    private boolean isKnown(String name) {
        return studio.learning().runs().stream().anyMatch(r -> r.name().equals(name));
    }

    /** A run of a practice folder, started without the window. */
    private LearnRun learn(String name, long steps) throws Exception {
        Path data = studio.learning().practiceFolder();
        if (!Files.exists(data)) {
            studio.learning().look(data, TINY);
            hands.await("practice pictures", () -> studio.learning().survey().orElseThrow().state().size().isPresent());
        }
        LearnRun run = studio.learning().start(name, data, TINY.withSteps(steps)).get();
        studio.change(s -> s.withLearn(s.learn().withShown(name)));
        return run;
    }

    @Test
    void learns50StepsOnPracticePicturesAndDrawsWithTheResult() throws Exception {
        hands.clickWhenThere("a way to begin", () -> find(JButton.class, "practise"));
        hands.await("what was found", () -> find(JLabel.class, "found").getText().equals("12 pictures to learn from"));
        hands.click(find(AbstractButton.class, "expert"));
        hands.await("advanced settings", () -> find(JComboBox.class, "learn.side").isShowing());
        onEdt(() -> find(JComboBox.class, "learn.side").setSelectedItem(16));
        onEdt(() -> find(JComboBox.class, "learn.size").setSelectedItem(NetworkSize.SMALL));
        onEdt(() -> find(JSpinner.class, "learn.batch").setValue(4));
        hands.fill(((JSpinner.DefaultEditor) find(JSpinner.class, "learn.steps").getEditor()).getTextField(), "50");
        hands.await("the pictures in the new size", () -> find(JButton.class, "startLearning").isEnabled());

        EventWatch watch = EventWatch.start();
        hands.press(KeyEvent.VK_CONTROL, KeyEvent.VK_ENTER);
        hands.await("a run", () -> isKnown("Practice heads"));
        LearnRun run = run("Practice heads");
        hands.await("its page", () -> find(JLabel.class, "model-title").isShowing());
        hands.await("the end", () -> run.moment().phase().isEnd());
        hands.await("the words for it", () -> find(JLabel.class, "model-status").getText().equals("Done · 50 steps"));
        hands.await("a toast", () -> Parts.all(frame, JPanel.class).stream().anyMatch(p -> "toast".equals(p.getName())
                && p.getAccessibleContext().getAccessibleName().startsWith("“Practice heads” has learned 50 steps")));
        List<EventWatch.Slow> slow = watch.stop();
        assertThat(watch.events()).isGreaterThan(10);
        assertThat(slow).allMatch(e -> e.own() <= 100, "no event over 100 ms");
        assertThat(run.moment().phase()).as("%s", run.moment().problem()).isEqualTo(LearnMoment.Phase.DONE);
        assertThat(run.plan().recipe()).isEqualTo(TINY.withSteps(50));

        hands.await("samples to scrub", () -> find(JSlider.class, "sheet-slider").getMaximum() >= 1);
        drawWith("Practice heads");
    }

    /** The model that is shown, by its button, and four pictures. */
    private void drawWith(String name) throws Exception {
        hands.await("a button to draw", () -> find(JButton.class, "drawWith").isEnabled());
        hands.click(find(JButton.class, "drawWith"));
        hands.await("Draw with the model", () -> find(JButton.class, "draw").isShowing() && find(JButton.class, "draw").isEnabled()
                && frame.state().model().map(m -> m.name().equals(name)).orElse(false));
        hands.press(KeyEvent.VK_CONTROL, KeyEvent.VK_ENTER);
        awaitSaved(4);
        assertThat(wall().recipe().orElseThrow().model()).isEqualTo(name);
    }

    @Test
    void itPausesDrawsMeanwhileGoesOnAndStopsByHand() throws Exception {
        LearnRun run = learn("mine", ENDLESS);
        hands.await("some steps", () -> run.moment().step() >= 3);
        drawWith("mine");
        assertThat(run.moment().phase()).as("while it learns").isEqualTo(LearnMoment.Phase.TRAINING);
        hands.click(find(AbstractButton.class, "workspace-learn"));
        hands.clickWhenThere("pause", () -> find(JButton.class, "pauseLearning"));
        hands.await("the pause", () -> run.isPaused() && find(JLabel.class, "model-status").getText().startsWith("Paused"));
        drawWith("mine");
        long paused = run.moment().step();
        hands.press(KeyEvent.VK_CONTROL, KeyEvent.VK_ENTER);
        hands.await("four pictures more", () -> studio.gallery().entries().size() >= 12);
        assertThat(run.moment().step()).as("it rests").isEqualTo(paused);
        hands.click(find(AbstractButton.class, "workspace-learn"));
        hands.clickWhenThere("resume", () -> find(JButton.class, "pauseLearning"));
        hands.await("it goes on", () -> run.moment().step() > paused);
        hands.clickWhenThere("stop", () -> find(JButton.class, "stopLearning"));
        assertThat(run.ended().get(60, TimeUnit.SECONDS)).isEqualTo(LearnMoment.Phase.STOPPED);
        long left = studio.learning().models().get(0).step();
        hands.await("a way to go on", () -> find(JButton.class, "goOn").isShowing() && find(JButton.class, "goOn").isEnabled()
                && find(JLabel.class, "model-status").getText().startsWith("Can go on"));
        hands.click(find(JButton.class, "goOn"));
        hands.await("it goes on from there", () -> run("mine").moment().step() > left);
        hands.clickWhenThere("stop", () -> find(JButton.class, "stopLearning"));
        assertThat(run("mine").ended().get(60, TimeUnit.SECONDS)).isEqualTo(LearnMoment.Phase.STOPPED);
    }

    @Test
    void closingWhileItLearnsAsksSavesAndTheNextStartGoesOn() throws Exception {
        LearnRun run = learn("mine", ENDLESS);
        hands.await("some steps", () -> run.moment().step() >= 5);
        askToClose("Cancel");
        assertThat(run.moment().phase()).isEqualTo(LearnMoment.Phase.TRAINING);
        CountDownLatch closed = new CountDownLatch(1);
        frame.addPropertyChangeListener("closed", e -> closed.countDown());
        askToClose("Save and quit");
        assertThat(closed.await(60, TimeUnit.SECONDS)).isTrue();
        assertThat(run.moment().phase()).isEqualTo(LearnMoment.Phase.STOPPED);

        start();
        List<LearnedModel> found = studio.learning().begin().get();
        assertThat(found).hasSize(1);
        long step = found.get(0).step();
        assertThat(step).isGreaterThanOrEqualTo(5);
        onEdt(() -> frame.offer(found));
        hands.clickWhenThere("the offer", () -> find(JButton.class, "toast-action"));
        hands.await("it goes on", () -> isKnown("mine") && run("mine").moment().step() > step);
        hands.clickWhenThere("finish", () -> find(JButton.class, "finishLearning"));
        assertThat(run("mine").ended().get(60, TimeUnit.SECONDS)).isEqualTo(LearnMoment.Phase.DONE);
    }

    private void askToClose(String answer) throws Exception {
        SwingUtilities.invokeLater(() -> frame.dispatchEvent(new WindowEvent(frame, WindowEvent.WINDOW_CLOSING)));
        hands.answer(answer);
    }

    @Test
    void finishingAtTheEndLeavesAWholeModel() throws Exception {
        LearnRun run = learn("mine", ENDLESS);
        hands.await("some steps", () -> run.moment().step() >= 3);
        CountDownLatch closed = new CountDownLatch(1);
        frame.addPropertyChangeListener("closed", e -> closed.countDown());
        askToClose("Finish and quit");
        assertThat(closed.await(60, TimeUnit.SECONDS)).isTrue();
        Studio next = new Studio(Home.in(folder), reported::add);
        LearnedModel model = next.learning().begin().get().get(0);
        assertThat(model.isLeft()).isFalse();
        assertThat(model.model()).isEqualTo(LearnedModel.Readiness.READY);
        next.close();
    }

    @Test
    void aSecondTrainingWaitsAndTheQueueChangesThat() throws Exception {
        LearnRun first = learn("first", ENDLESS);
        hands.await("steps of the first", () -> first.moment().step() >= 2);
        LearnRun second = learn("second", ENDLESS);
        hands.await("the second in the queue", () -> second.handle().isPresent());
        assertThat(second.moment().step()).isZero();
        hands.clickWhenThere("the queue", () -> find(JButton.class, "queue"));
        hands.await("the queue", () -> queueRows().size() == 2);
        hands.clickWhenThere("earlier", () -> Parts.find(queueRows().get(1), JButton.class, "earlier"));
        hands.await("steps of the second", () -> second.moment().step() >= 2);
        hands.await("the first waits", () -> first.handle().orElseThrow().state() == JobHandle.State.WAITING);
        hands.await("new places", () -> queueRows().size() == 2 && rowText(0).contains("second"));
        hands.clickWhenThere("remove", () -> Parts.find(queueRows().get(0), JButton.class, "removeJob"));
        assertThat(second.ended().get(60, TimeUnit.SECONDS)).isEqualTo(LearnMoment.Phase.STOPPED);
        long before = first.moment().step();
        hands.await("the first goes on", () -> first.moment().step() > before);
    }

    /** In a window of its own or not, as the look and feel likes it. */
    private List<JPanel> queueRows() {
        return Arrays.stream(java.awt.Window.getWindows()).flatMap(w -> Parts.all(w, JPanel.class).stream()).distinct()
                .filter(p -> "queue-row".equals(p.getName()) && p.isShowing()).toList();
    }

    private String rowText(int row) {
        return Parts.all(queueRows().get(row), JLabel.class).get(0).getText();
    }

    @Test
    void refusedFilesAreListedWithTheirReasons() throws Exception {
        Path data = studio.learning().practiceFolder();
        Files.createDirectories(data);
        Files.writeString(data.resolve("letter.png"), "Dear Sir or Madam");
        hands.clickWhenThere("a way to begin", () -> find(JButton.class, "practise"));
        hands.await("one refused", () -> find(JButton.class, "showRefused").isShowing()
                && find(JButton.class, "showRefused").getText().equals("One file refused…"));
        SwingUtilities.invokeLater(find(JButton.class, "showRefused")::doClick);
        hands.await("the list", () -> Hands.dialogButton("OK").isPresent());
        JTable table = Hands.onEdt(() -> Arrays.stream(java.awt.Window.getWindows()).filter(w -> w instanceof JDialog && w.isShowing())
                .flatMap(w -> Parts.all((JDialog) w, JTable.class).stream()).findFirst().orElseThrow());
        assertThat(table.getValueAt(0, 0)).isEqualTo("letter.png");
        assertThat(table.getValueAt(0, 1)).isEqualTo("Not a picture");
        assertThat(Messages.in("zh-CN").say(studio.learning().survey().orElseThrow().state().refused().get(0).said())).startsWith("不管名称如何");
        hands.answer("OK");
    }

    @Test
    void aModelIsDeletedByKeyAndBroughtBack() throws Exception {
        LearnRun run = learn("mine", 2);
        run.ended().get(90, TimeUnit.SECONDS);
        hands.await("its page", () -> find(JButton.class, "deleteModel").isShowing() && find(JButton.class, "deleteModel").isEnabled());
        JList<?> list = find(JList.class, "models");
        hands.focus(list);
        hands.press(KeyEvent.VK_DELETE);
        hands.await("an empty list", () -> list.getModel().getSize() == 0);
        assertThat(run.folder()).doesNotExist();
        hands.clickWhenThere("a way back", () -> toastActions().stream().filter(b -> b.getText().equals("Undo")).findFirst().orElseThrow());
        hands.await("the model", () -> list.getModel().getSize() == 1);
        assertThat(run.folder().resolve("model_index.json")).exists();
    }

    private List<JButton> toastActions() {
        return Parts.all(frame, JButton.class).stream().filter(b -> "toast-action".equals(b.getName()) && b.isShowing()).toList();
    }

    @Test
    void samplesAndPicturesAreComparedWithWhatWasLearned() throws Exception {
        learn("mine", 4).ended().get(90, TimeUnit.SECONDS);
        hands.await("samples", () -> find(JSlider.class, "sheet-slider").getMaximum() >= 1);
        assertThat(Hands.onEdt(() -> find(JButton.class, "nearest").isEnabled())).as("no sample is chosen").isFalse();
        hands.click(find(JComponent.class, "sheet"));
        hands.press(KeyEvent.VK_LEFT);
        hands.press(KeyEvent.VK_N);
        // after four steps samples are noise
        hands.await("the verdict", () -> verdict().startsWith("Not a copy. The nearest of 12 training pictures is "));
        closeVerdict();

        drawWith("mine");
        Component tile = Hands.onEdt(() -> Parts.all(find(TileWall.class, "wall"), JComponent.class).stream()
                .filter(c -> "tile".equals(c.getName())).findFirst().orElseThrow());
        hands.take(tile, "nearest");
        hands.await("the same folder", () -> verdict().startsWith("Not a copy. The nearest of 12 "));
        closeVerdict();
    }

    /** It shows before it has the focus, and until then a key goes to the window below. */
    private void closeVerdict() throws Exception {
        hands.await("the dialog's focus", () -> nearest().anyMatch(java.awt.Window::isFocused));
        hands.press(KeyEvent.VK_ESCAPE);
        hands.await("no dialog", () -> verdict().isEmpty());
    }

    private static Stream<java.awt.Window> nearest() {
        return Arrays.stream(java.awt.Window.getWindows()).filter(w -> w.isShowing() && "nearest".equals(w.getName()));
    }

    /** What the dialog of the nearest training pictures says; empty without it. */
    private static String verdict() {
        return nearest().flatMap(w -> Parts.all(w, JTextArea.class).stream()).map(JTextArea::getText).findFirst().orElse("");
    }

    @Test
    void everyControlHasANameForThoseWhoHearIt() throws Exception {
        learn("mine", 2).ended().get(90, TimeUnit.SECONDS);
        hands.await("its page", () -> find(JLabel.class, "model-title").isShowing());
        List<String> nameless = Hands.onEdt(() -> Parts.all(find(JComponent.class, "learn"), JComponent.class).stream()
                .filter(c -> c instanceof AbstractButton || c instanceof JSlider || c instanceof JComboBox || c instanceof JSpinner || c instanceof JList)
                .filter(c -> !(c.getParent() instanceof JComboBox || c.getParent() instanceof JSpinner || c.getParent() instanceof javax.swing.JScrollBar))
                .filter(c -> Optional.ofNullable(c.getAccessibleContext().getAccessibleName()).orElse("").isBlank())
                .map(c -> c.getClass().getSimpleName() + " " + c.getName()).toList());
        assertThat(nameless).isEmpty();
    }
}
