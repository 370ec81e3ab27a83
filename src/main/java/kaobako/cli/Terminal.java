package kaobako.cli;

import java.io.PrintWriter;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Where a command talks to its user: results to {@link #out}, everything else to {@link #err}, and Ctrl-C, which a command must ask
 * for between steps. Any thread.
 */
public final class Terminal {
    /** How long a stopped command may take to end before the process ends regardless. */
    private static final int PATIENCE_SECONDS = 60;

    private final PrintWriter out;
    private final PrintWriter err;
    private final boolean interactive;
    private volatile boolean stopped;

    /** For tests: not interactive, and stopped only by {@link #stop}. */
    public Terminal(PrintWriter out, PrintWriter err) {
        this(out, err, System.console() != null && System.getenv("TERM") != null);
    }

    private Terminal(PrintWriter out, PrintWriter err, boolean interactive) {
        this.out = out;
        this.err = err;
        this.interactive = interactive;
    }

    /** Runs a command line on the process's own streams and exits the process. */
    public static void run(String[] arguments) {
        Terminal terminal = new Terminal(new PrintWriter(System.out, true), new PrintWriter(System.err, true));
        CountDownLatch ended = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> terminal.stopAndWait(ended), "ctrl-c"));
        int code = Cli.run(arguments, terminal);
        terminal.out.flush();
        terminal.err.flush();
        ended.countDown();
        System.exit(code);
    }

    public PrintWriter out() {
        return out;
    }

    public PrintWriter err() {
        return err;
    }

    /** Whether a person watches: progress bars and colours are for them. */
    public boolean isInteractive() {
        return interactive;
    }

    /** A line for the user that is not a result. */
    public void say(String line) {
        err.println("kaobako: " + line);
        err.flush();
    }

    /** Asks the command to end at its next step. */
    public void stop() {
        stopped = true;
    }

    public boolean isStopped() {
        return stopped;
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
