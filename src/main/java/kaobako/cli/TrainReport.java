package kaobako.cli;

import java.util.Locale;
import java.util.function.Consumer;
import kaobako.train.TrainEvent;
import kaobako.train.TrainRequest;

/** A run's events on a terminal: a bar where a person watches, else a line every so often. Events come from several threads. */
final class TrainReport implements Consumer<TrainEvent>, AutoCloseable {
    private static final long LINE_NANOS = 10_000_000_000L;
    private static final int MOST_LINES = 40;

    private final Terminal terminal;
    private final TrainRequest request;
    private Progress bar;
    private long lastLine = System.nanoTime() - LINE_NANOS;
    private TrainEvent.Progress last;
    private TrainEvent.Finished finished;

    TrainReport(Terminal terminal, TrainRequest request) {
        this.terminal = terminal;
        this.request = request;
    }

    @Override
    public synchronized void accept(TrainEvent event) {
        if (event instanceof TrainEvent.Scanning scanning) occasionally(scanning);
        else if (event instanceof TrainEvent.Progress progress) step(progress);
        else if (event instanceof TrainEvent.Finished end) finished = end;
        else terminal.say(event.sentence());
        if (event instanceof TrainEvent.Prepared prepared && !prepared.listing().isEmpty()) list(prepared);
    }

    /** Thousands of duplicates would push everything else off the screen. */
    private void list(TrainEvent.Prepared prepared) {
        if (prepared.listing().lines().count() <= MOST_LINES) terminal.say(prepared.listing().strip());
        else terminal.say("each of them is named, with its reason, in " + request.out().resolve(TrainEvent.Prepared.REFUSED));
    }

    private void step(TrainEvent.Progress progress) {
        last = progress;
        if (terminal.isInteractive() && bar == null) bar = new Progress(terminal, "training", "steps", request.budget().steps() > 0 ? request.budget().steps() : -1);
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
