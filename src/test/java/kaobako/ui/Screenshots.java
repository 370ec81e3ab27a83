package kaobako.ui;

import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javax.imageio.ImageIO;
import javax.swing.JButton;
import javax.swing.JDialog;
import javax.swing.JProgressBar;
import javax.swing.JRootPane;
import javax.swing.JSlider;
import javax.swing.SwingUtilities;
import kaobako.studio.DrawControls;
import kaobako.studio.FolderSurvey;
import kaobako.studio.Home;
import kaobako.studio.LearnPlan;
import kaobako.studio.LearnRecipe;
import kaobako.studio.Settings;
import kaobako.studio.Studio;
import kaobako.ui.part.NearestDialog;
import kaobako.ui.part.Pick;
import kaobako.ui.part.TileWall;

/**
 * Paints every workspace in both themes, both languages, at 100 % and 200 %, to be looked at: {@code Screenshots OUT [MODELS [KINDS [LOOKS]]]}
 * on a display of 2500 x 1700; all kinds of pictures in all looks, or those that regular expressions name ({@code DARK-zh-CN-200}). Not a test.
 */
final class Screenshots {
    private static final int QUIET_LOOKS = 20;

    private final Path out;
    private final String kinds;
    private final String looks;
    private final Studio studio;
    private MainFrame frame;

    private Screenshots(Path out, String kinds, String looks, Studio studio) {
        this.out = out;
        this.kinds = kinds;
        this.looks = looks;
        this.studio = studio;
    }

    public static void main(String[] arguments) throws Exception {
        Path out = Files.createDirectories(Path.of(arguments[0]));
        System.setProperty("kaobako.models", arguments.length > 1 ? arguments[1] : "src/test/resources/golden");
        Home home = Home.in(Files.createTempDirectory("kaobako-screens"));
        try (Studio studio = new Studio(home, problem -> System.err.println(problem.sentence()))) {
            studio.change(s -> s.withTheme(Settings.Theme.LIGHT).withLanguage("en")
                    .withDraw(DrawControls.DEFAULT.withSeedUse(DrawControls.SeedUse.KEEP)));
            studio.connect().join();
            studio.findModels().join();
            studio.openGallery().join();
            new Screenshots(out, arguments.length > 2 ? arguments[2] : ".*", arguments.length > 3 ? arguments[3] : ".*", studio).run();
        }
        System.exit(0);
    }

    private void run() throws Exception {
        SwingUtilities.invokeAndWait(() -> frame = Window.show(studio));
        SwingUtilities.invokeAndWait(() -> frame.state().draw());
        frame.state().run().orElseThrow().handle().ended().join();
        while (studio.gallery().entries().size() < 16) Thread.sleep(50);
        if (wanted("forming")) forming();
        if (wanted("walk")) walk();
        for (String language : List.of("en", "zh-CN")) {
            for (int scale : List.of(100, 200)) {
                studio.change(s -> s.withLanguage(language).withScale(scale));
                SwingUtilities.invokeAndWait(() -> {
                    frame.setSize(1240 * scale / 100, 800 * scale / 100);
                    frame.reopen();
                });
                for (Settings.Theme theme : List.of(Settings.Theme.LIGHT, Settings.Theme.DARK)) {
                    String name = theme + "-" + language + "-" + scale;
                    if (!name.matches(looks)) continue;
                    studio.change(s -> s.withTheme(theme));
                    SwingUtilities.invokeAndWait(frame::restyle);
                    for (String workspace : List.of("draw", "walk", "gallery", "device")) {
                        if (wanted(workspace)) shoot(workspace, name);
                    }
                    if (wanted("map")) map(name);
                    if (wanted("large")) large(name);
                    if (wanted("compare")) compare(name);
                    if (wanted("samplers")) samplers(name);
                    if (wanted("nearest")) nearest(name);
                }
            }
        }
    }

    private boolean wanted(String kind) {
        return kind.matches(kinds);
    }

    private void walk() throws Exception {
        SwingUtilities.invokeAndWait(() -> {
            frame.walkState().change(c -> c.withFrames(8));
            frame.walkState().start();
        });
        frame.walkState().run().orElseThrow().drawing().orElseThrow().handle().ended().join();
    }

    private void map(String name) throws Exception {
        SwingUtilities.invokeAndWait(() -> Parts.find(frame, javax.swing.AbstractButton.class, "mode-MAP").doClick());
        untilQuiet();
        SwingUtilities.invokeAndWait(() -> {
            javax.swing.JComponent map = Parts.find(frame, javax.swing.JComponent.class, "map");
            for (int event : new int[] {java.awt.event.MouseEvent.MOUSE_PRESSED, java.awt.event.MouseEvent.MOUSE_RELEASED}) {
                map.dispatchEvent(new java.awt.event.MouseEvent(map, event, 0, 0, map.getWidth() / 2, map.getHeight() / 2, 1, false,
                        java.awt.event.MouseEvent.BUTTON1));
            }
        });
        shoot("walk", "map-" + name);
        SwingUtilities.invokeAndWait(() -> Parts.find(frame, javax.swing.AbstractButton.class, "mode-WALK").doClick());
    }

    private void forming() throws Exception {
        studio.change(s -> s.withDraw(s.draw().withSampler("ddpm", 40)));
        SwingUtilities.invokeAndWait(() -> frame.state().draw());
        while (frame.state().run().orElseThrow().handle().moment().progress().done() < 26) Thread.sleep(5);
        shoot("draw", "forming");
        SwingUtilities.invokeAndWait(() -> frame.state().stop());
        studio.change(s -> s.withDraw(s.draw().withSampler("dpm++2m", 20)));
        SwingUtilities.invokeAndWait(() -> frame.state().draw());
        frame.state().run().orElseThrow().handle().ended().join();
    }

    private void large(String name) throws Exception {
        SwingUtilities.invokeAndWait(() -> {
            frame.openWorkspace("draw");
            TileWall wall = Parts.find(frame, TileWall.class, "wall");
            wall.dispatchEvent(new java.awt.event.KeyEvent(wall, java.awt.event.KeyEvent.KEY_PRESSED, 0, 0, java.awt.event.KeyEvent.VK_HOME, '\0'));
            java.awt.Component tile = wall.getComponent(0);
            tile.dispatchEvent(new java.awt.event.KeyEvent(tile, java.awt.event.KeyEvent.KEY_PRESSED, 0, 0, java.awt.event.KeyEvent.VK_ENTER, '\n'));
        });
        SwingUtilities.invokeAndWait(() -> Parts.find(frame, JButton.class, "film").doClick());
        untilQuiet();
        shoot("draw", "large-" + name);
        SwingUtilities.invokeAndWait(() -> Parts.find(frame, JButton.class, "back").doClick());
    }

    private void samplers(String name) throws Exception {
        SwingUtilities.invokeAndWait(() -> Parts.find(frame, JButton.class, "trial").doClick());
        untilQuiet();
        shootDialog("sampler-table", "samplers-" + name);
    }

    private void nearest(String name) throws Exception {
        Path practice = studio.learning().practiceFolder();
        FolderSurvey survey = studio.learning().look(practice, LearnRecipe.STANDARD);
        while (survey.state().phase() != FolderSurvey.Phase.DONE) Thread.sleep(50);
        SwingUtilities.invokeAndWait(() -> {
            Desk desk = new Desk(studio, Messages.in(studio.settings().language()), frame.state(), frame.walkState(), frame);
            Pick pick = Parts.find(frame, TileWall.class, "wall").picks().get(0);
            NearestDialog.open(desk, frame.getRootPane(), pick.picture().orElseThrow(), pick.caption(),
                    Optional.of(new LearnPlan(practice.toString(), LearnRecipe.STANDARD, LearnPlan.State.DONE)));
        });
        JProgressBar bar = Parts.all(dialog("nearest"), JProgressBar.class).get(0);
        while (bar.isVisible()) Thread.sleep(50);
        shootDialog("nearest", "nearest-" + name);
    }

    private void compare(String name) throws Exception {
        SwingUtilities.invokeAndWait(() -> {
            frame.openWorkspace("gallery");
            TileWall wall = Parts.find(frame, TileWall.class, "gallery-wall");
            for (int key : new int[] {java.awt.event.KeyEvent.VK_HOME, java.awt.event.KeyEvent.VK_RIGHT}) {
                wall.dispatchEvent(new java.awt.event.KeyEvent(wall, java.awt.event.KeyEvent.KEY_PRESSED, 0,
                        key == java.awt.event.KeyEvent.VK_HOME ? 0 : java.awt.event.InputEvent.SHIFT_DOWN_MASK, key, '\0'));
            }
            Parts.find(frame, JButton.class, "compare").doClick();
        });
        JDialog dialog = dialog("comparison");
        SwingUtilities.invokeAndWait(() -> Parts.find(dialog, JButton.class, "film").doClick());
        untilQuiet();
        SwingUtilities.invokeAndWait(() -> Parts.find(dialog, JSlider.class, "film-slider").setValue(9));
        shootDialog("comparison", "compare-" + name);
    }

    /** One job may call for the next. */
    private void untilQuiet() throws InterruptedException {
        for (int quiet = 0; quiet < QUIET_LOOKS; quiet++) {
            Thread.sleep(50);
            if (!studio.jobs().isEmpty()) quiet = 0;
        }
    }

    private JDialog dialog(String name) {
        return java.util.Arrays.stream(frame.getOwnedWindows()).filter(w -> w.isShowing() && name.equals(w.getName())).map(JDialog.class::cast)
                .findFirst().orElseThrow();
    }

    private void shootDialog(String dialog, String name) throws Exception {
        JDialog shown = dialog(dialog);
        JRootPane root = shown.getRootPane();
        BufferedImage image = new BufferedImage(root.getWidth(), root.getHeight(), BufferedImage.TYPE_INT_RGB);
        SwingUtilities.invokeAndWait(() -> root.printAll(image.createGraphics()));
        ImageIO.write(image, "png", out.resolve(name.toLowerCase() + ".png").toFile());
        SwingUtilities.invokeAndWait(shown::dispose);
    }

    private void shoot(String workspace, String name) throws Exception {
        SwingUtilities.invokeAndWait(() -> frame.openWorkspace(workspace));
        if (name.equals("forming")) Thread.sleep(150);
        else untilQuiet();
        BufferedImage image = new BufferedImage(frame.getRootPane().getWidth(), frame.getRootPane().getHeight(), BufferedImage.TYPE_INT_RGB);
        SwingUtilities.invokeAndWait(() -> frame.getRootPane().printAll(image.createGraphics()));
        ImageIO.write(image, "png", out.resolve(workspace + "-" + name.toLowerCase() + ".png").toFile());
    }
}
