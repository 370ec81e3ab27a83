package kaobako.studio;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CancellationException;
import java.util.function.LongSupplier;

/**
 * The one thread that talks to the device. Jobs take turns, a step each, and the one that has had the least time comes next: that a
 * picture can be drawn while a model trains, that a pause frees the device and that a stop takes effect within a step is nothing but the
 * order of this queue. Of jobs that go one at a time only the first in the list that is not paused gets turns. A job that throws is closed
 * and ends; the thread lives on. Owned by the {@link Studio}. Methods are for any thread.
 */
public final class GpuThread implements AutoCloseable {
    private final LongSupplier nanos;
    private final Thread thread;
    private final Object lock = new Object();
    private final Deque<JobHandle> ready = new ArrayDeque<>();
    private final List<JobHandle> all = new ArrayList<>();
    private final Latest<List<JobHandle>> shown = new Latest<>(List.of());
    private JobHandle running;
    private boolean closing;
    private volatile Runnable atEnd = () -> {};

    public GpuThread() {
        this(System::nanoTime);
    }

    /** With a clock of one's own, for tests. */
    GpuThread(LongSupplier nanos) {
        this.nanos = nanos;
        thread = new Thread(this::loop, "gpu");
        thread.setDaemon(true);
        thread.start();
    }

    /** Queues a job; the thread owns it from here on. Once the thread is closed the job is closed at once and ends as stopped. */
    public JobHandle start(JobHandle.Purpose purpose, Job job) {
        JobHandle handle = new JobHandle(purpose, job, this);
        synchronized (lock) {
            if (!closing) {
                handle.usedNanos = leastUsed();
                all.add(handle);
                ready.addLast(handle);
                changed();
                return handle;
            }
        }
        job.close();
        handle.end(JobHandle.State.STOPPED, null);
        return handle;
    }

    /** Runs a task as a job of one step. The result completes on this thread; a task that is stopped before is cancelled. */
    public <T> CompletableFuture<T> run(JobHandle.Purpose purpose, Callable<T> task) {
        CompletableFuture<T> result = new CompletableFuture<>();
        JobHandle handle = start(purpose, new OneStep(() -> result.complete(task.call())));
        handle.ended().thenAccept(state -> handle.failure().ifPresentOrElse(result::completeExceptionally,
                () -> result.completeExceptionally(new CancellationException())));
        return result;
    }

    /** The jobs that have not ended, in the order in which they were started. */
    public List<JobHandle> jobs() {
        return shown.get();
    }

    void pause(JobHandle handle) {
        synchronized (lock) {
            if (!all.contains(handle) || handle.pauseAsked) return;
            handle.pauseAsked = true;
            if (ready.remove(handle)) handle.show(JobHandle.State.PAUSED, handle.moment().progress());
            // another of its kind may go on in its place
            lock.notifyAll();
        }
    }

    void move(JobHandle handle, JobHandle.Direction direction) {
        synchronized (lock) {
            int from = all.indexOf(handle);
            int to = from + direction.places;
            if (from < 0 || to < 0 || to >= all.size()) return;
            java.util.Collections.swap(all, from, to);
            ready.stream().filter(h -> !isItsTurn(h)).forEach(h -> h.show(JobHandle.State.WAITING, h.moment().progress()));
            changed();
        }
    }

    void resume(JobHandle handle) {
        synchronized (lock) {
            if (!all.contains(handle) || !handle.pauseAsked) return;
            handle.pauseAsked = false;
            handle.pace.resumed(nanos.getAsLong());
            if (handle == running) return;
            handle.usedNanos = Math.max(handle.usedNanos, leastUsed());
            handle.show(JobHandle.State.WAITING, handle.moment().progress());
            ready.addLast(handle);
            changed();
        }
    }

    void stop(JobHandle handle) {
        synchronized (lock) {
            if (!all.contains(handle) || handle.stopAsked) return;
            handle.stopAsked = true;
            if (handle == running) return;
            ready.remove(handle);
            ready.addFirst(handle);
            changed();
        }
    }

    void finish(JobHandle handle) {
        synchronized (lock) {
            if (!all.contains(handle) || handle.finishAsked) return;
            handle.finishAsked = true;
            handle.show(handle.state(), handle.moment().progress());
        }
        resume(handle);
    }

    private void loop() {
        for (JobHandle next = take(); next != null; next = take()) {
            if (next.stopAsked || next.hasFinished()) end(next, JobHandle.State.STOPPED, null);
            else step(next);
        }
        atEnd.run();
    }

    private void step(JobHandle handle) {
        boolean more;
        long begin = nanos.getAsLong();
        // a first step may take long, and so may the wait for the next turn of one that was moved behind
        if (handle.state() != JobHandle.State.RUNNING) handle.show(JobHandle.State.RUNNING, handle.moment().progress());
        try {
            more = handle.job.step();
            if (handle.begun) used(handle, nanos.getAsLong() - begin);
            handle.begun = true;
            Job.Progress progress = handle.job.progress();
            handle.pace.stepped(nanos.getAsLong(), progress.done());
            handle.show(JobHandle.State.RUNNING, progress);
        } catch (Exception | Error failure) {
            boolean cancelled = Problem.of(failure).kind() == Problem.Kind.CANCELLED;
            end(handle, cancelled ? JobHandle.State.STOPPED : JobHandle.State.FAILED, cancelled ? null : failure);
            return;
        }
        if (more) giveBack(handle);
        else end(handle, JobHandle.State.DONE, null);
    }

    private void used(JobHandle handle, long time) {
        synchronized (lock) {
            handle.usedNanos += time;
        }
    }

    /** What a job that comes to the others starts with, so that it neither waits for them nor they for it. */
    private long leastUsed() {
        return all.stream().filter(h -> !h.pauseAsked).mapToLong(h -> h.usedNanos).min().orElse(0);
    }

    private boolean isItsTurn(JobHandle handle) {
        return handle.stopAsked || !handle.purpose().isOneAtATime()
                || all.stream().filter(h -> h.purpose() == handle.purpose() && !h.pauseAsked).findFirst().orElse(handle) == handle;
    }

    private void giveBack(JobHandle handle) {
        synchronized (lock) {
            running = null;
            if (handle.stopAsked) ready.addFirst(handle);
            else if (handle.pauseAsked) handle.show(JobHandle.State.PAUSED, handle.moment().progress());
            else ready.addLast(handle);
            // another of its kind may have been moved before it meanwhile
            if (!handle.pauseAsked && !isItsTurn(handle)) handle.show(JobHandle.State.WAITING, handle.moment().progress());
        }
    }

    private void end(JobHandle handle, JobHandle.State state, Throwable failureOrNull) {
        Throwable failure = failureOrNull;
        try {
            handle.job.close();
        } catch (RuntimeException | Error e) {
            if (failure == null) failure = e;
            else failure.addSuppressed(e);
        }
        synchronized (lock) {
            running = null;
            all.remove(handle);
            changed();
        }
        handle.end(failure == null ? state : JobHandle.State.FAILED, failure);
    }

    /** The next job whose turn it is; null once the thread is closing and every job has ended. */
    private JobHandle take() {
        synchronized (lock) {
            for (JobHandle next = next(); ; next = next()) {
                if (next != null) {
                    ready.remove(next);
                    running = next;
                    return next;
                }
                if (closing && all.isEmpty()) return null;
                try {
                    lock.wait();
                } catch (InterruptedException ignored) {
                    // nobody interrupts this thread to end it: close() does
                }
            }
        }
    }

    /** Whoever is to be stopped, or has had the least time; the longest in the queue of equals. Null if nobody has a turn. */
    private JobHandle next() {
        JobHandle next = null;
        for (JobHandle handle : ready) {
            if (handle.stopAsked) return handle;
            if (isItsTurn(handle) && (next == null || handle.usedNanos < next.usedNanos)) next = handle;
        }
        return next;
    }

    private void changed() {
        shown.set(List.copyOf(all));
        lock.notifyAll();
    }

    /** Stops every job and waits until all have given back what they held. Not for the event thread. */
    @Override
    public void close() {
        closeAfter(() -> {});
    }

    /** The same; {@code last} runs on the thread once no job is left. */
    void closeAfter(Runnable last) {
        atEnd = last;
        synchronized (lock) {
            closing = true;
            for (JobHandle handle : List.copyOf(all)) stop(handle);
            lock.notifyAll();
        }
        boolean interrupted = false;
        while (thread.isAlive() && Thread.currentThread() != thread) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) Thread.currentThread().interrupt();
    }

    private record OneStep(Callable<?> task) implements Job {
        @Override
        public boolean step() throws Exception {
            task.call();
            return false;
        }

        @Override
        public Progress progress() {
            return Progress.UNKNOWN;
        }

        @Override
        public void close() {}
    }
}
