package kaobako.ui.learn;

import java.util.List;
import java.util.Optional;
import kaobako.studio.JobHandle;
import kaobako.studio.LearnMoment;
import kaobako.studio.LearnPlan;
import kaobako.studio.LearnRun;
import kaobako.studio.LearnedModel;
import kaobako.ui.Desk;

/**
 * A model and what becomes of it: a moment to be shown.
 *
 * @param run    of this start; empty if nothing was done with it since
 * @param moment of that run
 * @param paused whether that run is
 * @param job    state of its job; empty without one
 */
record Entry(LearnedModel model, Optional<LearnRun> run, Optional<LearnMoment> moment, boolean paused, Optional<JobHandle.State> job) {
    static List<Entry> all(Desk desk) {
        return desk.studio().learning().models().stream().map(m -> of(desk, m)).toList();
    }

    static Optional<Entry> named(Desk desk, String name) {
        if (name.isEmpty()) return Optional.empty();
        return desk.studio().learning().models().stream().filter(m -> m.name().equals(name)).findFirst().map(m -> of(desk, m));
    }

    private static Entry of(Desk desk, LearnedModel model) {
        Optional<LearnRun> run = desk.studio().learning().runs().stream().filter(r -> r.folder().equals(model.folder())).findFirst();
        return new Entry(model, run, run.map(LearnRun::moment), run.map(LearnRun::isPaused).orElse(false),
                run.flatMap(LearnRun::handle).map(JobHandle::state));
    }

    boolean isActive() {
        return moment.map(m -> !m.phase().isEnd()).orElse(false);
    }

    boolean isDone() {
        return !isActive() && model.plan().state() == LearnPlan.State.DONE;
    }

    /** The last step that is known. */
    long step() {
        return Math.max(Math.max(0, model.step()), moment.map(LearnMoment::step).orElse(0L));
    }

    long steps() {
        return run.map(LearnRun::plan).orElse(model.plan()).recipe().steps();
    }

    /** What it does, in a few words. */
    String status(Desk desk) {
        if (!isActive()) {
            if (moment.map(m -> m.phase() == LearnMoment.Phase.FAILED).orElse(false)) return desk.text("learn.state.failed", step());
            return desk.text(isDone() ? "learn.state.done" : "learn.state.left", step());
        }
        if (paused) return desk.text("learn.state.paused", step());
        if (moment.orElseThrow().phase() == LearnMoment.Phase.SCANNING) return desk.text("learn.state.scanning");
        if (job.equals(Optional.of(JobHandle.State.WAITING))) return desk.text("learn.state.waiting");
        if (moment.orElseThrow().phase() == LearnMoment.Phase.WAITING) return desk.text("learn.state.setup");
        return desk.text("learn.state.training", step(), steps());
    }
}
