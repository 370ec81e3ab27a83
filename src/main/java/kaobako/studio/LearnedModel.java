package kaobako.studio;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import kaobako.store.ModelFolder;
import kaobako.train.UnfinishedModel;

/**
 * A model that was learned here, or a run that may still become one, as it lies on the disk.
 *
 * @param step  where the run can go on: the newest checkpoint's; -1 if there is none
 * @param model whether it can be drawn with as it is
 */
public record LearnedModel(Path folder, String name, LearnPlan plan, long step, Readiness model) {
    public enum Readiness {
        /** Only checkpoints so far: see {@link Learning#publish}. */
        NOT_YET,
        READY
    }

    /** Empty for a folder that nothing was learned in. Io thread. */
    static Optional<LearnedModel> read(Path folder) {
        return LearnPlan.read(folder).map(plan -> new LearnedModel(folder, folder.getFileName().toString(), plan, step(folder),
                ModelFolder.isModel(folder) ? Readiness.READY : Readiness.NOT_YET));
    }

    private static long step(Path folder) {
        try {
            return UnfinishedModel.step(folder);
        } catch (IOException unreadable) {
            return -1;
        }
    }

    /** Whether there are steps to do that nobody does, as after a start that ended too early. */
    public boolean isLeft() {
        return plan.state() == LearnPlan.State.OPEN;
    }
}
