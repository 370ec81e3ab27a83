package kaobako.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Component;
import java.awt.datatransfer.DataFlavor;
import java.awt.datatransfer.Transferable;
import java.awt.event.KeyEvent;
import java.awt.image.BufferedImage;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.swing.AbstractButton;
import javax.swing.JButton;
import javax.swing.JComboBox;
import javax.swing.JComponent;
import javax.swing.JLabel;
import javax.swing.JSlider;
import javax.swing.TransferHandler;
import kaobako.studio.DrawControls;
import kaobako.studio.JobHandle;
import kaobako.ui.part.TileWall;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The chapters of Theory that dissolve, learn and make, in a real window on a display. Skipped only where there is none. */
class TheoryLearningTest extends InWindow {
    private Messages words;

    private void open(String language) throws Exception {
        begin(s -> s.withLanguage(language).plusModelFolder(MODEL.toString())
                .withWorkspace("theory").withDraw(DrawControls.DEFAULT.withModel(MODEL.toAbsolutePath().toString()).withCount(1).withSteps(6)));
        connect();
        words = Messages.in(language);
        show();
    }

    private void chapter(String key) throws Exception {
        hands.await("Theory", () -> find(AbstractButton.class, "theory-" + key).isShowing());
        hands.click(find(AbstractButton.class, "theory-" + key));
    }

    /** What a view shows. */
    private int[] pixels(String view) throws Exception {
        return Hands.onEdt(() -> painted(find(JComponent.class, "theory." + view)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "zh-CN"})
    void aPictureDissolvesByKeysByDraggingAndByPlaying(String language) throws Exception {
        open(language);
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
        open("en");
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
        hands.click(find(AbstractButton.class, "practicePicture"));
        hands.await("another practice picture", () -> !near(colourOfMiddle(view), 90, 105, 40));
        hands.click(find(AbstractButton.class, "openPicture"));
        hands.choose(file.toPath());
        hands.await("the same from the dialog", () -> near(colourOfMiddle(view), 90, 105, 40));
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "zh-CN"})
    void avatarsAreDrawnAlongBothWays(String language) throws Exception {
        open(language);
        chapter("spheres");
        hands.clickWhenThere("the ways", () -> find(AbstractButton.class, "theory.spheres.scene.SEEDS"));
        JButton draw = find(JButton.class, "drawWays");
        JComponent ways = find(JComponent.class, "theory.spheres.ways");
        hands.await("lengths along both ways", () -> draw.isEnabled() && described(ways).contains("."));
        double[] middles = Arrays.stream(Hands.onEdt(() -> described(ways)).split("[^\\d.]+")).filter(n -> !n.isEmpty()).mapToDouble(Double::parseDouble).toArray();
        // 16 x 16 pixels in three colours: sqrt(d) = 27.7, and the tolerance of so few
        assertThat(middles).hasSize(2);
        assertThat(middles[0]).as("straight").isBetween(0.65, 0.77);
        assertThat(middles[1]).as("along the arc").isBetween(0.93, 1.07);
        int[] empty = pixels("spheres.ways");
        hands.click(draw);
        hands.await("ten pictures", () -> studio.jobs().isEmpty() && distinct("spheres.ways") > 500);
        assertThat(pixels("spheres.ways")).isNotEqualTo(empty);
    }

    private static int colourOfMiddle(JComponent view) {
        // the picture stands above its line of words
        return painted(view)[(view.getHeight() / 2 - 8) * view.getWidth() + view.getWidth() / 2] & 0xFFFFFF;
    }

    private static boolean near(int rgb, int red, int green, int blue) {
        return Math.abs((rgb >> 16) - red) < 12 && Math.abs((rgb >> 8 & 255) - green) < 12 && Math.abs((rgb & 255) - blue) < 12;
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "zh-CN"})
    void learnsFliesAndIsScrubbed(String language) throws Exception {
        open(language);
        chapter("learning");
        int[] before = pixels("learning.loss");
        hands.click(find(JButton.class, "learnToy"));
        hands.await("a loss curve", () -> find(JButton.class, "learnToy").getText().equals(words.text("action.stop"))
                && studio.jobs().stream().anyMatch(h -> h.purpose() == JobHandle.Purpose.THEORY && h.moment().progress().done() > 5));
        hands.click(find(JButton.class, "learnToy"));
        hands.await("no job", () -> studio.jobs().stream().noneMatch(h -> h.purpose() == JobHandle.Purpose.THEORY));
        JComponent losses = find(JComponent.class, "theory.learning.loss");
        hands.await("the losses so far", () -> !Arrays.equals(painted(losses), before));
        assertThat(hands.offers(losses)).as("what was learned is a film").contains("saveGif");

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

    @ParameterizedTest
    @ValueSource(strings = {"en", "zh-CN"})
    void anAvatarIsMadeStepByStepAndOneFromTheWallIsExplained(String language) throws Exception {
        open(language);
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
        awaitSaved(frame.state().controls().count());
        Component tile = Hands.onEdt(() -> Parts.all(find(TileWall.class, "wall"), JComponent.class).stream()
                .filter(c -> "tile".equals(c.getName())).findFirst().orElseThrow());
        hands.take(tile, "explain");
        hands.await("its six steps in Theory", () -> slider.isShowing() && slider.getMaximum() == 5);
        long seed = frame.state().run().orElseThrow().config().seeds().get(0).parts().get(0).seed();
        assertThat(Hands.onEdt(() -> Parts.all(frame, JLabel.class).stream().anyMatch(l -> words.text("theory.avatar.seed", Long.toString(seed)).equals(l.getText())))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "zh-CN"})
    void twoPixelsOfTheModelsPicturesAreALandscape(String language) throws Exception {
        open(language);
        chapter("avatar");
        hands.click(find(AbstractButton.class, "theory.avatar.scene.PIXELS"));
        JLabel count = find(JLabel.class, "avatar-count");
        JButton draw = find(JButton.class, "drawHandful");
        hands.await("a model to draw from", () -> draw.isShowing() && draw.isEnabled());
        int[] empty = pixels("avatar.heat");
        hands.click(draw);
        hands.await("the first of them", () -> !count.getText().isEmpty() && !count.getText().equals(counted(0)) && find(JComponent.class, "theory.avatar.cut").isShowing());
        assertThat(draw.getText()).isEqualTo(words.text("action.stop"));
        hands.click(draw);
        hands.await("no job", () -> studio.jobs().isEmpty() && draw.getText().equals(words.text("action.drawHandful")));

        int[] heat = pixels("avatar.heat");
        assertThat(heat).isNotEqualTo(empty);
        JComponent picker = find(JComponent.class, "theory.avatar.picker");
        hands.drag(picker, -30, 40, 4);
        int[] elsewhere = pixels("avatar.heat");
        assertThat(elsewhere).as("another pixel").isNotEqualTo(heat);
        hands.press(KeyEvent.VK_Y);
        hands.press(KeyEvent.VK_DOWN);
        assertThat(pixels("avatar.heat")).as("the other pixel by keys").isNotEqualTo(elsewhere);

        JComponent sheet = find(JComponent.class, "theory.avatar.sheet");
        String first = Hands.onEdt(() -> described(sheet));
        int[] picture = pixels("avatar.picker");
        sheet.requestFocusInWindow();
        hands.await("the focus", sheet::isFocusOwner);
        hands.press(KeyEvent.VK_RIGHT);
        assertThat(Hands.onEdt(() -> described(sheet))).isNotEqualTo(first).contains("2");
        assertThat(pixels("avatar.picker")).as("another avatar to point at").isNotEqualTo(picture);
        assertThat(Hands.onEdt(() -> Parts.nameless(frame))).isEmpty();
    }

    private String counted(int done) {
        return words.text("theory.avatar.count", done, 256, "pipeline_trained");
    }

    private static String described(JComponent view) {
        return String.valueOf(view.getAccessibleContext().getAccessibleDescription());
    }

    @Test
    void whatMovesIsSavedAsGifAndOnlyThat() throws Exception {
        open("en");
        chapter("forward");
        hands.await("a practice picture", () -> distinct("forward.picture") > 100);
        assertThat(frames("forward.cloud", "cloud.gif")).isEqualTo(70);

        chapter("learning");
        hands.await("nothing flies", () -> !find(AbstractButton.class, "saveGif").isEnabled());
        assertThat(hands.offers(find(JComponent.class, "theory.learning.flight"))).containsExactly("savePng");
        Hands.onEdt(() -> {
            find(JComboBox.class, "theory.learning.steps").setSelectedItem(5);
            return null;
        });
        hands.await("a flight", () -> find(JSlider.class, "learning-moment").getValue() == 5);
        assertThat(hands.offers(find(JComponent.class, "theory.learning.loss"))).as("losses do not fly").containsExactly("savePng");
        assertThat(frames("learning.flight", "flight.gif")).isEqualTo(60);

        chapter("avatar");
        Hands.onEdt(() -> {
            find(JComboBox.class, "theory.avatar.steps").setSelectedItem(10);
            return null;
        });
        hands.await("ten frames", () -> find(JSlider.class, "avatar-frame").getValue() == 9);
        assertThat(frames("avatar.moment.NOISY", "avatar.gif")).isEqualTo(10);
        Path whole = folder.resolve("whole.gif");
        hands.await("the chapter moves", () -> find(AbstractButton.class, "saveGif").isEnabled());
        hands.click(find(AbstractButton.class, "saveGif"));
        hands.choose(whole);
        hands.await("the chapter's film", () -> Files.exists(whole));
        assertThat(read(whole)).isEqualTo(10);
    }

    /** Saves a view as GIF from its menu; the number of its frames, of which the first and the last differ. */
    private int frames(String view, String name) throws Exception {
        Path file = folder.resolve(name);
        hands.take(find(JComponent.class, "theory." + view), "saveGif");
        hands.choose(file);
        hands.await(name, () -> Files.exists(file));
        return read(file);
    }

    private static int read(Path gif) throws Exception {
        ImageReader reader = ImageIO.getImageReadersByFormatName("gif").next();
        try (ImageInputStream in = ImageIO.createImageInputStream(gif.toFile())) {
            reader.setInput(in);
            int frames = reader.getNumImages(true);
            BufferedImage first = reader.read(0);
            BufferedImage last = reader.read(frames - 1);
            // a frame holds only what has changed since the one before: something has
            assertThat(last.getWidth() * last.getHeight()).isGreaterThan(100);
            assertThat(first.getWidth()).isGreaterThan(100);
            return frames;
        } finally {
            reader.dispose();
        }
    }

    @Test
    void anotherScheduleIsAnotherLesson() throws Exception {
        open("en");
        chapter("learning");
        JButton learn = find(JButton.class, "learnToy");
        int[] empty = pixels("learning.loss");
        hands.click(learn);
        hands.await("some steps", () -> studio.jobs().stream().anyMatch(h -> h.purpose() == JobHandle.Purpose.THEORY && h.moment().progress().done() > 5));
        hands.click(learn);
        hands.await("more to learn", () -> learn.getText().equals(words.text("theory.learning.more")));
        hands.await("its curve", () -> !Arrays.equals(painted(find(JComponent.class, "theory.learning.loss")), empty));
        Hands.onEdt(() -> {
            find(JComboBox.class, "theory.learning.table").setSelectedIndex(0);
            return null;
        });
        assertThat(learn.getText()).isEqualTo(words.text("action.learnToy"));
        assertThat(pixels("learning.loss")).as("its curve is empty").isEqualTo(empty);
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
