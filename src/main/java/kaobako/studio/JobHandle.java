package kaobako.studio;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** A job as everyone but the GPU thread sees it: how it goes, and the four things to say to it. Any thread. */
public final class JobHandle {
    public enum State {
        WAITING, RUNNING, PAUSED, DONE, STOPPED, FAILED;

        public boolean isEnd() {
            return this == DONE || this == STOPPED || this == FAILED;
        }
    }

    /** What a job is for; decides its name and icon in the window. */
    public enum Purpose {
        PREPARE, DRAW, FILM, WALK, MAP, LEARN, MEASURE, THEORY;

        /** Whether jobs of this kind wait for each other, in the order of the list: two trainings at a time help nobody. */
        boolean isOneAtATime() {
            return this == LEARN;
        }
    }

    /** In the list of jobs. */
    public enum Direction {
        EARLIER(-1), LATER(1);

        final int places;

        Direction(int places) {
            this.places = places;
        }
    }

    /**
     * A moment of a job.
     *
     * @param perSecond units a second lately; 0 if not known
     * @param left      time until it is done; empty if not known
     */
    public record Moment(State state, Job.Progress progress, double perSecond, Optional<Duration> left) {}

    private final Purpose purpose;
    private final GpuThread thread;
    private final CompletableFuture<State> ended = new CompletableFuture<>();
    private final Latest<Moment> moment =
            new Latest<>(new Moment(State.WAITING, Job.Progress.UNKNOWN, 0, Optional.empty()));
    private volatile Throwable failure;
    /** Guarded by the thread's lock. */
    final Job job;
    boolean pauseAsked;
    boolean stopAsked;
    volatile boolean finishAsked;
    /** Time on the device, the first step, which builds kernels, left out. */
    long usedNanos;
    boolean begun;
    /** Of the GPU thread. */
    final Pace pace = new Pace();

    JobHandle(Purpose purpose, Job job, GpuThread thread) {
        this.purpose = purpose;
        this.job = job;
        this.thread = thread;
    }

    public Purpose purpose() {
        return purpose;
    }

    /** What the job is about; may be empty. */
    public String title() {
        return job.title();
    }

    public Moment moment() {
        return moment.get();
    }

    public State state() {
        return moment.get().state();
    }

    /** Takes effect before the job's next step; the device is free for others then. */
    public void pause() {
        thread.pause(this);
    }

    public void resume() {
        thread.resume(this);
    }

    /** Takes effect before the job's next step; {@link #ended} completes once everything is given back. */
    public void stop() {
        thread.stop(this);
    }

    /** Has it finish what it has begun and begin nothing more, also if it is paused; what is one piece goes on to its end. */
    public void finish() {
        thread.finish(this);
    }

    /** Whether it was told to {@link #finish}. */
    public boolean isFinishing() {
        return finishAsked;
    }

    /** Whether it ended with all that it was to do, also where that was less than it began with: see {@link #finish}. */
    public boolean isFulfilled() {
        Moment last = moment();
        return last.state == State.DONE || last.state == State.STOPPED && finishAsked && last.progress.isWhole();
    }

    /** Whether it has done what it was to finish. GPU thread. */
    boolean hasFinished() {
        return finishAsked && job.progress().isWhole();
    }

    /** Changes its place in the list by one, which matters to jobs that wait for each other. */
    public void move(Direction direction) {
        thread.move(this, direction);
    }

    /** Completes normally with how it ended, on the GPU thread: whatever depends on it must be quick or go elsewhere. */
    public CompletableFuture<State> ended() {
        return ended;
    }

    /** Why it failed; empty unless it did. */
    public Optional<Problem> problem() {
        return Optional.ofNullable(failure).map(Problem::of);
    }

    /** What it threw; empty unless it failed. */
    Optional<Throwable> failure() {
        return Optional.ofNullable(failure);
    }

    void show(State state, Job.Progress progress) {
        Job.Progress ahead = finishAsked ? progress.untilWhole() : progress;
        moment.set(new Moment(state, ahead, pace.perSecond(), pace.left(ahead)));
    }

    void end(State state, Throwable failureOrNull) {
        failure = failureOrNull;
        show(state, moment.get().progress());
        ended.complete(state);
    }
}
