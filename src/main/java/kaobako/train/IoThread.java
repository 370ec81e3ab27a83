package kaobako.train;

import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** One thread that writes a run's files in the order in which they came. Owned by the run. */
final class IoThread implements Executor, AutoCloseable {
    private static final int PATIENCE_MINUTES = 5;

    /** What comes after the end is dropped: lines of the log about the end itself. */
    private final ThreadPoolExecutor thread = new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
        Thread made = new Thread(task, "train-io");
        made.setDaemon(true);
        return made;
    }, new ThreadPoolExecutor.DiscardPolicy());

    @Override
    public void execute(Runnable task) {
        thread.execute(task);
    }

    /** Waits for what has come, and for what that has led to, some minutes at most. */
    @Override
    public void close() {
        execute(thread::shutdown);
        try {
            if (!thread.awaitTermination(PATIENCE_MINUTES, TimeUnit.MINUTES)) thread.shutdownNow();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
