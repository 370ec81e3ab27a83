package kaobako.studio;

import java.util.Optional;
import kaobako.train.TrainEvent;

/**
 * A moment of a run of this start.
 *
 * @param scanning how far the look at the folder is; empty before
 * @param prepared what the run works with; empty before it is on the device
 * @param estimate of the first steps; empty before
 * @param progress of the last step; empty before the first
 * @param problem  why it failed; empty unless it did
 */
public record LearnMoment(Phase phase, Optional<TrainEvent.Scanning> scanning, Optional<TrainEvent.Prepared> prepared,
        Optional<TrainEvent.Estimate> estimate, Optional<TrainEvent.Progress> progress, Optional<Problem> problem) {
    public enum Phase {
        /** The pictures are being read. */
        SCANNING,
        /** Waits for the device, or is being set up there. */
        WAITING,
        TRAINING,
        /** The model is written. */
        DONE,
        /** Stopped with a checkpoint to go on from. */
        STOPPED,
        FAILED;

        public boolean isEnd() {
            return this == DONE || this == STOPPED || this == FAILED;
        }
    }

    static final LearnMoment FIRST = new LearnMoment(Phase.SCANNING, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(),
            Optional.empty());

    LearnMoment at(Phase value) {
        return new LearnMoment(value, scanning, prepared, estimate, progress, problem);
    }

    LearnMoment failed(Problem value) {
        return new LearnMoment(Phase.FAILED, scanning, prepared, estimate, progress, Optional.of(value));
    }

    /** The moment after an event. */
    LearnMoment after(TrainEvent event) {
        if (event instanceof TrainEvent.Scanning e) return new LearnMoment(phase, Optional.of(e), prepared, estimate, progress, problem);
        if (event instanceof TrainEvent.Prepared e) return new LearnMoment(Phase.TRAINING, scanning, Optional.of(e), estimate, progress, problem);
        if (event instanceof TrainEvent.Estimate e) return new LearnMoment(phase, scanning, prepared, Optional.of(e), progress, problem);
        if (event instanceof TrainEvent.Progress e) return new LearnMoment(phase, scanning, prepared, estimate, Optional.of(e), problem);
        return this;
    }

    /** The last complete step; 0 before the first. */
    public long step() {
        return progress.map(TrainEvent.Progress::step).orElse(prepared.map(TrainEvent.Prepared::step).orElse(0L));
    }
}
