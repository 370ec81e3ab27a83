package kaobako.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import kaobako.studio.Building;
import kaobako.studio.Session;

/**
 * Where a command talks to its user: results to {@link #out}, everything else to {@link #err}, and Ctrl-C, which a command must ask
 * for between steps. Any thread.
 */
public final class Terminal implements Session.Watcher {
    /** How long a stopped command may take to end before the process ends regardless. */
    private static final int PATIENCE_SECONDS = 60;
    /** Back to the line's start, and away with what is on it. */
    private static final String ERASE = "\r\u001b[K";

    private final PrintWriter out;
    private final PrintWriter err;
    private final boolean interactive;
    private volatile boolean stopped;
    private volatile boolean finishing;
    /** Whether the cursor stands behind a line that is to be replaced. Guarded by {@code err}. */
    private boolean passing;

    /** For tests: not interactive, and stopped only by {@link #stop}. */
    public Terminal(PrintWriter out, PrintWriter err) {
        this(out, err, false);
    }

    Terminal(PrintWriter out, PrintWriter err, boolean interactive) {
        this.out = out;
        this.err = err;
        this.interactive = interactive;
    }

    /** Runs a command line on the process's own streams and exits the process. */
    public static void run(String[] arguments) {
        boolean interactive = isWatched() && System.getenv("TERM") != null && !System.getenv("TERM").equals("dumb");
        Terminal terminal = new Terminal(new PrintWriter(System.out, true), new PrintWriter(System.err, true), interactive);
        CountDownLatch ended = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> terminal.stopAndWait(ended), "ctrl-c"));
        int code = Cli.run(arguments, terminal);
        terminal.pass("");
        if (terminal.out.checkError() && code == Cli.DONE) {
            terminal.say("results could not be written: the output was closed, or its disk is full");
            code = Cli.FIXABLE;
        }
        terminal.err.flush();
        ended.countDown();
        System.exit(code);
    }

    /** Whether stderr is a terminal. Java itself only knows whether stdin and stdout are, and results often go to a file. */
    private static boolean isWatched() {
        try {
            return Files.readSymbolicLink(Path.of("/proc/self/fd/2")).toString().matches("/dev/(pts/|tty).*");
        } catch (IOException | UnsupportedOperationException elsewhere) {
            return System.console() != null;
        }
    }

    public PrintWriter out() {
        pass("");
        return out;
    }

    public PrintWriter err() {
        pass("");
        return err;
    }

    /** Whether a person watches: progress bars and colours are for them. */
    public boolean isInteractive() {
        return interactive;
    }

    /** Lines for the user that are not a result, each with the program's name before it. */
    @Override
    public void say(String words) {
        synchronized (err) {
            if (interactive) err.print(ERASE);
            words.lines().forEach(line -> err.println("kaobako: " + line));
            err.flush();
            passing = false;
        }
    }

    /**
     * After a build the line stays until something else is said: some drivers only make machine code when a kernel first runs. A stopped
     * command builds no more, which is a step of its own for the minute that a first start takes, unless it is to {@link #finish}.
     */
    @Override
    public void building(Optional<Building> now) {
        if (now.isPresent() && !finishing) throwIfStopped();
        pass(now.map(b -> "building kernels, " + b.index() + " of " + b.count() + ": " + b.kernel()).orElse("running new kernels for the first time"));
    }

    @Override
    public void kept() {
        pass("");
    }

    /**
     * Which a stopped command does not wait for: where a driver takes long, building anew takes less. Training does, as Ctrl-C is its usual end
     * and what it has linked takes longest.
     */
    @Override
    public void keeping(int index, int count) {
        if (!finishing) throwIfStopped();
        pass("keeping kernels for the next start" + (index == 0 ? "" : ", " + index + " of " + count));
    }

    /** Where a person watches, a line that the next one replaces; without words it only takes the last one away. */
    private void pass(String words) {
        if (!interactive) return;
        synchronized (err) {
            if (!passing && words.isEmpty()) return;
            passing = !words.isEmpty();
            err.print(passing ? ERASE + "kaobako: " + words : ERASE);
            err.flush();
        }
    }

    /** Asks the command to end at its next step. */
    public void stop() {
        stopped = true;
    }

    public boolean isStopped() {
        return stopped;
    }

    /** From now on a stopped command finishes what it has begun, with kernels that it has yet to build. */
    void finish() {
        finishing = true;
    }

    /** To be called between steps. */
    void throwIfStopped() {
        if (stopped) throw new CancellationException("stopped by the user");
    }

    /** The process ends when its hooks have ended, so the command gets the time to finish its step and clean up. */
    private void stopAndWait(CountDownLatch ended) {
        stop();
        if (ended.getCount() > 0) say("stopping after this step");
        try {
            ended.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
