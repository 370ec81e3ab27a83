package kaobako.exec;

import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;
import kaobako.cl.Program;

/**
 * A program that takes long to build and that its users can do without: found on the disk at once, or built beside the work when it has been
 * asked for often enough to be worth it. Of PoCL's 13 to 30 seconds the last 5 to 10 hold up launches, for it makes machine code under a lock.
 * Owned by its {@link ProgramCache}. GPU thread only.
 */
final class LinkedProgram {
    /** A dozen drawings, or some minutes of learning: what is only tried is over before this is built. */
    static final int ENOUGH = 256;
    private static final System.Logger LOG = System.getLogger(LinkedProgram.class.getName());

    private final Supplier<Optional<Program>> kept;
    private final FutureTask<Program> building;
    private final Executor background;
    private Optional<Program> program = Optional.empty();
    private int asked;
    private boolean over;

    /** {@code kept}: from the disk; {@code build}: called on any thread. */
    LinkedProgram(Supplier<Optional<Program>> kept, Callable<Program> build, Executor background) {
        this.kept = kept;
        this.building = new FutureTask<>(build);
        this.background = background;
    }

    /** The program if it is there. Each call is a use that it would have served. */
    Optional<Program> ifReady() {
        if (over) return program;
        if (asked == 0) program = kept.get();
        if (asked++ == ENOUGH) background.execute(building);
        if (building.isDone()) program = built();
        over = program.isPresent() || building.isDone();
        return program;
    }

    /** Has it built now, unless it is there; empty if it cannot be built. */
    Optional<Program> now() {
        if (ifReady().isEmpty()) building.run();
        if (!over) program = built();
        over = true;
        return program;
    }

    private Optional<Program> built() {
        try {
            return Optional.of(building.get());
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof CancellationException)) {
                LOG.log(System.Logger.Level.WARNING, "Kernels cannot be linked, which costs some speed: " + e.getCause());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return Optional.empty();
    }

    /** Once nothing builds it any more. */
    void close() {
        if (!over && building.isDone()) program = built();
        program.ifPresent(Program::close);
    }
}
