package kaobako.ui;

import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import javax.swing.AbstractButton;
import javax.swing.SwingUtilities;
import kaobako.studio.Home;
import kaobako.studio.Settings;
import kaobako.studio.Studio;

/**
 * Paints pages of the Theory workspace, to be looked at: {@code TheoryScreenshots OUT MODELS CHAPTER PAGES [pictures]}, for instance
 * {@code out models pixels 1,4,7}, in both themes and languages at 100 % and 200 %, on a display of 2500 x 1700. Not a test.
 */
final class TheoryScreenshots {
    /** Of 50 ms each, for jobs to end. */
    private static final int MOST_LOOKS = 4000;

    private TheoryScreenshots() {}

    public static void main(String[] arguments) throws Exception {
        Path out = Files.createDirectories(Path.of(arguments[0]));
        System.setProperty("kaobako.models", arguments[1]);
        List<String> looks = arguments.length > 4 ? List.of(arguments[4].split(",")) : List.of("en-100-LIGHT", "zh-CN-200-DARK");
        Studio studio = new Studio(Home.in(Files.createTempDirectory("kaobako-screens")), problem -> System.err.println(problem.sentence()));
        studio.change(s -> s.withLanguage("en").withTheme(Settings.Theme.LIGHT).withScale(100).withWorkspace("theory"));
        studio.connect().join();
        studio.findModels().join();
        MainFrame[] frame = new MainFrame[1];
        SwingUtilities.invokeAndWait(() -> frame[0] = Window.show(studio));
        for (String look : looks) {
            String[] parts = look.split("-(?=\\d|[A-Z]+$)");
            int scale = Integer.parseInt(parts[1]);
            studio.change(s -> s.withLanguage(parts[0]).withScale(scale).withTheme(Settings.Theme.valueOf(parts[2])));
            SwingUtilities.invokeAndWait(() -> {
                frame[0].setSize(1240 * scale / 100, 800 * scale / 100);
                frame[0].reopen();
            });
            SwingUtilities.invokeAndWait(() -> Parts.find(frame[0], AbstractButton.class, "theory-" + arguments[2]).doClick());
            int page = 1;
            for (String wanted : arguments[3].split(",")) {
                for (; page < Integer.parseInt(wanted.replaceAll("\\D.*", "")); page++)
                    SwingUtilities.invokeAndWait(() -> Parts.find(frame[0], AbstractButton.class, "pageNext").doClick());
                // 5+drawThousand+drawPair presses buttons too
                for (String press : wanted.replaceFirst("\\d+\\+?", "").split("\\+"))
                    if (!press.isEmpty()) SwingUtilities.invokeAndWait(() -> Parts.find(frame[0], AbstractButton.class, press).doClick());
                // what was asked for, and what follows it
                for (int quiet = 0, taken = 0; wanted.contains("+") && quiet < 30 && taken < MOST_LOOKS; taken++) {
                    quiet = studio.jobs().isEmpty() ? quiet + 1 : 0;
                    Thread.sleep(50);
                }
                Thread.sleep(wanted.contains("+") ? 4000 : 1200);
                BufferedImage image = new BufferedImage(frame[0].getRootPane().getWidth(), frame[0].getRootPane().getHeight(), BufferedImage.TYPE_INT_RGB);
                SwingUtilities.invokeAndWait(() -> frame[0].getRootPane().printAll(image.createGraphics()));
                ImageIO.write(image, "png", out.resolve(arguments[2] + page + "-" + look + ".png").toFile());
            }
        }
        System.exit(0);
    }
}
