package kaobako.ui;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.awt.GraphicsEnvironment;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.swing.JButton;
import javax.swing.JPanel;
import kaobako.studio.DeviceState;
import kaobako.studio.Home;
import kaobako.studio.Problem;
import kaobako.studio.Studio;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A device that failed before the window came: here its kernels are not to be found. */
@Timeout(300)
class FailingDeviceTest {
    private static final String KERNELS = "kaobako.kernels";
    /** A device that was checked before is not checked again. */
    private static final String CACHE = "kaobako.cache";

    @TempDir
    Path folder;

    private DeviceState connectWithoutKernels(Studio studio) throws Exception {
        String usual = System.getProperty(CACHE);
        System.setProperty(CACHE, folder.resolve("cache").toString());
        System.setProperty(KERNELS, Files.createDirectory(folder.resolve("empty")).toString());
        try {
            return studio.connect().get();
        } finally {
            System.clearProperty(KERNELS);
            if (usual == null) System.clearProperty(CACHE);
            else System.setProperty(CACHE, usual);
        }
    }

    @Test
    void theWindowOpensAllTheSameSaysWhyAndLooksAgain() throws Exception {
        assumeFalse(GraphicsEnvironment.isHeadless(), "no display: -Dkaobako.headless=false, as installer/test does it");
        try (Studio studio = new Studio(Home.in(folder), problem -> { })) {
            DeviceState state = connectWithoutKernels(studio);
            assertThat(state.phase()).isEqualTo(DeviceState.Phase.FAILED);
            studio.change(s -> s.withLanguage("en").withWorkspace("device"));
            MainFrame frame = Hands.onEdt(() -> Window.show(studio));
            Hands hands = new Hands();
            String why = state.failure().map(Problem::sentence).orElseThrow();
            hands.await("why", () -> Parts.all(frame, JPanel.class).stream().anyMatch(p -> "toast".equals(p.getName()) && p.isShowing()
                    && p.getAccessibleContext().getAccessibleName().equals(why)));
            hands.clickWhenThere("a way to look again", () -> Parts.find(frame, JButton.class, "retry"));
            hands.await("another try", () -> studio.device() != state && studio.device().phase() == DeviceState.Phase.READY);
            Hands.onEdt(() -> {
                frame.dispose();
                return null;
            });
        }
    }
}
