package kaobako.studio;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import kaobako.text.Sentence;
import kaobako.train.TrainEvent;

/** A run that was started since the program was: what it does, what it has shown so far, and what can be said to it. Any thread. */
public final class LearnRun {
    private final Path folder;
    private final LearnPlan plan;
    private final Latest<LearnMoment> moment = new Latest<>(LearnMoment.FIRST);
    private final Latest<Learned> learned;
    private final CompletableFuture<LearnMoment.Phase> ended = new CompletableFuture<>();
    private final LossHistory losses = new LossHistory();
    private volatile Optional<JobHandle> handle = Optional.empty();
    private volatile Optional<TrainJob> job = Optional.empty();
    private volatile boolean cancelled;

    /** @param before what earlier starts have left of it */
    LearnRun(Path folder, LearnPlan plan, Learned before) {
        this.folder = folder;
        this.plan = plan;
        learned = new Latest<>(before);
        before.losses().forEach(losses::add);
    }

    public Path folder() {
        return folder;
    }

    public String name() {
        return folder.getFileName().toString();
    }

    public LearnPlan plan() {
        return plan;
    }

    public LearnMoment moment() {
        return moment.get();
    }

    public Learned learned() {
        return learned.get();
    }

    /** Its job on the GPU thread; empty while the pictures are read. */
    public Optional<JobHandle> handle() {
        return handle;
    }

    public boolean isPaused() {
        return handle.map(h -> h.state() == JobHandle.State.PAUSED).orElse(false);
    }

    /** Completes when everything is given back and the folder is at rest. */
    public CompletableFuture<LearnMoment.Phase> ended() {
        return ended;
    }

    /** Stops with a checkpoint, to go on another time. */
    public void stop() {
        cancelled = true;
        handle.ifPresent(JobHandle::stop);
    }

    /** Ends the run with its next step and writes the model as it is. */
    public void finish() {
        if (job.isEmpty()) {
            stop();
            return;
        }
        job.get().finish();
        handle.ifPresent(JobHandle::resume);
    }

    boolean isCancelled() {
        return cancelled;
    }

    Optional<TrainJob> job() {
        return job;
    }

    void started(TrainJob running, JobHandle itsHandle) {
        job = Optional.of(running);
        handle = Optional.of(itsHandle);
        if (cancelled) itsHandle.stop();
    }

    /** Before its job starts: the events that come then belong to it. */
    void waiting() {
        moment.update(m -> m.at(LearnMoment.Phase.WAITING));
    }

    void end(LearnMoment.Phase phase, Optional<Problem> problem) {
        moment.update(m -> problem.map(m::failed).orElse(m.at(phase)));
        ended.complete(phase);
    }

    /** Keeps what an event shows. Called by the thread that trains and by the one that writes its files. */
    Consumer<TrainEvent> listener() {
        return event -> {
            moment.update(m -> m.after(event));
            if (event instanceof TrainEvent.Progress p) {
                losses.add(p);
                learned.update(l -> l.withLosses(losses.snapshot()));
            } else if (event instanceof TrainEvent.Samples s) {
                learned.update(l -> l.with(new Learned.Sheet(s.step(), s.file())));
            } else if (event instanceof TrainEvent.Prepared p) {
                learned.update(l -> l.with(new Learned.Basis(p.pictures(), p.batch())));
            }
            note(event);
        };
    }

    private void note(TrainEvent event) {
        // these have places of their own
        boolean elsewhere = event instanceof TrainEvent.Progress || event instanceof TrainEvent.Scanning || event instanceof TrainEvent.Estimate;
        if (elsewhere) return;
        long step = event instanceof TrainEvent.Samples s ? s.step() : event instanceof TrainEvent.Saved s ? s.step()
                : event instanceof TrainEvent.Finished f ? f.step() : event instanceof TrainEvent.Prepared p ? p.step() : moment.get().step();
        Sentence said = event instanceof TrainEvent.Notice notice ? notice.said() : Sentence.english(event.sentence());
        Learned.Note note = new Learned.Note(Instant.now(), event.getClass().getSimpleName().toLowerCase(Locale.ROOT), step, said);
        learned.update(l -> l.with(note));
    }
}
