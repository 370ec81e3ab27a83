package kaobako.ui;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.awt.Component;
import java.awt.GraphicsEnvironment;
import java.awt.datatransfer.DataFlavor;
import java.awt.datatransfer.Transferable;
import java.awt.event.KeyEvent;
import java.awt.image.BufferedImage;
import java.io.File;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import javax.imageio.ImageIO;
import javax.swing.AbstractButton;
import javax.swing.JButton;
import javax.swing.JComboBox;
import javax.swing.JComponent;
import javax.swing.JLabel;
import javax.swing.JSlider;
import javax.swing.TransferHandler;
import kaobako.studio.DrawControls;
import kaobako.studio.Home;
import kaobako.studio.JobHandle;
import kaobako.studio.Problem;
import kaobako.studio.Settings;
import kaobako.studio.Studio;
import kaobako.ui.part.TileWall;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The chapters of Theory that dissolve, learn and make, in a real window on a display. Skipped only where there is none. */
@Timeout(180)
class TheoryLearningTest {
    private static final Path MODEL = Path.of("src/test/resources/golden/pipeline_trained");

    @TempDir
    private Path folder;
    private final List<Problem> reported = new CopyOnWriteArrayList<>();
    private Studio studio;
    private MainFrame frame;
    private Hands hands;

    @BeforeEach
    void open() throws Exception {
        assumeFalse(GraphicsEnvironment.isHeadless(), "no display: -Dkaobako.headless=false, as installer/test does it");
        studio = new Studio(Home.in(folder), reported::add);
        studio.change(s -> s.withLanguage("en").withTheme(Settings.Theme.LIGHT).withScale(100).plusModelFolder(MODEL.toString())
                .withWorkspace("theory").withDraw(DrawControls.DEFAULT.withModel(MODEL.toAbsolutePath().toString()).withCount(1).withSteps(6)));
        studio.connect().get(90, TimeUnit.SECONDS);
        studio.findModels().get();
        studio.openGallery().get();
        hands = new Hands();
        frame = Hands.onEdt(() -> Window.show(studio));
        hands.await("the window", () -> frame.isShowing());
    }

    @AfterEach
    void close() throws Exception {
        if (frame == null) return;
        Hands.onEdt(() -> {
            frame.dispose();
            return null;
        });
        studio.close();
        assertThat(reported).isEmpty();
    }

    private <T extends Component> T find(Class<T> kind, String name) {
        return Parts.find(frame, kind, name);
    }

    private void chapter(String key) throws Exception {
        hands.await("Theory", () -> find(AbstractButton.class, "theory-" + key).isShowing());
        hands.click(find(AbstractButton.class, "theory-" + key));
    }

    /** What a view shows. */
    private int[] pixels(String view) throws Exception {
        return Hands.onEdt(() -> painted(find(JComponent.class, "theory." + view)));
    }

    @Test
    void aPictureDissolvesByKeysByDraggingAndByPlaying() throws Exception {
        chapter("forward");
        JSlider slider = find(JSlider.class, "forward-step");
        hands.await("a practice picture", () -> distinct("forward.picture") > 100);
        int[] clean = pixels("forward.picture");
        int[] cloud = pixels("forward.cloud");
        // the middle of the curves
        hands.click(find(JComponent.class, "theory.forward.schedule"));
        hands.await("half-way", () -> slider.getValue() > 400 && slider.getValue() < 600);
        assertThat(pixels("forward.picture")).isNotEqualTo(clean);
        assertThat(pixels("forward.cloud")).isNotEqualTo(cloud);
        hands.click(slider);
        hands.press(KeyEvent.VK_END);
        assertThat(Hands.onEdt(slider::getValue)).isEqualTo(1000);
        hands.click(find(JButton.class, "playDissolve"));
        hands.await("the film from the start", () -> slider.getValue() > 0 && slider.getValue() < 1000);
        hands.click(find(JButton.class, "playDissolve"));
        int stopped = Hands.onEdt(slider::getValue);
        int[] linear = pixels("forward.schedule");
        Hands.onEdt(() -> {
            find(JComboBox.class, "theory.forward.table").setSelectedIndex(2);
            return null;
        });
        assertThat(pixels("forward.schedule")).as("another schedule").isNotEqualTo(linear);
        assertThat(Hands.onEdt(slider::getValue)).isEqualTo(stopped);
    }

    /** On the event thread: how many colours a view shows. */
    private long distinct(String view) {
        JComponent component = find(JComponent.class, "theory." + view);
        return component.getWidth() == 0 ? 0 : Arrays.stream(painted(component)).distinct().count();
    }

    private static int[] painted(JComponent component) {
        BufferedImage image = new BufferedImage(component.getWidth(), component.getHeight(), BufferedImage.TYPE_INT_RGB);
        component.printAll(image.createGraphics());
        return image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
    }

    @Test
    void aDroppedPictureDissolves() throws Exception {
        chapter("forward");
        hands.await("a practice picture", () -> distinct("forward.picture") > 100);
        int[] practice = pixels("forward.picture");
        File file = folder.resolve("mine.png").toFile();
        BufferedImage mine = new BufferedImage(90, 70, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < 70; y++) for (int x = 0; x < 90; x++) mine.setRGB(x, y, x * 2 << 16 | y * 3 << 8 | 40);
        ImageIO.write(mine, "png", file);
        JComponent view = find(JComponent.class, "theory.forward.picture");
        Dropped dropped = new Dropped(file);
        Hands.onEdt(() -> view.getTransferHandler().importData(new TransferHandler.TransferSupport(view, dropped)));
        // its middle square keeps its colours
        hands.await("the dropped picture", () -> near(colourOfMiddle(view), 90, 105, 40));
        assertThat(pixels("forward.picture")).isNotEqualTo(practice);
    }

    private static int colourOfMiddle(JComponent view) {
        // the picture stands above its line of words
        return painted(view)[(view.getHeight() / 2 - 8) * view.getWidth() + view.getWidth() / 2] & 0xFFFFFF;
    }

    private static boolean near(int rgb, int red, int green, int blue) {
        return Math.abs((rgb >> 16) - red) < 12 && Math.abs((rgb >> 8 & 255) - green) < 12 && Math.abs((rgb & 255) - blue) < 12;
    }

    @Test
    void learnsFliesAndIsScrubbed() throws Exception {
        chapter("learning");
        int[] before = pixels("learning.loss");
        hands.click(find(JButton.class, "learnToy"));
        hands.await("a loss curve", () -> find(JButton.class, "learnToy").getText().equals("Stop")
                && studio.jobs().stream().anyMatch(h -> h.purpose() == JobHandle.Purpose.THEORY && h.moment().progress().done() > 5));
        hands.click(find(JButton.class, "learnToy"));
        hands.await("no job", () -> studio.jobs().stream().noneMatch(h -> h.purpose() == JobHandle.Purpose.THEORY));
        assertThat(pixels("learning.loss")).isNotEqualTo(before);

        JSlider slider = find(JSlider.class, "learning-moment");
        Hands.onEdt(() -> {
            find(JComboBox.class, "theory.learning.steps").setSelectedItem(5);
            return null;
        });
        hands.await("a flight of five boxes, played to its end", () -> slider.isEnabled() && slider.getMaximum() == 5 && slider.getValue() == 5);
        int[] end = pixels("learning.flight");
        hands.click(slider);
        hands.press(KeyEvent.VK_HOME);
        assertThat(Hands.onEdt(slider::getValue)).isZero();
        assertThat(pixels("learning.flight")).isNotEqualTo(end);
        int[] followed = pixels("learning.flight");
        hands.click(find(JComponent.class, "theory.learning.flight"));
        assertThat(pixels("learning.flight")).as("another particle is followed").isNotEqualTo(followed);
        hands.click(find(AbstractButton.class, "theory.learning.side.HISTOGRAMS"));
        assertThat(Hands.onEdt(() -> find(JComponent.class, "theory.learning.marginal.DRAWN").isShowing())).isTrue();
        assertThat(pixels("learning.marginal.EXACT")).isNotEmpty();
    }

    @Test
    void anAvatarIsMadeStepByStepAndOneFromTheWallIsExplained() throws Exception {
        chapter("avatar");
        Hands.onEdt(() -> {
            find(JComboBox.class, "theory.avatar.steps").setSelectedItem(10);
            return null;
        });
        JSlider slider = find(JSlider.class, "avatar-frame");
        hands.await("ten frames", () -> slider.isEnabled() && slider.getMaximum() == 9 && slider.getValue() == 9);
        int[] last = pixels("avatar.moment.EXPECTED");
        hands.click(slider);
        hands.press(KeyEvent.VK_HOME);
        assertThat(pixels("avatar.moment.EXPECTED")).isNotEqualTo(last);

        hands.press(KeyEvent.VK_CONTROL, KeyEvent.VK_1);
        hands.await("Draw", () -> find(TileWall.class, "wall").isShowing() && find(JButton.class, "draw").isEnabled());
        hands.press(KeyEvent.VK_CONTROL, KeyEvent.VK_ENTER);
        hands.await("a picture", () -> frame.state().run().map(r -> r.wall().get().tiles().get(0).file().isPresent()).orElse(false));
        Component tile = Hands.onEdt(() -> Parts.all(find(TileWall.class, "wall"), JComponent.class).stream()
                .filter(c -> "tile".equals(c.getName())).findFirst().orElseThrow());
        hands.click(tile);
        hands.press(KeyEvent.VK_H);
        hands.await("its six steps in Theory", () -> slider.isShowing() && slider.getMaximum() == 5);
        long seed = frame.state().run().orElseThrow().config().seeds().get(0).parts().get(0).seed();
        assertThat(Hands.onEdt(() -> Parts.all(frame, JLabel.class).stream().anyMatch(l -> ("Seed " + seed).equals(l.getText())))).isTrue();
    }

    private record Dropped(File file) implements Transferable {
        @Override
        public DataFlavor[] getTransferDataFlavors() {
            return new DataFlavor[] {DataFlavor.javaFileListFlavor};
        }

        @Override
        public boolean isDataFlavorSupported(DataFlavor flavor) {
            return flavor.equals(DataFlavor.javaFileListFlavor);
        }

        @Override
        public Object getTransferData(DataFlavor flavor) {
            return List.of(file);
        }
    }
}
