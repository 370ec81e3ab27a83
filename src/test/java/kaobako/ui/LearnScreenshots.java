package kaobako.ui;

import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BooleanSupplier;
import javax.imageio.ImageIO;
import javax.swing.SwingUtilities;
import kaobako.studio.FolderSurvey;
import kaobako.studio.Home;
import kaobako.studio.LearnPreset;
import kaobako.studio.LearnRecipe;
import kaobako.studio.LearnRun;
import kaobako.studio.Settings;
import kaobako.studio.Studio;
import kaobako.train.NetworkSize;

/**
 * Paints Learn in all its states, both themes, both languages, at 100 % and 200 %, to be looked at: {@code LearnScreenshots OUT [STEPS]} on
 * a display of 2500 x 1700. Not a test.
 */
final class LearnScreenshots {
    private static final List<String> STATES = List.of("empty", "report", "running", "done");

    private final Path out;
    private final Studio studio;
    private final long steps;
    private MainFrame frame;

    private LearnScreenshots(Path out, Studio studio, long steps) {
        this.out = out;
        this.studio = studio;
        this.steps = steps;
    }

    public static void main(String[] arguments) throws Exception {
        Path out = Files.createDirectories(Path.of(arguments[0]));
        System.setProperty("kaobako.models", "src/test/resources/golden");
        Home home = Home.in(Files.createTempDirectory("kaobako-learn"));
        try (Studio studio = new Studio(home, problem -> System.err.println(problem.sentence()))) {
            studio.change(s -> s.withTheme(Settings.Theme.LIGHT).withLanguage("en").withSound(Settings.Sound.OFF)
                    .withLearn(s.learn().withPractice(240)));
            studio.connect().join();
            studio.findModels().join();
            new LearnScreenshots(out, studio, arguments.length > 1 ? Long.parseLong(arguments[1]) : 300).run();
        }
        System.exit(0);
    }

    private void run() throws Exception {
        SwingUtilities.invokeAndWait(() -> frame = Window.show(studio));
        Path data = studio.learning().practiceFolder();
        Files.createDirectories(data);
        Files.writeString(data.resolve("notes.png"), "not a picture");
        Files.writeString(data.resolve("readme.txt"), "not a picture");
        LearnRecipe small = LearnRecipe.STANDARD.withNetwork(16, NetworkSize.MEDIUM).withBatch(8).withLearningRate(1e-3);
        FolderSurvey survey = studio.learning().look(data, LearnPreset.STANDARD.applyTo(LearnRecipe.STANDARD));
        until(() -> survey.state().phase() == FolderSurvey.Phase.DONE);
        studio.learning().costs().measure(List.of(LearnPreset.STANDARD.applyTo(LearnRecipe.STANDARD), LearnPreset.QUICK.applyTo(LearnRecipe.STANDARD)));
        until(() -> studio.jobs().isEmpty());
        LearnRun done = studio.learning().start("Practice heads", data, small.withSteps(steps)).join();
        done.ended().join();
        LearnRun running = studio.learning().start("Blue hair", data, small.withSteps(100_000)).join();
        until(() -> !running.learned().sheets().isEmpty() && running.moment().estimate().isPresent());
        studio.learning().start("Waiting", data, small).join();
        for (String language : List.of("en", "zh-CN")) {
            for (int scale : List.of(100, 200)) {
                studio.change(s -> s.withLanguage(language).withScale(scale));
                SwingUtilities.invokeAndWait(() -> {
                    frame.setSize(1240 * scale / 100, 800 * scale / 100);
                    frame.reopen();
                });
                for (Settings.Theme theme : List.of(Settings.Theme.LIGHT, Settings.Theme.DARK)) {
                    studio.change(s -> s.withTheme(theme));
                    SwingUtilities.invokeAndWait(frame::restyle);
                    for (String state : STATES) shoot(state, data, theme + "-" + language + "-" + scale);
                }
            }
        }
        studio.learning().runs().forEach(LearnRun::stop);
    }

    private void shoot(String state, Path data, String name) throws Exception {
        String shown = state.equals("running") ? "Blue hair" : state.equals("done") ? "Practice heads" : "";
        String folder = state.equals("empty") ? "" : data.toString();
        studio.change(s -> s.withLearn(s.learn().withShown(shown).withFolder(folder)));
        SwingUtilities.invokeAndWait(() -> frame.openWorkspace("learn"));
        Thread.sleep(1200);
        BufferedImage image = new BufferedImage(frame.getRootPane().getWidth(), frame.getRootPane().getHeight(), BufferedImage.TYPE_INT_RGB);
        SwingUtilities.invokeAndWait(() -> frame.getRootPane().printAll(image.createGraphics()));
        ImageIO.write(image, "png", out.resolve("learn-" + state + "-" + name.toLowerCase() + ".png").toFile());
    }

    private static void until(BooleanSupplier condition) throws InterruptedException {
        while (!condition.getAsBoolean()) Thread.sleep(50);
    }
}
