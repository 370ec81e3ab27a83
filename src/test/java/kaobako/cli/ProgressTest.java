package kaobako.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** In a terminal of its own, as a user has it: a pipe would show no bar. */
class ProgressTest {
    private static final Path SCRIPT = Path.of("/usr/bin/script");
    private static final Path STATUS = Path.of("/proc/self/status");

    /** Draws a bar and says which signals the process then handles itself. */
    public static final class Main {
        public static void main(String[] arguments) throws IOException {
            try (Progress progress = new Progress(new Terminal(new PrintWriter(System.out), new PrintWriter(System.err), true), "drawing", "steps", 9)) {
                progress.stepTo(3);
            }
            // drawn by now, at the latest when it was closed
            System.out.println(Files.readString(STATUS));
        }
    }

    private static long signals(String key, String status) {
        return Long.parseUnsignedLong(status.replaceAll("(?s).*" + key + ":\\s*([0-9a-f]+).*", "$1"), 16);
    }

    @Test
    @Timeout(60)
    void ctrlCStaysJavasWhileABarIsShown() throws Exception {
        assumeThat(SCRIPT).as("from util-linux").isExecutable();
        assumeThat(STATUS).as("Linux").exists();
        // nobody handles a signal that was ignored when the process began
        assumeThat(signals("SigIgn", Files.readString(STATUS)) >> 1 & 1).as("SIGINT ignored, as in the background of a shell script").isZero();
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        ProcessBuilder builder = new ProcessBuilder(SCRIPT.toString(), "-qec",
                java + " -cp '" + System.getProperty("java.class.path") + "' '" + Main.class.getName() + "'", "/dev/null").redirectErrorStream(true);
        builder.environment().put("TERM", "xterm");
        Process process = builder.start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes());
        assertThat(said).contains("drawing").contains("SigCgt:");
        long handled = signals("SigCgt", said);
        assertThat(handled >> 1 & 1).as("SIGINT, signal 2, of %x", handled).isEqualTo(1);
    }
}
