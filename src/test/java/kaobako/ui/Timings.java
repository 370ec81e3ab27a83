package kaobako.ui;

import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import javax.swing.JButton;
import javax.swing.SwingUtilities;
import kaobako.studio.DeviceState;
import kaobako.studio.Home;
import kaobako.studio.Studio;
import kaobako.studio.Wall;

/**
 * How long a person waits: {@code Timings MODELS [DRAWINGS [REST]]} starts as the program does, rests so many milliseconds, as one who
 * looks before the first click, and draws 16 pictures with the first settings.
 * Not a test. What was built before is used; an empty cache folder shows the first start.
 */
final class Timings {
    private Timings() {}

    public static void main(String[] arguments) throws Exception {
        System.setProperty("kaobako.models", arguments[0]);
        Studio studio = new Studio(Home.in(Files.createTempDirectory("kaobako-timings")), problem -> System.err.println(problem.sentence()));
        CompletableFuture<DeviceState> device = studio.connect();
        CompletableFuture<?> models = studio.findModels();
        CompletableFuture<MainFrame> shown = new CompletableFuture<>();
        SwingUtilities.invokeLater(() -> shown.complete(Window.show(studio)));
        shown.thenAccept(frame -> models.runAfterBoth(device, studio.easel()::warm));
        MainFrame frame = shown.get();
        SwingUtilities.invokeAndWait(() -> { });
        System.out.println("window " + sinceStart() + " ms");
        JButton draw = Parts.find(frame, JButton.class, "draw");
        while (!Hands.onEdt(draw::isEnabled)) Thread.sleep(2);
        System.out.println("Draw can be clicked " + sinceStart() + " ms");
        if (arguments.length > 2) Thread.sleep(Long.parseLong(arguments[2]));
        for (int i = 0; i < (arguments.length > 1 ? Integer.parseInt(arguments[1]) : 3); i++) {
            long click = System.nanoTime();
            Hands.onEdt(() -> {
                draw.doClick(0);
                return null;
            });
            while (wall(frame).tiles().get(0).picture().isEmpty()) Thread.sleep(1);
            long preview = System.nanoTime();
            while (wall(frame).tiles().stream().anyMatch(t -> t.stage() != Wall.Stage.FINISHED)) Thread.sleep(1);
            long finished = System.nanoTime();
            while (wall(frame).tiles().stream().anyMatch(t -> t.file().isEmpty())) Thread.sleep(1);
            System.out.printf("first preview %d ms, 16 finished %d ms, 16 saved %d ms%n", (preview - click) / 1_000_000,
                    (finished - click) / 1_000_000, (System.nanoTime() - click) / 1_000_000);
        }
        studio.close();
        System.exit(0);
    }

    private static Wall wall(MainFrame frame) {
        return frame.state().run().orElseThrow().wall().get();
    }

    private static long sinceStart() {
        return ProcessHandle.current().info().startInstant().map(start -> Duration.between(start, Instant.now()).toMillis()).orElse(-1L);
    }
}
