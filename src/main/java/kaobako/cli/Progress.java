package kaobako.cli;

import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** A progress bar with rate and remaining time where a person watches; nothing elsewhere. Owner: the command. */
final class Progress implements AutoCloseable {
    private final ProgressBar barOrNull;

    Progress(Terminal terminal, String task, String unit, long total) {
        barOrNull = !terminal.isInteractive() ? null : new ProgressBarBuilder().setTaskName(task).setInitialMax(total)
                .setUnit(" " + unit, 1).setStyle(ProgressBarStyle.ASCII).setUpdateIntervalMillis(200).showSpeed()
                .setConsumer(new ConsoleProgressBarConsumer(System.err)).build();
    }

    void stepTo(long done) {
        if (barOrNull != null) barOrNull.stepTo(done);
    }

    @Override
    public void close() {
        if (barOrNull != null) barOrNull.close();
    }
}
