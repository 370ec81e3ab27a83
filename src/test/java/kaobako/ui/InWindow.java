package kaobako.ui;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.awt.Component;
import java.awt.GraphicsEnvironment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import kaobako.studio.Home;
import kaobako.studio.Problem;
import kaobako.studio.Settings;
import kaobako.studio.Studio;
import kaobako.studio.Wall;
import kaobako.ui.part.Pick;
import kaobako.ui.part.TileWall;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A studio of its own for each test, with a real window on a display and hands to drive it. At the end nothing may have been reported
 * or thrown, and no half-written file may be left. Skipped only where the build was told that there is no display.
 */
@Timeout(300)
abstract class InWindow {
    /** A network small enough to draw within a second. */
    static final Path MODEL = Path.of("src/test/resources/golden/pipeline_trained");

    @TempDir
    Path folder;
    final List<Problem> reported = new CopyOnWriteArrayList<>();
    private final List<Throwable> uncaught = new CopyOnWriteArrayList<>();
    Studio studio;
    MainFrame frame;
    Hands hands;

    @BeforeEach
    void needDisplay() throws Exception {
        assumeFalse(GraphicsEnvironment.isHeadless(), "no display: -Dkaobako.headless=false, as installer/test does it");
        Thread.setDefaultUncaughtExceptionHandler((thread, failure) -> uncaught.add(failure));
        hands = new Hands();
    }

    /** A studio in the test's folder: English, light, 100 %, silent, and what {@code settings} change; no device yet. */
    final void begin(UnaryOperator<Settings> settings) {
        studio = new Studio(Home.in(folder), reported::add);
        studio.change(s -> settings.apply(s.withLanguage("en").withTheme(Settings.Theme.LIGHT).withScale(100)
                .withSound(Settings.Sound.OFF)));
    }

    /** Opens the device and looks at what is on the disk. */
    final void connect() throws Exception {
        studio.connect().get(170, TimeUnit.SECONDS);
        studio.findModels().get();
        studio.openGallery().get();
    }

    final void show() throws Exception {
        frame = Hands.onEdt(() -> Window.show(studio));
        hands.await("the window", frame::isShowing);
    }

    @AfterEach
    void close() throws Exception {
        Thread.setDefaultUncaughtExceptionHandler(null);
        if (frame == null) return;
        Hands.onEdt(() -> {
            for (java.awt.Window window : java.awt.Window.getWindows()) window.dispose();
            return null;
        });
        studio.close();
        assertThat(reported).isEmpty();
        assertThat(uncaught).isEmpty();
        try (Stream<Path> files = Files.walk(folder)) {
            assertThat(files.filter(f -> f.toString().matches(".*\\.(tmp|part)"))).as("half-written files").isEmpty();
        }
    }

    final <T extends Component> T find(Class<T> kind, String name) {
        return Parts.find(frame, kind, name);
    }

    /** The newest drawing, as it is now. */
    final Wall wall() {
        return frame.state().run().orElseThrow().wall().get();
    }

    /**
     * Waits until the newest drawing is of this many pictures, all of them saved, and its tiles know: they are told a moment later, and
     * until then what is done to them is done to pictures that form.
     */
    final void awaitSaved(int count) throws Exception {
        hands.await(count + " saved pictures", () -> {
            if (frame.state().run().isEmpty()) return false;
            List<Optional<Path>> files = wall().tiles().stream().map(Wall.Tile::file).toList();
            List<Optional<Path>> shown = find(TileWall.class, "wall").picks().stream().map(Pick::file).toList();
            return files.size() == count && files.stream().allMatch(Optional::isPresent) && shown.equals(files);
        });
    }

    final void onEdt(Runnable task) throws Exception {
        Hands.onEdt(() -> {
            task.run();
            return null;
        });
    }
}
