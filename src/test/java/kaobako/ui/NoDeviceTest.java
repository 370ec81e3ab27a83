package kaobako.ui;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.awt.GraphicsEnvironment;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.swing.JButton;
import javax.swing.JPanel;
import javax.swing.text.JTextComponent;
import kaobako.studio.DeviceState;
import kaobako.studio.Home;
import kaobako.studio.Problem;
import kaobako.studio.Studio;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A start on a computer without OpenCL: a process of its own, for the library is loaded once a process. */
@Timeout(300)
class NoDeviceTest {
    @TempDir
    Path folder;

    @Test
    void theWindowOpensAndSaysWhatToInstall() throws Exception {
        assumeFalse(GraphicsEnvironment.isHeadless(), "no display: -Dkaobako.headless=false, as installer/test does it");
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        Process process = new ProcessBuilder(List.of(java, "-Dorg.lwjgl.opencl.libname=" + folder.resolve("no-such-library"),
                "-cp", System.getProperty("java.class.path"), NoDeviceTest.class.getName(), folder.toString())).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(said).contains("shown: ").contains("OpenCL").contains("looked again").contains("draw is off: No device is ready yet.");
        assertThat(process.exitValue()).as(said).isZero();
    }

    /** The process. */
    public static void main(String[] arguments) throws Exception {
        Studio studio = new Studio(Home.in(Path.of(arguments[0])), problem -> System.out.println("reported: " + problem));
        studio.change(s -> s.withLanguage("en").plusModelFolder("src/test/resources/golden/pipeline_trained"));
        studio.findModels().join();
        DeviceState first = studio.connect().join();
        Hands hands = new Hands();
        MainFrame frame = Hands.onEdt(() -> Window.show(studio));
        hands.await("what to do", () -> Parts.find(frame, JPanel.class, "no-device").isShowing());
        JPanel panel = Parts.find(frame, JPanel.class, "no-device");
        System.out.println("shown: " + Parts.all(panel, JTextComponent.class).stream().map(JTextComponent::getText).toList());
        hands.await("the button's reason", () -> Parts.find(frame, JButton.class, "draw").getToolTipText() != null);
        System.out.println("draw is off: " + Hands.onEdt(() -> Parts.find(frame, JButton.class, "draw").getToolTipText()));
        hands.clickWhenThere("a way to look again", () -> Parts.find(panel, JButton.class, "retry"));
        hands.await("a new search", () -> studio.device() != first && studio.device().phase() == DeviceState.Phase.NONE);
        System.out.println("looked again: " + studio.device().failure().map(Problem::sentence).orElse(""));
        studio.close();
        System.exit(0);
    }
}
