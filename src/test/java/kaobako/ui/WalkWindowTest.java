package kaobako.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Component;
import java.awt.Window;
import java.awt.event.KeyEvent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.swing.AbstractButton;
import javax.swing.JButton;
import javax.swing.JComponent;
import javax.swing.JFileChooser;
import javax.swing.JSlider;
import javax.swing.JTextField;
import javax.swing.TransferHandler;
import kaobako.diffusion.SeedMix;
import kaobako.generate.Walk;
import kaobako.studio.DrawControls;
import kaobako.studio.Home;
import kaobako.studio.JobHandle;
import kaobako.studio.Studio;
import kaobako.studio.WalkRun;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The Walk workspace on a display, driven by pointer and keys. */
class WalkWindowTest extends InWindow {
    @BeforeEach
    void open() throws Exception {
        begin(s -> s.plusModelFolder(MODEL.toString())
                .withWorkspace("walk").withWalk(s.walk().withKeys(seeds(1, 2)).withFrames(4))
                .withDraw(DrawControls.DEFAULT.withModel(MODEL.toAbsolutePath().toString()).withSampler("ddim", 5)));
        connect();
        show();
        hands.await("the window", () -> find(JButton.class, "walk").isEnabled());
    }

    private static List<SeedMix> seeds(long... seeds) {
        return Arrays.stream(seeds).mapToObj(SeedMix::of).toList();
    }

    private List<SeedMix> keys() {
        return frame.walkState().controls().keys();
    }

    private List<JComponent> tiles() {
        return Parts.all(find(JComponent.class, "keys"), JComponent.class);
    }

    private WalkRun.Frames frames() {
        return frame.walkState().run().map(WalkRun::frames).orElse(WalkRun.Frames.NONE);
    }

    @Test
    void keyframesAreAddedMovedDuplicatedAndRemovedByHand() throws Exception {
        hands.focus(find(JTextField.class, "key-seed"));
        hands.type("77");
        hands.press(KeyEvent.VK_ENTER);
        hands.type("5");
        hands.press(KeyEvent.VK_ENTER);
        hands.await("four keyframes", () -> keys().equals(seeds(1, 2, 77, 5)) && tiles().size() == 4);
        hands.await("their pictures", () -> keys().stream().allMatch(k -> frame.walkState().atlas().orElseThrow().picture(k).isPresent()));
        hands.focus(tiles().get(3));
        hands.press(KeyEvent.VK_ALT, KeyEvent.VK_LEFT);
        hands.await("moved by key", () -> keys().equals(seeds(1, 2, 5, 77)));
        hands.press(KeyEvent.VK_CONTROL, KeyEvent.VK_D);
        hands.await("twice", () -> keys().equals(seeds(1, 2, 5, 5, 77)));
        hands.press(KeyEvent.VK_DELETE);
        hands.await("removed", () -> keys().equals(seeds(1, 2, 5, 77)) && tiles().size() == 4);
        int left = Hands.onEdt(() -> tiles().get(3).getX() + tiles().get(3).getWidth() / 2 - tiles().get(0).getX() - 4);
        hands.drag(tiles().get(3), -left, 0, 8);
        hands.await("dragged to the front", () -> keys().equals(seeds(77, 1, 2, 5)));
        assertThat(tiles().get(0).getAccessibleContext().getAccessibleName()).isEqualTo("Keyframe 1 of 4: seed 77");
        hands.click(find(JButton.class, "rollKey"));
        hands.await("a fifth", () -> keys().size() == 5);
    }

    @Test
    void drawsPlaysPausesScrubsAndExportsAGif() throws Exception {
        EventWatch watch = EventWatch.start();
        hands.press(KeyEvent.VK_CONTROL, KeyEvent.VK_ENTER);
        hands.await("all frames", () -> frames().isWhole());
        assertThat(frames().pictures()).hasSize(8);
        JSlider slider = find(JSlider.class, "walk-slider");
        int before = Hands.onEdt(slider::getValue);
        hands.await("it plays", () -> slider.getValue() != before);
        List<EventWatch.Slow> slow = watch.stop();
        assertThat(slow).allMatch(e -> e.cpu() <= 100, "event over 100 ms of its own");
        hands.click(slider);
        int scrubbed = Hands.onEdt(slider::getValue);
        hands.await("paused", () -> find(JButton.class, "playWalk").getAccessibleContext().getAccessibleName().equals("Play"));
        assertThat(scrubbed).isBetween(2, 5);
        assertThat(Hands.onEdt(slider::getValue)).isEqualTo(scrubbed);
        hands.clickUntil("a chooser", find(JButton.class, "exportWalk"), () -> chooser().isPresent());
        Path file = folder.resolve("out.gif");
        Hands.onEdt(() -> {
            JFileChooser chooser = chooser().orElseThrow();
            assertThat(chooser.getSelectedFile().getName()).isEqualTo("walk-1-2.gif");
            chooser.setSelectedFile(file.toFile());
            chooser.approveSelection();
            return null;
        });
        hands.await("the file is there", () -> Files.exists(file) && find(JButton.class, "exportWalk").isEnabled());
        ImageReader reader = ImageIO.getImageReadersByFormatName("gif").next();
        try (ImageInputStream in = ImageIO.createImageInputStream(file.toFile())) {
            reader.setInput(in);
            assertThat(reader.getNumImages(true)).isEqualTo(8);
            assertThat(reader.getWidth(0)).as("four times 16").isEqualTo(64);
        }
    }

    private static Optional<JFileChooser> chooser() {
        return Arrays.stream(Window.getWindows()).filter(Window::isShowing).flatMap(w -> Parts.all(w, JFileChooser.class).stream()).findFirst();
    }

    @Test
    void escapeStopsWithinAStepAndThePictureStays() throws Exception {
        Hands.onEdt(() -> {
            frame.state().change(c -> c.withSampler("ddpm", 1000));
            frame.walkState().change(c -> c.withFrames(60));
            return null;
        });
        hands.press(KeyEvent.VK_CONTROL, KeyEvent.VK_ENTER);
        hands.await("a frame forming", () -> frames().pictures().stream().anyMatch(Optional::isPresent));
        JobHandle handle = frame.walkState().run().orElseThrow().drawing().orElseThrow().handle();
        hands.press(KeyEvent.VK_ESCAPE);
        assertThat(handle.ended().get(10, TimeUnit.SECONDS)).isEqualTo(JobHandle.State.STOPPED);
        assertThat(handle.moment().progress().done()).isLessThan(handle.moment().progress().total());
        assertThat(frames().nearest(50)).isPresent();
        hands.await("export says why not", () -> find(JButton.class, "exportWalk").getToolTipText().contains("0 of 120"));
    }

    @Test
    void theMapOpensAPointThatCanBeKeptAndRestored() throws Exception {
        hands.click(find(AbstractButton.class, "mode-MAP"));
        JComponent map = find(JComponent.class, "map");
        hands.await("the map", map::isShowing);
        // the middle of the screen is the middle of the map
        SeedMix middle = SeedMix.bilinear(1, 2, 3, 4, 0.5, 0.5);
        hands.await("the middle is drawn", () -> frame.walkState().atlas().orElseThrow().picture(middle).isPresent());
        hands.click(map);
        hands.await("open", () -> find(JButton.class, "keepPoint").isShowing() && find(JButton.class, "keepPoint").isEnabled());
        hands.click(find(JButton.class, "keepPoint"));
        hands.await("kept", () -> studio.gallery().entries().size() == 1);
        assertThat(studio.gallery().entries().get(0).recipe().seeds()).containsExactly(middle);
        hands.click(find(JButton.class, "mapIn"));
        hands.await("finer blends", () -> frame.walkState().atlas().orElseThrow()
                .picture(SeedMix.bilinear(1, 2, 3, 4, 0.5 + 1 / 16.0, 0.5)).isPresent());
        hands.click(find(JButton.class, "useAsB"));
        hands.await("B", () -> keys().equals(List.of(SeedMix.of(1), middle)));
        byte[] kept = Hands.onEdt(() -> frame.walkState().atlas().orElseThrow().picture(middle).orElseThrow().rgb());
        hands.click(find(JButton.class, "useRecipe"));
        hands.await("restored in Draw", () -> find(JComponent.class, "wall").isShowing() && frame.state().controls().count() == 1);
        hands.press(KeyEvent.VK_CONTROL, KeyEvent.VK_ENTER);
        awaitSaved(1);
        assertThat(wall().tiles().get(0).picture().orElseThrow().rgb()).isEqualTo(kept);
    }

    @Test
    void picturesBecomeKeyframesByKeyAndByDrop() throws Exception {
        hands.click(find(AbstractButton.class, "workspace-draw"));
        Hands.onEdt(() -> {
            frame.state().change(c -> c.withSeed(40).withCount(3).withSeedUse(DrawControls.SeedUse.KEEP));
            frame.state().draw();
            return null;
        });
        hands.await("three pictures", () -> studio.gallery().entries().size() == 3 && wallTiles().size() == 3);
        hands.select(wallTiles().get(2));
        hands.press(KeyEvent.VK_A);
        hands.await("A", () -> keys().equals(seeds(42, 2)));
        hands.select(wallTiles().get(0));
        hands.press(KeyEvent.VK_B);
        hands.await("B", () -> keys().equals(seeds(42, 40)));
        hands.select(wallTiles().get(1));
        hands.press(KeyEvent.VK_W);
        hands.await("one more", () -> keys().equals(seeds(42, 40, 41)));
        hands.clickWhenThere("a way back", () -> {
            List<JButton> undo = Parts.all(frame.getLayeredPane(), JButton.class).stream().filter(b -> "toast-action".equals(b.getName())).toList();
            return undo.get(undo.size() - 1);
        });
        hands.await("taken back", () -> keys().equals(seeds(42, 40)));
        hands.click(find(AbstractButton.class, "workspace-walk"));
        JComponent page = (JComponent) find(JComponent.class, "walk-view").getParent();
        Hands.onEdt(() -> page.getTransferHandler().importData(new TransferHandler.TransferSupport(page,
                new Dropped(folder.resolve("pictures").resolve("kaobako-41.png").toFile()))));
        hands.await("dropped", () -> keys().equals(seeds(42, 40, 41)));
    }

    private List<Component> wallTiles() {
        return Parts.all(find(JComponent.class, "wall"), JComponent.class).stream().filter(c -> "tile".equals(c.getName()))
                .map(Component.class::cast).toList();
    }

    @Test
    void theWalkIsRememberedAndOutlivesAChangeOfLanguage() throws Exception {
        hands.click(find(AbstractButton.class, "way-STRAIGHT"));
        hands.click(find(AbstractButton.class, "loop"));
        hands.await("open and straight", () -> frame.walkState().controls().way() == Walk.Way.STRAIGHT
                && frame.walkState().controls().ends() == Walk.Ends.OPEN);
        hands.press(KeyEvent.VK_CONTROL, KeyEvent.VK_ENTER);
        hands.await("all frames", () -> frames().isWhole() && frames().pictures().size() == 5);
        Hands.onEdt(() -> {
            studio.change(s -> s.withLanguage("zh-CN"));
            frame.reopen();
            return null;
        });
        hands.await("Chinese", () -> find(AbstractButton.class, "walk").getText().equals("漫步") && find(JButton.class, "exportWalk").isEnabled());
        assertThat(frames().isWhole()).isTrue();
        studio.close();
        try (Studio next = new Studio(Home.in(folder), reported::add)) {
            assertThat(next.settings().walk()).isEqualTo(frame.walkState().controls());
        }
    }
}
