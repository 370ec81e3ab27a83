package kaobako.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Component;
import java.awt.Image;
import java.awt.Rectangle;
import java.awt.Toolkit;
import java.awt.Window;
import java.awt.datatransfer.DataFlavor;
import java.awt.dnd.DragSource;
import java.awt.dnd.DragSourceAdapter;
import java.awt.dnd.DragSourceDropEvent;
import java.awt.event.KeyEvent;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import javax.swing.AbstractButton;
import javax.swing.JComboBox;
import javax.swing.JComponent;
import javax.swing.JDialog;
import javax.swing.JFrame;
import javax.swing.JLabel;
import javax.swing.JMenuItem;
import javax.swing.JPanel;
import javax.swing.JTextArea;
import javax.swing.TransferHandler;
import kaobako.data.PngFile;
import kaobako.diffusion.SchedulerConfig;
import kaobako.diffusion.SeedMix;
import kaobako.diffusion.TimestepSpacing;
import kaobako.generate.Picture;
import kaobako.generate.Recipe;
import kaobako.studio.DrawControls;
import kaobako.studio.Gallery;
import kaobako.ui.part.Pick;
import kaobako.ui.part.PictureView;
import kaobako.ui.part.TileWall;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The Gallery in a real window on a display, with six pictures of two models and no device. */
class GalleryWindowTest extends InWindow {
    private static final int SIDE = 16;

    @BeforeEach
    void open() throws Exception {
        begin(s -> s.withWorkspace("gallery")
                .withPlace("window.x", 0).withPlace("window.y", 0).withPlace("window.width", 1100).withPlace("window.height", 760));
        for (int seed = 1; seed <= 6; seed++) studio.keep(picture(seed), recipe(seed <= 4 ? "alpha" : "beta", seed)).get();
        show();
        hands.await("six tiles", () -> tiles().size() == 6 && tiles().get(5).getWidth() > 0);
    }

    private static Picture picture(int seed) {
        byte[] rgb = new byte[3 * SIDE * SIDE];
        for (int i = 0; i < rgb.length; i++) rgb[i] = (byte) (40 * seed + i % (SIDE * 3));
        return new Picture(SeedMix.of(seed), SIDE, SIDE, rgb);
    }

    private static Recipe recipe(String model, long seed) {
        return new Recipe("test", model, "0".repeat(64), List.of(SeedMix.of(seed)), "ddim", 33, 0, TimestepSpacing.LEADING, SIDE, SIDE, 1,
                SchedulerConfig.read(Map.of()), "device");
    }

    private List<Component> tiles() {
        return Parts.all(find(JComponent.class, "gallery-wall"), JComponent.class).stream().filter(c -> "tile".equals(c.getName()))
                .map(Component.class::cast).toList();
    }

    private Component tile(long seed) throws Exception {
        return Hands.onEdt(() -> tiles().stream()
                .filter(t -> t.getAccessibleContext().getAccessibleName().equals("Picture of seed " + seed)).findFirst().orElseThrow());
    }

    private Path file(long seed) {
        return folder.resolve("pictures").resolve("kaobako-" + seed + ".png");
    }

    /** Of any window, also of menus. */
    private static <T extends Component> Optional<T> anywhere(Class<T> kind, String command) {
        return Arrays.stream(Window.getWindows()).filter(Window::isShowing).flatMap(w -> Parts.all(w, kind).stream())
                .filter(c -> c.isShowing() && c instanceof AbstractButton b && command.equals(b.getActionCommand())).findFirst();
    }

    @Test
    void favouritesAndTheModelAreFilters() throws Exception {
        hands.select(tile(3));
        hands.press(KeyEvent.VK_F);
        hands.await("a favourite", () -> studio.gallery().entries().stream().anyMatch(e -> e.mark() == Gallery.Mark.FAVOURITE));
        hands.click(find(AbstractButton.class, "favourites"));
        hands.await("it alone", () -> tiles().size() == 1 && labels().contains("One picture"));
        assertThat(tile(3).isShowing()).isTrue();
        hands.click(find(AbstractButton.class, "favourites"));
        hands.await("all", () -> tiles().size() == 6);
        Hands.onEdt(() -> {
            find(JComboBox.class, "gallery.model").setSelectedItem(Optional.of("beta"));
            return null;
        });
        hands.await("one model's", () -> tiles().size() == 2 && labels().contains("2 pictures"));
        assertThat(Hands.onEdt(() -> tiles().stream().map(t -> t.getAccessibleContext().getAccessibleName()).sorted().toList()))
                .containsExactly("Picture of seed 5", "Picture of seed 6");
    }

    private List<String> labels() {
        return Parts.all(frame, JLabel.class).stream().filter(Component::isShowing).map(JLabel::getText).toList();
    }

    @Test
    void twoAreCompared() throws Exception {
        hands.select(tile(1));
        hands.clickHolding(KeyEvent.VK_CONTROL, tile(5));
        selected(2);
        hands.press(KeyEvent.VK_CONTROL, KeyEvent.VK_D);
        hands.await("both", () -> views().size() == 2);
        assertThat(Hands.onEdt(() -> views().stream().map(v -> v.getAccessibleContext().getAccessibleName()).sorted().toList()))
                .containsExactly("Picture of seed 1", "Picture of seed 5");
        hands.await("the keys", () -> comparison().orElseThrow().isFocused());
        hands.press(KeyEvent.VK_ESCAPE);
        hands.await("closed", () -> views().isEmpty());
    }

    @Test
    void aClickOpensOneLargeAndWhatSelectsDoesNot() throws Exception {
        TileWall wall = find(TileWall.class, "gallery-wall");
        hands.select(tiles().get(0));
        hands.clickHolding(KeyEvent.VK_SHIFT, tiles().get(1));
        hands.clickHolding(KeyEvent.VK_CONTROL, tiles().get(3));
        selected(3);
        hands.press(KeyEvent.VK_RIGHT);
        selected(1);
        assertThat(Hands.onEdt(() -> find(JComponent.class, "large").isShowing())).as("nothing is open yet").isFalse();
        hands.click(tiles().get(1));
        hands.await("large", () -> find(JComponent.class, "large-picture").isFocusOwner());
        assertThat(Hands.onEdt(() -> Parts.all(find(JComponent.class, "large"), JTextArea.class).stream().map(JTextArea::getText).toList()))
                .as("its recipe").contains("33", wall.picks().get(1).caption());
        hands.press(KeyEvent.VK_LEFT);
        hands.press(KeyEvent.VK_F);
        hands.await("the one before it is the favourite", () -> wall.picks().stream().map(Pick::state).toList().indexOf(Pick.State.FAVOURITE) == 0);
        hands.press(KeyEvent.VK_ESCAPE);
        hands.await("the wall", wall::isShowing);
        assertThat(Hands.onEdt(() -> wall.selection().stream().map(Pick::seeds).toList())).as("what was seen last")
                .containsExactly(wall.picks().get(0).seeds());
    }

    private void selected(int count) throws Exception {
        hands.await("selected", () -> find(TileWall.class, "gallery-wall").selection().size() == count);
    }

    private static Optional<JDialog> comparison() {
        return Arrays.stream(Window.getWindows()).filter(w -> w instanceof JDialog && w.isShowing() && "comparison".equals(w.getName()))
                .map(JDialog.class::cast).findFirst();
    }

    private static List<PictureView> views() {
        return comparison().map(d -> Parts.all(d, PictureView.class)).orElse(List.of());
    }

    @Test
    void manyAreSavedAtOnceWithTheirRecipes() throws Exception {
        Path target = Files.createDirectory(folder.resolve("elsewhere"));
        hands.select(tile(1));
        hands.press(KeyEvent.VK_CONTROL, KeyEvent.VK_A);
        selected(6);
        hands.press(KeyEvent.VK_CONTROL, KeyEvent.VK_S);
        hands.choose(target);
        List<Path> files = IntStream.rangeClosed(1, 6).mapToObj(s -> target.resolve("kaobako-" + s + ".png")).toList();
        hands.await("six files", () -> files.stream().allMatch(Files::exists));
        for (Path file : files) {
            Recipe recipe = Recipe.of(PngFile.readTexts(file), file);
            assertThat(file).hasFileName("kaobako-" + recipe.seeds().get(0).parts().get(0).seed() + ".png");
        }
    }

    @Test
    void nothingIsReplacedWithoutAQuestionAndANameGetsItsExtension() throws Exception {
        Path there = Files.writeString(folder.resolve("mine.png"), "a letter");
        hands.select(tile(4));
        hands.press(KeyEvent.VK_CONTROL, KeyEvent.VK_S);
        hands.choose(folder.resolve("mine"));
        hands.answer("Cancel");
        assertThat(there).hasContent("a letter");
        hands.select(tile(4));
        hands.press(KeyEvent.VK_CONTROL, KeyEvent.VK_S);
        hands.choose(folder.resolve("yours"));
        hands.await("a file with its extension", () -> Files.exists(folder.resolve("yours.png")));
        assertThat(studio.settings().saves()).as("where the next one begins").isEqualTo(folder.toString());
    }

    @Test
    void theMenuSavesLargerAndCopies() throws Exception {
        hands.rightClick(tile(6));
        hands.clickWhenThere("the menu", () -> anywhere(JMenuItem.class, "copySeed").orElseThrow());
        hands.await("a number on the clipboard", () -> "6".equals(clipboard(DataFlavor.stringFlavor)));
        hands.rightClick(tile(6));
        hands.clickWhenThere("the menu", () -> anywhere(JMenuItem.class, "copy").orElseThrow());
        hands.await("a picture on the clipboard", () -> clipboard(DataFlavor.imageFlavor) instanceof Image i && i.getWidth(null) == 512);
        hands.rightClick(tile(6));
        hands.clickWhenThere("the sizes", () -> Parts.all(anywhere(JMenuItem.class, "copy").orElseThrow().getParent(), javax.swing.JMenu.class).get(0));
        hands.clickWhenThere("256", () -> anywhere(JMenuItem.class, "save256").orElseThrow());
        Path large = folder.resolve("large.png");
        hands.choose(large);
        hands.await("the file", () -> Files.exists(large));
        assertThat(ImageIO.read(large.toFile()).getWidth()).isEqualTo(256);
        assertThat(Recipe.of(PngFile.readTexts(large), large).seeds()).containsExactly(SeedMix.of(6));
    }

    private static Object clipboard(DataFlavor flavor) {
        try {
            return Toolkit.getDefaultToolkit().getSystemClipboard().getData(flavor);
        } catch (Exception otherwise) {
            return null;
        }
    }

    @Test
    void severalAreDeletedAndBroughtBack() throws Exception {
        hands.select(tile(2));
        hands.clickHolding(KeyEvent.VK_CONTROL, tile(4));
        selected(2);
        hands.press(KeyEvent.VK_DELETE);
        hands.await("four tiles", () -> tiles().size() == 4);
        assertThat(file(2)).doesNotExist();
        assertThat(file(4)).doesNotExist();
        hands.clickWhenThere("a way back", () -> find(AbstractButton.class, "toast-action"));
        hands.await("six tiles", () -> tiles().size() == 6);
        assertThat(file(2)).exists();
        assertThat(file(4)).exists();
    }

    @Test
    void aRecipeIsUsedAgainInDraw() throws Exception {
        hands.select(tile(5));
        hands.press(KeyEvent.VK_R);
        hands.await("Draw", () -> find(JComponent.class, "wall").isShowing());
        assertThat(Hands.onEdt(() -> frame.state().controls())).returns(5L, DrawControls::seed).returns("ddim", DrawControls::sampler)
                .returns(33, DrawControls::steps);
    }

    @Test
    void aTileThatIsDraggedOutArrivesAsItsFile() throws Exception {
        List<File> arrived = new CopyOnWriteArrayList<>();
        AtomicBoolean over = new AtomicBoolean();
        JPanel desktop = new JPanel();
        desktop.setTransferHandler(new TransferHandler() {
            @Override
            public boolean canImport(TransferSupport support) {
                over.set(support.isDataFlavorSupported(DataFlavor.javaFileListFlavor));
                return over.get();
            }

            @Override
            public boolean importData(TransferSupport support) {
                try {
                    ((List<?>) support.getTransferable().getTransferData(DataFlavor.javaFileListFlavor)).forEach(f -> arrived.add((File) f));
                } catch (Exception e) {
                    throw new AssertionError(e);
                }
                return true;
            }
        });
        JFrame other = Hands.onEdt(() -> {
            JFrame window = new JFrame("another program");
            window.setContentPane(desktop);
            window.setBounds(new Rectangle(1150, 100, 400, 300));
            window.setVisible(true);
            return window;
        });
        hands.await("the other window", () -> other.isShowing() && desktop.getWidth() > 0);
        hands.dragOnto(tile(3), desktop, over::get);
        hands.await("a file", () -> !arrived.isEmpty());
        assertThat(arrived).containsExactly(file(3).toFile());
        assertThat(file(3)).as("a copy was handed out").exists();
    }

    @Test
    void aTileThatIsLetGoOverItsOwnWallChangesNothing() throws Exception {
        List<Boolean> taken = new CopyOnWriteArrayList<>();
        DragSourceAdapter end = new DragSourceAdapter() {
            @Override
            public void dragDropEnd(DragSourceDropEvent e) {
                taken.add(e.getDropSuccess());
            }
        };
        DragSource.getDefaultDragSource().addDragSourceListener(end);
        // long enough over another tile for it to say whether it would take it
        int[] looks = {0};
        hands.dragOnto(tile(3), tile(4), () -> ++looks[0] > 20);
        hands.await("the end", () -> !taken.isEmpty());
        DragSource.getDefaultDragSource().removeDragSourceListener(end);
        assertThat(taken).as("the drop was refused").containsExactly(false);
        assertThat(Hands.onEdt(() -> find(JComponent.class, "gallery-wall").isShowing())).isTrue();
    }
}
