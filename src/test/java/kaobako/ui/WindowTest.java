package kaobako.ui;

import static org.assertj.core.api.Assertions.assertThat;

import com.formdev.flatlaf.ui.FlatTitlePane;
import java.awt.Component;
import java.awt.Rectangle;
import java.awt.Toolkit;
import java.awt.datatransfer.DataFlavor;
import java.awt.datatransfer.StringSelection;
import java.awt.event.KeyEvent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import javax.swing.AbstractButton;
import javax.swing.JButton;
import javax.swing.JComboBox;
import javax.swing.JComponent;
import javax.swing.JDialog;
import javax.swing.JFileChooser;
import javax.swing.JLabel;
import javax.swing.JOptionPane;
import javax.swing.JSlider;
import javax.swing.JSpinner;
import javax.swing.JTextArea;
import javax.swing.JTextField;
import javax.swing.TransferHandler;
import javax.swing.UIManager;
import javax.swing.text.JTextComponent;
import kaobako.diffusion.Samplers;
import kaobako.studio.DrawControls;
import kaobako.studio.Home;
import kaobako.studio.JobHandle;
import kaobako.studio.Settings;
import kaobako.studio.Studio;
import kaobako.studio.Wall;
import kaobako.ui.part.TileWall;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A real window on a display, driven by pointer and keys. Skipped only where the build was told that there is no display. */
class WindowTest extends InWindow {
    @BeforeEach
    void open() throws Exception {
        begin(s -> s.plusModelFolder(MODEL.toString())
                .withDraw(DrawControls.DEFAULT.withModel(MODEL.toAbsolutePath().toString()).withCount(4).withSteps(5)));
        connect();
        show();
        hands.await("the window", () -> find(JButton.class, "draw").isEnabled());
        hands.click(find(TileWall.class, "wall"));
    }

    private void typeSeed(String seed) throws Exception {
        hands.fill(find(JTextField.class, "seed"), seed);
    }

    private void drawFour(String seed) throws Exception {
        draw(seed, 4);
    }

    private void draw(String seed, int count) throws Exception {
        typeSeed(seed);
        hands.press(KeyEvent.VK_ENTER);
        hands.press(KeyEvent.VK_CONTROL, KeyEvent.VK_ENTER);
        awaitSaved(count);
    }

    private List<Component> tiles() {
        return Parts.all(find(TileWall.class, "wall"), JComponent.class).stream().filter(c -> "tile".equals(c.getName()))
                .map(Component.class::cast).toList();
    }

    @Test
    void draws16FromATypedSeedAndNothingTakesTheEventThreadLong() throws Exception {
        hands.fill(((JSpinner.DefaultEditor) find(JSpinner.class, "count").getEditor()).getTextField(), "16");
        EventWatch watch = EventWatch.start();
        draw("4711", 16);
        List<EventWatch.Slow> slow = watch.stop();
        assertThat(watch.events()).isGreaterThan(10);
        assertThat(slow).allMatch(e -> e.own() <= 100, "no event over 100 ms");
        assertThat(wall().tiles()).extracting(t -> t.seeds().parts().get(0).seed())
                .containsExactlyElementsOf(LongStream.range(4711, 4727).boxed().toList());
        assertThat(tiles().get(0).getAccessibleContext().getAccessibleName()).isEqualTo("Picture of seed 4711");
        assertThat(folder.resolve("pictures")).isDirectoryContaining("glob:**kaobako-4711.png");
        assertThat(find(JTextField.class, "seed").getText()).isEqualTo("4711");
    }

    @Test
    void escapeStopsWithinAStepAndLeavesTheHalfDoneOnTheWall() throws Exception {
        // long enough for the slowest pair of hands
        Hands.onEdt(() -> {
            frame.state().change(c -> c.withCount(DrawControls.MOST));
            return null;
        });
        hands.click(find(AbstractButton.class, "preset-PAPER"));
        hands.await("1000 steps", () -> find(JSpinner.class, "steps").getValue().equals(1000));
        hands.press(KeyEvent.VK_CONTROL, KeyEvent.VK_ENTER);
        hands.await("a picture forming", () -> frame.state().run().isPresent() && wall().tiles().get(0).picture().isPresent());
        JobHandle handle = frame.state().run().orElseThrow().handle();
        hands.press(KeyEvent.VK_ESCAPE);
        assertThat(handle.ended().get(10, TimeUnit.SECONDS)).isEqualTo(JobHandle.State.STOPPED);
        long done = handle.moment().progress().done();
        assertThat(done).isLessThan(handle.moment().progress().total());
        assertThat(wall().tiles()).anyMatch(t -> t.stage() == Wall.Stage.FORMING && t.picture().isPresent());
        assertThat(wall().tiles()).anyMatch(t -> t.stage() == Wall.Stage.WAITING && t.picture().isEmpty());
        hands.await("Stop off", () -> !find(JButton.class, "stop").isEnabled());
    }

    @Test
    void whatFormsIsFinishedAndTheRestIsLeftOut() throws Exception {
        Hands.onEdt(() -> {
            frame.state().change(c -> c.withCount(DrawControls.MOST).withSteps(60));
            return null;
        });
        hands.press(KeyEvent.VK_CONTROL, KeyEvent.VK_ENTER);
        hands.await("something to leave out", () -> find(JButton.class, "finish").isEnabled() && find(JButton.class, "finishJob").isShowing());
        hands.press(KeyEvent.VK_SHIFT, KeyEvent.VK_ESCAPE);
        JobHandle handle = frame.state().run().orElseThrow().handle();
        hands.await("no choice any more", () -> !find(JButton.class, "finish").isEnabled());
        assertThat(handle.ended().get(100, TimeUnit.SECONDS)).isEqualTo(JobHandle.State.STOPPED);
        List<Wall.Tile> tiles = wall().tiles();
        long finished = tiles.stream().filter(t -> t.stage() == Wall.Stage.FINISHED).count();
        assertThat(finished).isPositive().isLessThan(DrawControls.MOST);
        assertThat(tiles).noneMatch(t -> t.stage() == Wall.Stage.FORMING);
        hands.await("all that is finished is saved", () -> studio.gallery().entries().size() == finished);
        hands.await("in words", () -> Parts.all(frame, JLabel.class).stream()
                .anyMatch(l -> l.isShowing() && ("Stopped: " + finished + " of 256 finished and saved").equals(l.getText())));
    }

    @Test
    void aPresetIsPressedOnlyWhileItIsChosenAndWhatIsWrongIsSaid() throws Exception {
        hands.click(find(AbstractButton.class, "preset-BEST"));
        hands.await("Best", () -> find(AbstractButton.class, "preset-BEST").isSelected());
        Hands.onEdt(() -> {
            studio.change(s -> s.withLanguage("zh-CN").withDraw(s.draw().withSampler("ddpm", 50)));
            frame.reopen();
            return null;
        });
        assertThat(Hands.onEdt(() -> Parts.all(frame, AbstractButton.class).stream()
                .filter(b -> String.valueOf(b.getName()).startsWith("preset-") && b.isSelected()).toList())).isEmpty();
        assertThat(Hands.onEdt(() -> find(JTextArea.class, "warning").getText())).isEqualTo("DDPM 少于 100 步时画得不好。");
        Hands.onEdt(() -> {
            frame.state().change(c -> c.withSampler("dpm++2m", 1000).withSpacing("leading"));
            return null;
        });
        assertThat(Hands.onEdt(() -> find(JTextArea.class, "warning").getText())).startsWith("DPM++ 2M 无法用此模型走");
    }

    @Test
    void aSeedIsPastedWithTheWordsAroundIt() throws Exception {
        Toolkit.getDefaultToolkit().getSystemClipboard().setContents(new StringSelection("Seed: 123456, Size: 64x64"), null);
        hands.focus(find(JTextField.class, "seed"));
        hands.press(KeyEvent.VK_CONTROL, KeyEvent.VK_A);
        hands.press(KeyEvent.VK_CONTROL, KeyEvent.VK_V);
        hands.press(KeyEvent.VK_ENTER);
        hands.await("the number", () -> frame.state().controls().seed() == 123456 && find(JTextField.class, "seed").getText().equals("123456"));
        assertThat(frame.state().controls().seedUse()).as("it is meant").isEqualTo(DrawControls.SeedUse.KEEP);
    }

    @Test
    void aFailureIsASentenceWithDetailsToCopyAndTheNextDrawingGoesWell() throws Exception {
        Path broken = folder.resolve("broken");
        Files.createDirectories(broken.resolve("unet"));
        Files.copy(MODEL.resolve("model_index.json"), broken.resolve("model_index.json"));
        Files.createDirectories(broken.resolve("scheduler"));
        Files.copy(MODEL.resolve("scheduler/scheduler_config.json"), broken.resolve("scheduler/scheduler_config.json"));
        Files.copy(MODEL.resolve("unet/config.json"), broken.resolve("unet/config.json"));
        Path weights = Files.writeString(broken.resolve("unet/diffusion_pytorch_model.safetensors"), "no weights at all");
        DrawControls good = Hands.onEdt(() -> frame.state().controls());
        studio.change(s -> s.plusModelFolder(broken.toString()));
        studio.findModels().get();
        Hands.onEdt(() -> {
            frame.state().change(c -> c.withModel(broken.toString()));
            return null;
        });
        hands.press(KeyEvent.VK_CONTROL, KeyEvent.VK_ENTER);
        hands.clickWhenThere("a way to copy", () -> find(JButton.class, "toast-action"));
        hands.await("the details", () -> clipboard().contains(weights.getFileName().toString()));
        assertThat(Parts.all(frame.getLayeredPane(), JTextComponent.class).stream().map(JTextComponent::getText).toList())
                .as("no trace of a stack").noneMatch(text -> text.contains("\tat ") || text.contains("Exception"));
        Hands.onEdt(() -> {
            frame.state().change(c -> good);
            return null;
        });
        drawFour("5");
    }

    private static String clipboard() {
        try {
            return String.valueOf(Toolkit.getDefaultToolkit().getSystemClipboard().getData(DataFlavor.stringFlavor));
        } catch (Exception otherwise) {
            return "";
        }
    }

    @Test
    void opensAPictureAndScrubsThroughItsSteps() throws Exception {
        drawFour("42");
        hands.click(tiles().get(1));
        hands.await("the large view", () -> find(JComponent.class, "large").isShowing());
        hands.click(find(JButton.class, "film"));
        JSlider slider = find(JSlider.class, "film-slider");
        hands.await("five frames", () -> slider.isEnabled() && slider.getMaximum() == 4 && slider.getValue() == 4);
        hands.click(slider);
        int middle = Hands.onEdt(slider::getValue);
        hands.press(KeyEvent.VK_HOME);
        assertThat(middle).isBetween(1, 3);
        hands.await("the first step", () -> slider.getValue() == 0);
        hands.click(find(JButton.class, "back"));
        hands.await("the wall", () -> find(TileWall.class, "wall").isShowing());
        Wall before = wall();
        hands.doubleClick(tiles().get(2));
        JComponent large = find(JComponent.class, "large-picture");
        hands.await("another one large", large::isFocusOwner);
        hands.press(KeyEvent.VK_LEFT);
        hands.press(KeyEvent.VK_ESCAPE);
        hands.await("the wall again", () -> find(TileWall.class, "wall").isShowing() && tiles().get(1).isFocusOwner());
        TileWall tiles = find(TileWall.class, "wall");
        assertThat(Hands.onEdt(tiles::selection)).as("the one that was seen last").containsExactly(Hands.onEdt(() -> tiles.picks().get(1)));
        assertThat(wall()).as("the second click of a double click did nothing").isSameAs(before);
    }

    @Test
    void aPictureThatIsOpenedWhileItFormsBecomesWhole() throws Exception {
        studio.change(s -> s.withDraw(s.draw().withSampler("ddpm", 1000).withCount(2)));
        typeSeed("9");
        hands.press(KeyEvent.VK_CONTROL, KeyEvent.VK_ENTER);
        hands.await("a face forming", () -> frame.state().isDrawing() && tiles().size() == 2 && wall().tiles().get(0).picture().isPresent());
        JobHandle handle = frame.state().run().orElseThrow().handle();
        handle.pause();
        hands.click(tiles().get(0));
        hands.await("it is large", () -> find(JComponent.class, "large-picture").isFocusOwner());
        assertThat(wall().tiles().get(0).stage()).isEqualTo(Wall.Stage.FORMING);
        hands.press(KeyEvent.VK_DELETE);
        hands.await("why it cannot be deleted", () -> Parts.all(frame, JTextArea.class).stream().anyMatch(t -> t.getText().startsWith("This picture still forms")));
        handle.resume();
        awaitSaved(2);
        hands.press(KeyEvent.VK_DELETE);
        hands.await("it can be deleted as any other", () -> studio.gallery().entries().size() == 1);
    }

    @Test
    void theFilmsOfTwoPicturesAreScrubbedTogether() throws Exception {
        for (int steps : new int[] {5, 10}) {
            Hands.onEdt(() -> {
                frame.state().change(c -> c.withSteps(steps));
                return null;
            });
            hands.fill(((JSpinner.DefaultEditor) find(JSpinner.class, "count").getEditor()).getTextField(), "1");
            draw("7", 1);
        }
        hands.click(find(AbstractButton.class, "workspace-gallery"));
        hands.await("both", () -> find(TileWall.class, "gallery-wall").picks().size() == 2);
        hands.select(find(TileWall.class, "gallery-wall").getComponent(0));
        hands.press(KeyEvent.VK_CONTROL, KeyEvent.VK_A);
        hands.press(KeyEvent.VK_CONTROL, KeyEvent.VK_D);
        hands.await("side by side", () -> dialog("comparison").filter(JDialog::isFocused).isPresent());
        JDialog comparison = dialog("comparison").orElseThrow();
        hands.press(KeyEvent.VK_CONTROL, KeyEvent.VK_F);
        JSlider slider = Parts.find(comparison, JSlider.class, "film-slider");
        hands.await("the end of both", () -> slider.getMaximum() == 9 && slider.getValue() == 9 && steps(comparison).equals(List.of("10 of 10", "5 of 5")));
        hands.focus(slider);
        hands.press(KeyEvent.VK_HOME);
        hands.await("the beginning of both", () -> steps(comparison).equals(List.of("1 of 10", "1 of 5")));
        for (int i = 0; i < 5; i++) hands.press(KeyEvent.VK_RIGHT);
        hands.await("the middle of both", () -> steps(comparison).equals(List.of("6 of 10", "3 of 5")));
        hands.press(KeyEvent.VK_ESCAPE);
        hands.await("closed", () -> dialog("comparison").isEmpty());

        hands.select(find(TileWall.class, "gallery-wall").getComponent(0));
        hands.press(KeyEvent.VK_CONTROL, KeyEvent.VK_A);
        hands.press(KeyEvent.VK_CONTROL, KeyEvent.VK_D);
        hands.await("again", () -> dialog("comparison").isPresent());
        choose("settings.language", "zh-CN");
        hands.await("a window of other words closes what speaks the old ones", () -> dialog("comparison").isEmpty());
    }

    /** How far the films are, the longer one first. */
    private static List<String> steps(JDialog comparison) {
        return Parts.all(comparison, JLabel.class).stream().filter(l -> "film-words".equals(l.getName()))
                .map(l -> l.getText().replaceAll("Step (\\d+ of \\d+) .*", "$1")).sorted(Comparator.comparingInt(String::length).reversed()).toList();
    }

    @Test
    void samplersAreComparedAndOneIsTaken() throws Exception {
        typeSeed("42");
        hands.press(KeyEvent.VK_ENTER);
        Hands.onEdt(() -> {
            studio.change(s -> s.withScale(200));
            frame.reopen();
            return null;
        });
        hands.click(find(TileWall.class, "wall"));
        hands.press(KeyEvent.VK_CONTROL, KeyEvent.VK_T);
        hands.await("the table", () -> dialog("sampler-table").isPresent());
        Rectangle screen = frame.getGraphicsConfiguration().getBounds();
        assertThat(screen.contains(Hands.onEdt(() -> dialog("sampler-table").orElseThrow().getBounds()))).as("all of it on the screen").isTrue();
        List<JButton> cells = Parts.all(dialog("sampler-table").orElseThrow(), JButton.class).stream().filter(b -> String.valueOf(b.getName()).startsWith("trial-")).toList();
        assertThat(cells).hasSize(4 * Samplers.ALL.size());
        hands.await("all are drawn", () -> cells.stream().allMatch(c -> Parts.all(c, JLabel.class).get(0).getText().matches("[0-9.]+ s")));
        hands.click(cells.stream().filter(c -> c.getName().equals("trial-ddim-50")).findFirst().orElseThrow());
        hands.await("its settings", () -> frame.state().controls().sampler().equals("ddim") && frame.state().controls().steps() == 50);
        assertThat(studio.gallery().entries()).as("nothing is kept").isEmpty();
    }

    private static Optional<JDialog> dialog(String name) {
        return Arrays.stream(java.awt.Window.getWindows()).filter(w -> w instanceof JDialog && w.isShowing() && name.equals(w.getName()))
                .map(JDialog.class::cast).findFirst();
    }

    @Test
    void deletesAndTakesItBack() throws Exception {
        drawFour("100");
        Path file = folder.resolve("pictures").resolve("kaobako-101.png");
        byte[] before = Files.readAllBytes(file);
        hands.select(tiles().get(1));
        hands.press(KeyEvent.VK_DELETE);
        hands.await("three tiles", () -> tiles().size() == 3);
        assertThat(file).doesNotExist();
        hands.clickWhenThere("a way back", () -> find(JButton.class, "toast-action"));
        hands.await("four tiles", () -> tiles().size() == 4);
        assertThat(file).hasBinaryContent(before);
    }

    @Test
    void undoingADeletionLeavesThePictureThatIsLargeMeanwhile() throws Exception {
        drawFour("100");
        hands.click(tiles().get(1));
        JComponent large = find(JComponent.class, "large-picture");
        hands.await("one large", large::isFocusOwner);
        hands.press(KeyEvent.VK_DELETE);
        hands.await("the wall, without it", () -> find(TileWall.class, "wall").isShowing() && tiles().size() == 3);
        choose("settings.language", "zh-CN");
        choose("settings.language", "en");
        hands.await("the window anew", () -> find(TileWall.class, "wall").isShowing() && tiles().size() == 3);
        hands.click(tiles().get(0));
        JComponent other = find(JComponent.class, "large-picture");
        hands.await("another one large", other::isFocusOwner);
        hands.press(KeyEvent.VK_CONTROL, KeyEvent.VK_Z);
        hands.await("four pictures", () -> studio.gallery().entries().size() == 4 && find(TileWall.class, "wall").picks().size() == 4);
        assertThat(other.isShowing()).isTrue();
    }

    @Test
    void oneAfterTheOtherIsDeletedAndBroughtBackByKeysAlone() throws Exception {
        drawFour("100");
        hands.select(tiles().get(1));
        for (int left = 3; left >= 1; left--) {
            int now = left;
            hands.press(KeyEvent.VK_DELETE);
            hands.await("one less, and the next one selected", () -> tiles().size() == now && find(TileWall.class, "wall").selection().size() == 1);
        }
        assertThat(Hands.onEdt(() -> find(TileWall.class, "wall").selection().get(0).caption())).isEqualTo("100");
        for (int back = 2; back <= 4; back++) {
            int now = back;
            hands.press(KeyEvent.VK_CONTROL, KeyEvent.VK_Z);
            hands.await("one more", () -> tiles().size() == now);
        }
        assertThat(studio.gallery().entries()).hasSize(4);
    }

    @Test
    void aFavouriteAndVariationsByKey() throws Exception {
        drawFour("7");
        hands.select(tiles().get(2));
        hands.press(KeyEvent.VK_F);
        hands.await("a favourite", () -> studio.gallery().entries().stream().anyMatch(e ->
                e.mark() == kaobako.studio.Gallery.Mark.FAVOURITE && e.recipe().seeds().get(0).parts().get(0).seed() == 9));
        hands.press(KeyEvent.VK_V);
        hands.await("variations", () -> wall().tiles().get(0).seeds().parts().get(0).seed() == 9
                && wall().tiles().stream().allMatch(t -> t.file().isPresent()));
        assertThat(wall().tiles().get(1).seeds().parts()).hasSize(2);
    }

    @Test
    void aDroppedPictureBringsItsRecipeAndCanBeUndone() throws Exception {
        drawFour("2024");
        Path file = folder.resolve("pictures").resolve("kaobako-2025.png");
        hands.click(find(AbstractButton.class, "preset-BEST"));
        typeSeed("1");
        hands.press(KeyEvent.VK_ENTER);
        hands.await("other controls", () -> frame.state().controls().seed() == 1 && frame.state().controls().steps() == 25);
        DrawControls before = Hands.onEdt(() -> frame.state().controls());
        JComponent content = (JComponent) frame.getContentPane();
        Hands.onEdt(() -> content.getTransferHandler().importData(new TransferHandler.TransferSupport(content, new Dropped(file.toFile()))));
        hands.await("the recipe", () -> frame.state().controls().seed() == 2025 && frame.state().controls().steps() == 5);
        hands.clickWhenThere("a way back", () -> find(JButton.class, "toast-action"));
        hands.await("the controls as they were", () -> frame.state().controls().equals(before));
    }

    @Test
    void languageThemeAndSizeChangeAtOnce() throws Exception {
        hands.click(find(AbstractButton.class, "workspace-device"));
        hands.await("settings", () -> find(JComboBox.class, "settings.language").isShowing());
        choose("settings.language", "zh-CN");
        hands.await("Chinese", () -> find(AbstractButton.class, "workspace-draw").getText().equals("绘制"));
        assertThat(frame.getLocale()).isEqualTo(Locale.SIMPLIFIED_CHINESE);
        assertThat(new javax.swing.JLabel().getFont().canDisplayUpTo("绘制头像")).as("a font for Chinese").isEqualTo(-1);
        assertThat(Hands.onEdt(() -> Parts.all(new JOptionPane("?", JOptionPane.QUESTION_MESSAGE, JOptionPane.OK_CANCEL_OPTION), JButton.class).stream()
                .map(JButton::getText).toList())).as("Swing’s own dialogs").containsExactly("确定", "取消");
        assertThat(Hands.onEdt(() -> new JFileChooser().getAcceptAllFileFilter().getDescription())).isEqualTo("所有文件");
        choose("settings.theme", Settings.Theme.DARK);
        hands.await("dark", () -> UIManager.getLookAndFeel().getName().contains("Dark"));
        int before = Hands.onEdt(() -> find(AbstractButton.class, "workspace-draw").getHeight());
        choose("settings.scale", 200);
        hands.await("twice the size", () -> find(AbstractButton.class, "workspace-draw").getHeight() > 1.7 * before);
        assertThat(studio.settings()).returns("zh-CN", Settings::language).returns(Settings.Theme.DARK, Settings::theme).returns(200, Settings::scale);
    }

    @Test
    void theWindowsFrameIsExchangedAtOnceAndRemembered() throws Exception {
        hands.click(find(AbstractButton.class, "workspace-device"));
        hands.await("settings", () -> find(JComboBox.class, "settings.frame").isShowing());
        boolean bare = frame.isUndecorated();
        int height = Hands.onEdt(() -> frame.getContentPane().getHeight());
        Rectangle bounds = Hands.onEdt(frame::getBounds);
        choose("settings.frame", Settings.Frame.OWN);
        hands.await("a bar of its own", () -> frame.isShowing() && frame.isUndecorated() && frame.getContentPane().getHeight() < height);
        assertThat(bare).as("the system's before").isFalse();
        assertThat(frame.getBounds()).isEqualTo(bounds);
        assertThat(studio.settings().frame()).isEqualTo(Settings.Frame.OWN);
        assertThat(Hands.onEdt(() -> new JDialog(frame).isUndecorated())).as("dialogs too").isTrue();
        assertThat(titleBarNames()).containsExactlyInAnyOrder("Minimise", "Maximise", "Restore", "Close");
        choose("settings.language", "zh-CN");
        hands.await("its buttons speak as the window does", () -> titleBarNames().equals(Set.of("最小化", "最大化", "还原", "关闭")));
        hands.click(find(AbstractButton.class, "workspace-draw"));
        hands.await("it works on", () -> find(TileWall.class, "wall").isShowing());
        choose("settings.frame", Settings.Frame.SYSTEM);
        hands.await("the system's again", () -> frame.isShowing() && !frame.isUndecorated() && frame.getContentPane().getHeight() == height);
        assertThat(Hands.onEdt(() -> new JDialog(frame).isUndecorated())).isFalse();
    }

    private Set<String> titleBarNames() {
        return Parts.all(frame.getRootPane(), JButton.class).stream().filter(b -> b.getParent().getParent() instanceof FlatTitlePane)
                .map(b -> b.getAccessibleContext().getAccessibleName()).collect(Collectors.toSet());
    }

    private void choose(String box, Object value) throws Exception {
        Hands.onEdt(() -> {
            find(JComboBox.class, box).setSelectedItem(value);
            return null;
        });
    }

    @Test
    void closingTheWindowWhileItDrawsLeavesNoBrokenFileAndRemembersEverything() throws Exception {
        hands.click(find(AbstractButton.class, "preset-PAPER"));
        hands.await("1000 steps", () -> frame.state().controls().steps() == 1000);
        typeSeed("31337");
        hands.press(KeyEvent.VK_CONTROL, KeyEvent.VK_ENTER);
        hands.await("a picture forming", () -> frame.state().run().isPresent() && wall().tiles().get(0).picture().isPresent());
        hands.await("how far it is, in the title", () -> frame.getTitle().matches("\\d+ % – Kaobako"));
        java.util.concurrent.CountDownLatch closed = new java.util.concurrent.CountDownLatch(1);
        frame.addPropertyChangeListener("closed", e -> closed.countDown());
        Hands.onEdt(() -> {
            frame.dispatchEvent(new java.awt.event.WindowEvent(frame, java.awt.event.WindowEvent.WINDOW_CLOSING));
            return null;
        });
        assertThat(closed.await(30, TimeUnit.SECONDS)).isTrue();
        Studio next = new Studio(Home.in(folder), reported::add);
        assertThat(next.settings().draw()).returns(31337L, DrawControls::seed).returns(1000, DrawControls::steps).returns("ddpm", DrawControls::sampler);
        assertThat(next.settings().place("window.width", 0)).isEqualTo(frame.getWidth());
        next.close();
    }

    @Test
    void everyActionHasANameAnIconATooltipAndAKey() throws Exception {
        // the lessons of Theory speak for themselves
        // the lessons of Theory come into being when they are opened
        List<Act> acts = Hands.onEdt(() -> Parts.all(frame, AbstractButton.class).stream().filter(b -> b.getAction() instanceof Act)
                .map(b -> (Act) b.getAction()).toList());
        assertThat(acts).hasSizeGreaterThan(60).allSatisfy(act -> {
            assertThat((String) act.getValue(Act.NAME)).isNotBlank().doesNotContain("!");
            assertThat(act.getValue(Act.SMALL_ICON)).isNotNull();
            assertThat((String) act.getValue(Act.SHORT_DESCRIPTION)).isNotBlank().doesNotContain("!");
            assertThat(act.getValue(Act.ACCELERATOR_KEY)).as("key of %s", act.getValue(Act.ACTION_COMMAND_KEY)).isNotNull();
        });
    }

    @Test
    void everyControlHasANameForThoseWhoHearIt() throws Exception {
        assertThat(Hands.onEdt(() -> Parts.nameless(frame))).isEmpty();
    }
}
