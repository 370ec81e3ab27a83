package kaobako.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.event.KeyEvent;
import java.awt.event.MouseEvent;
import java.awt.image.BufferedImage;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.swing.AbstractButton;
import javax.swing.Action;
import javax.swing.JComboBox;
import javax.swing.JComponent;
import javax.swing.JLabel;
import javax.swing.JSpinner;
import javax.swing.JTextArea;
import javax.swing.SwingUtilities;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The first chapters of the Theory workspace in a real window, without any device. */
class TheoryWindowTest extends InWindow {
    private Messages words;

    private void open(String language) throws Exception {
        begin(s -> s.withLanguage(language).withWorkspace("theory"));
        words = Messages.in(language);
        show();
        hands.await("the book", () -> find(JTextArea.class, "theory-text").isShowing());
    }

    private void chapter(String key, String view) throws Exception {
        hands.click(find(AbstractButton.class, "theory-" + key));
        hands.await(key, () -> find(JComponent.class, view).isShowing());
    }

    private static int[] look(JComponent component) throws Exception {
        return Hands.onEdt(() -> painted(component));
    }

    private static int[] painted(JComponent component) {
        BufferedImage image = new BufferedImage(component.getWidth(), component.getHeight(), BufferedImage.TYPE_INT_RGB);
        component.paint(image.createGraphics());
        return image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "zh-CN"})
    void everyPageIsTurnedAndSaysSomething(String language) throws Exception {
        open(language);
        List<String> pages = new CopyOnWriteArrayList<>();
        AbstractButton next = find(AbstractButton.class, "pageNext");
        JTextArea text = find(JTextArea.class, "theory-text");
        while (pages.size() < 100) {
            pages.add(Hands.onEdt(text::getText));
            if (!Hands.onEdt(next::isEnabled)) break;
            hands.press(KeyEvent.VK_ALT, KeyEvent.VK_RIGHT);
            hands.await("another page", () -> !text.getText().equals(pages.get(pages.size() - 1)));
        }
        assertThat(pages).hasSizeGreaterThan(19).doesNotHaveDuplicates().noneMatch(p -> p.startsWith("!") || p.contains("{0"));
        assertThat(pages.get(pages.size() - 1)).isNotEqualTo(pages.get(0));
    }

    @Test
    void everyActionHasAKeyWhichIsTheChaptersOnTheScreen() throws Exception {
        open("en");
        chapter("pixels", "theory.pixels.surface");
        List<AbstractButton> acts = Hands.onEdt(() -> Parts.all(frame, AbstractButton.class).stream()
                .filter(b -> b.getAction() instanceof Act).toList());
        assertThat(acts).hasSizeGreaterThan(20).allSatisfy(b ->
                assertThat(b.getAction().getValue(Action.ACCELERATOR_KEY)).as(b.getName()).isNotNull());

        JLabel count = find(JLabel.class, "pixels-count");
        hands.press(KeyEvent.VK_CONTROL, KeyEvent.VK_ENTER);
        hands.await("one picture", () -> count.getText().startsWith("1 drawn"));
        hands.press(KeyEvent.VK_CONTROL, KeyEvent.VK_BACK_SPACE);
        hands.await("none", () -> !count.getText().startsWith("1 drawn"));

        chapter("balls", "runOnce");
        int[] before = look(find(JComponent.class, "theory.balls.bars"));
        hands.press(KeyEvent.VK_CONTROL, KeyEvent.VK_ENTER);
        assertThat(look(find(JComponent.class, "theory.balls.bars"))).as("a run of this chapter").isNotEqualTo(before);
        assertThat(Hands.onEdt(count::getText)).as("no picture of the hidden one").doesNotStartWith("1 drawn");
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "zh-CN"})
    void theLandscapeTurnsAndTheCutFollowsTheMouse(String language) throws Exception {
        open(language);
        chapter("pixels", "theory.pixels.surface");
        JComponent surface = find(JComponent.class, "theory.pixels.surface");
        int[] before = look(surface);
        hands.drag(surface, 120, -30, 12);
        assertThat(Arrays.mismatch(look(surface), before)).as("another picture").isNotNegative();
        JComponent cut = find(JComponent.class, "theory.pixels.cut");
        hands.drag(find(JComponent.class, "theory.pixels.heat"), 40, 0, 4);
        hands.await("the cut", cut::isShowing);
        String first = cut.getAccessibleContext().getAccessibleDescription();
        hands.drag(find(JComponent.class, "theory.pixels.heat"), -60, 0, 6);
        assertThat(first).startsWith("p(y | x = 0.");
        assertThat(cut.getAccessibleContext().getAccessibleDescription()).startsWith("p(y | x = -0.");
        // the pointer is still over the square: what lies there is shown
        JComponent pair = find(JComponent.class, "theory.pixels.pair");
        hands.await("the picture under the pointer", () -> String.valueOf(pair.getAccessibleContext().getAccessibleDescription()).startsWith("x = -0."));
    }

    @Test
    void drawnPicturesApproachTheDensityAndThePaintedOneToo() throws Exception {
        open("en");
        chapter("pixels", "theory.pixels.surface");
        JLabel count = find(JLabel.class, "pixels-count");
        hands.click(find(AbstractButton.class, "drawMany"));
        hands.await("a hundred thousand", () -> count.getText().startsWith("100,000 drawn"));
        assertThat(Double.parseDouble(count.getText().replaceAll(".* ", ""))).isLessThan(0.02);
        hands.click(find(AbstractButton.class, "clearPainting"));
        hands.click(find(AbstractButton.class, "theory.pixels.tool.BRUSH"));
        hands.drag(find(JComponent.class, "theory.pixels.heat"), 50, 50, 5);
        hands.click(find(AbstractButton.class, "drawThousand"));
        hands.await("a thousand of the painted", () -> count.getText().startsWith("1,000 drawn"));
        assertThat(Double.parseDouble(count.getText().replaceAll(".* ", ""))).isLessThan(0.3);
    }

    @Test
    void aFoldersPixelsBecomeABox() throws Exception {
        Path pictures = Files.createDirectories(folder.resolve("grey"));
        for (int i = 0; i < 8; i++) {
            BufferedImage picture = new BufferedImage(64, 64, BufferedImage.TYPE_INT_RGB);
            // the left half gets lighter from picture to picture as the right half gets darker
            for (int x = 0; x < 64; x++)
                for (int y = 0; y < 64; y++) picture.setRGB(x, y, (x < 32 ? 20 + 25 * i : 220 - 25 * i) * 0x010101);
            ImageIO.write(picture, "png", pictures.resolve(i + ".png").toFile());
        }
        open("en");
        chapter("pixels", "theory.pixels.surface");
        JComponent picker = find(JComponent.class, "theory.pixels.picker");
        int[] before = look(find(JComponent.class, "theory.pixels.heat"));
        SwingUtilities.invokeLater(() -> find(JComboBox.class, "theory.pixels.source").setSelectedIndex(5));
        hands.choose(pictures);
        hands.await("the picture to point at", () -> picker.isShowing() && picker.getWidth() > 50);
        hands.await("their box", () -> Arrays.mismatch(painted(find(JComponent.class, "theory.pixels.heat")), before) >= 0);
        hands.drag(picker, -20, 0, 3);
        assertThat(Hands.onEdt(() -> Parts.nameless(frame))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "zh-CN"})
    void aClickedBallChangesItsBoxAndEightDrawsFit(String language) throws Exception {
        open(language);
        chapter("balls", "theory.balls.tree");
        JComponent box = find(JComponent.class, "box-1-BLACK");
        hands.click(box);
        hands.await("eight black balls", () -> box.getAccessibleContext().getAccessibleName().equals(words.text("theory.balls.firstBox", 1, 8, 2)));
        hands.press(KeyEvent.VK_DOWN);
        hands.await("seven", () -> box.getAccessibleContext().getAccessibleName().equals(words.text("theory.balls.firstBox", 1, 7, 3)));
        Hands.onEdt(() -> {
            find(JSpinner.class, "balls-draws").setValue(8);
            return null;
        });
        hands.await("eight boxes", () -> find(JComponent.class, "box-8-WHITE").isShowing() && find(JComponent.class, "box-8-WHITE").getWidth() > 40);
        int[] before = look(find(JComponent.class, "theory.balls.bars"));
        hands.click(find(AbstractButton.class, "runOnce"));
        assertThat(Arrays.mismatch(look(find(JComponent.class, "theory.balls.bars")), before)).isNotNegative();
        JComponent bars = find(JComponent.class, "theory.balls.bars");
        hands.click(find(AbstractButton.class, "runMany"));
        for (int i = 0; i < 5; i++) {
            int[] now = look(bars);
            hands.await("more runs", () -> Arrays.mismatch(painted(bars), now) >= 0);
        }
        hands.click(find(AbstractButton.class, "runMany"));
        int[] stopped = look(bars);
        assertThat(look(bars)).as("stopped").isEqualTo(stopped);
        assertThat(hands.offers(find(JComponent.class, "theory.balls.tree"))).containsExactly("savePng", "saveGif");
        assertThat(hands.offers(find(JComponent.class, "theory.balls.big"))).as("nothing moves").containsExactly("savePng");
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "zh-CN"})
    void theShellIsMeasuredFromRealSeeds(String language) throws Exception {
        open(language);
        chapter("spheres", "theory.spheres.plane");
        int[] before = look(find(JComponent.class, "theory.spheres.plane"));
        hands.drag(find(JComponent.class, "theory.spheres.plane"), 60, 20, 5);
        assertThat(Arrays.mismatch(look(find(JComponent.class, "theory.spheres.plane")), before)).isNotNegative();
        hands.click(find(AbstractButton.class, "theory.spheres.scene.RADIUS"));
        hands.click(find(AbstractButton.class, "theory.spheres.d.AVATAR"));
        JComponent shell = find(JComponent.class, "theory.spheres.shell");
        hands.await("lengths near 110.8", () -> String.valueOf(shell.getAccessibleContext().getAccessibleDescription()).matches("[\\d,]+\\D+11[01]\\.\\d+ ± 0\\.\\d+"));
        hands.click(find(AbstractButton.class, "theory.spheres.scene.SEEDS"));
        assertThat(Hands.onEdt(() -> find(AbstractButton.class, "drawWays").isEnabled())).as("no model here").isFalse();
    }

    @Test
    void viewsAreSavedAsPngAndGif() throws Exception {
        open("en");
        chapter("pixels", "theory.pixels.surface");
        Path png = save("savePng", "view.png");
        assertThat(ImageIO.read(png.toFile()).getWidth()).isEqualTo(2 * find(JComponent.class, "theory.pixels.surface").getParent().getParent().getWidth());
        Path gif = save("saveGif", "turn.gif");
        ImageReader reader = ImageIO.getImageReadersByFormatName("gif").next();
        try (ImageInputStream in = ImageIO.createImageInputStream(gif.toFile())) {
            reader.setInput(in);
            assertThat(reader.getNumImages(true)).isEqualTo(48);
        }
        hands.click(find(AbstractButton.class, "drawThousand"));
        Path growing = save("saveGif", "growing.gif");
        try (ImageInputStream in = ImageIO.createImageInputStream(growing.toFile())) {
            reader.setInput(in);
            assertThat(reader.getNumImages(true)).as("a histogram grows").isGreaterThan(48);
        }
    }

    private Path save(String action, String name) throws Exception {
        Path file = folder.resolve(name);
        hands.click(find(AbstractButton.class, action));
        hands.choose(file);
        hands.await(name, () -> Files.exists(file));
        return file;
    }

    @Test
    void turningCostsLessThanAFrame() throws Exception {
        open("en");
        chapter("pixels", "theory.pixels.surface");
        JComponent surface = find(JComponent.class, "theory.pixels.surface");
        drag(surface, 60);
        double[][] times = drag(surface, 120);
        System.out.printf("turning a landscape of %d x %d: %.1f ms median, %.1f ms worst; CPU %.1f, %.1f ms%n", surface.getWidth(),
                surface.getHeight(), times[0][60], times[0][119], times[1][60], times[1][119]);
        // other work may take the processor away, so the time that was used counts
        assertThat(times[1][60]).as("CPU time of a frame, median, in ms").isLessThan(1000.0 / 60);
    }

    /** Sorted milliseconds of each frame, from the event to the last pixel: by the clock, and of the event thread's CPU time. */
    private static double[][] drag(JComponent surface, int frames) throws Exception {
        double[][] times = new double[2][frames];
        for (int i = 0; i < frames; i++) {
            int frame = i;
            Hands.onEdt(() -> {
                var cpu = ManagementFactory.getThreadMXBean();
                long wall = System.nanoTime(), used = cpu.getCurrentThreadCpuTime();
                int id = frame == 0 ? MouseEvent.MOUSE_PRESSED : MouseEvent.MOUSE_DRAGGED;
                surface.dispatchEvent(new MouseEvent(surface, id, 0, MouseEvent.BUTTON1_DOWN_MASK, 100 + 2 * frame, 100 + frame % 20, 1, false, MouseEvent.BUTTON1));
                surface.paintImmediately(0, 0, surface.getWidth(), surface.getHeight());
                times[0][frame] = (System.nanoTime() - wall) / 1e6;
                times[1][frame] = (cpu.getCurrentThreadCpuTime() - used) / 1e6;
                return null;
            });
        }
        Arrays.sort(times[0]);
        Arrays.sort(times[1]);
        return times;
    }
}
