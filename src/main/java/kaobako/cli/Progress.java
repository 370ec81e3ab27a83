package kaobako.cli;

import java.io.IOException;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jline.terminal.TerminalBuilder;

/** A progress bar with rate and remaining time where a person watches; nothing elsewhere. Owner: the command. */
final class Progress implements AutoCloseable {
    private static final int USUAL_WIDTH = 80;

    private final ProgressBar barOrNull;

    Progress(Terminal terminal, String task, String unit, long total) {
        barOrNull = !terminal.isInteractive() ? null : new ProgressBarBuilder().setTaskName(task).setInitialMax(total)
                .setUnit(" " + unit, 1).setStyle(ProgressBarStyle.ASCII).setUpdateIntervalMillis(200).showSpeed()
                .setConsumer(new ConsoleProgressBarConsumer(System.err, width())).build();
    }

    /** Not left to the bar: it would ask with a terminal that takes Ctrl-C away from Java, and the process would die half-way. */
    private static int width() {
        try (org.jline.terminal.Terminal terminal = TerminalBuilder.builder().nativeSignals(false).dumb(true).build()) {
            return terminal.getWidth() > 0 ? terminal.getWidth() : USUAL_WIDTH;
        } catch (IOException | RuntimeException unknown) {
            return USUAL_WIDTH;
        }
    }

    void stepTo(long done) {
        if (barOrNull != null) barOrNull.stepTo(done);
    }

    @Override
    public void close() {
        if (barOrNull != null) barOrNull.close();
    }
}
