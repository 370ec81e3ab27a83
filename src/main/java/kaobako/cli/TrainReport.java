package kaobako.cli;

import java.util.Locale;
import java.util.function.Consumer;
import kaobako.train.Budget;
import kaobako.train.TrainEvent;

/** A run's events on a terminal: a bar where a person watches, else a line every so often. Events come from several threads. */
final class TrainReport implements Consumer<TrainEvent>, AutoCloseable {
    private static final long LINE_NANOS = 10_000_000_000L;

    private final Terminal terminal;
    private final Budget budget;
    private Progress bar;
    private long lastLine = System.nanoTime() - LINE_NANOS;
    private TrainEvent.Progress last;
    private TrainEvent.Finished finished;

    TrainReport(Terminal terminal, Budget budget) {
        this.terminal = terminal;
        this.budget = budget;
    }

    @Override
    public synchronized void accept(TrainEvent event) {
        if (event instanceof TrainEvent.Scanning scanning) occasionally(scanning);
        else if (event instanceof TrainEvent.Progress progress) step(progress);
        else if (event instanceof TrainEvent.Finished end) finished = end;
        else terminal.say(event.sentence());
        if (event instanceof TrainEvent.Prepared prepared && !prepared.listing().isEmpty()) terminal.say(prepared.listing().strip());
    }

    private void step(TrainEvent.Progress progress) {
        last = progress;
        if (terminal.isInteractive() && bar == null) bar = new Progress(terminal, "training", "steps", budget.steps() > 0 ? budget.steps() : -1);
        if (bar != null) bar.stepTo(progress.step());
        occasionally(progress);
    }

    private void occasionally(TrainEvent event) {
        if (System.nanoTime() - lastLine < LINE_NANOS) return;
        lastLine = System.nanoTime();
        terminal.say(event.sentence());
    }

    /** One line on the finished run. */
    synchronized String result() {
        String loss = last == null ? "" : String.format(Locale.ROOT, "; loss %.4f", last.smoothed());
        return finished == null ? "" : finished.sentence() + loss;
    }

    @Override
    public synchronized void close() {
        if (bar != null) bar.close();
        bar = null;
    }
}
