package kaobako.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import kaobako.cl.Devices;
import kaobako.exec.Engine;
import kaobako.train.TrainRequest.Start;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * kill -9 at random moments, again and again: the run always goes on, and ends as one that was never killed. Most of a life is its
 * start, so two runs of ten lives each share the cores.
 */
class KillLoopTest {
    private static final int RUNS = 2;
    private static final int KILLS = 10;
    /** About as long as a start takes on a quiet machine. */
    private static final int START_MILLISECONDS = 2000;

    @TempDir
    private Path folder;

    @Test
    void twentyKillsLoseNothingButTheStepsSinceTheLastCheckpoint() throws Exception {
        Path data = Runs.pictures(folder.resolve("data"), 12);
        List<Future<Long>> saved = new ArrayList<>();
        ExecutorService lives = Executors.newFixedThreadPool(RUNS);
        try {
            for (int run = 0; run < RUNS; run++) {
                Path out = folder.resolve("killed" + run);
                Random random = new Random(20 + run);
                saved.add(lives.submit(() -> kill(data, out, random)));
            }
            try (Engine engine = Engine.open(Devices.choose(System.getProperty("kaobako.device")))) {
                for (int run = 0; run < RUNS; run++) {
                    long last = saved.get(run).get() + 1;
                    Path killed = folder.resolve("killed" + run), whole = folder.resolve("whole" + run);
                    Runs.run(engine, Runs.request(data, killed, last).with(new Start.Resume()));
                    Runs.run(engine, Runs.request(data, whole, last).with(Tiny.least()));
                    Runs.assertSame(killed, whole);
                }
            }
        } finally {
            lives.shutdownNow();
        }
    }

    /** Lets one run live and die; the step of its last checkpoint. */
    private static long kill(Path data, Path out, Random random) throws Exception {
        long saved = 0;
        for (int kill = 0; kill < KILLS; kill++) {
            Process child = Runs.child(data, out, 1_000_000, kill == 0 ? "fresh" : "resume");
            long claimed = saved;
            // every third dies while it sets itself up, the others among steps and checkpoints
            if (kill % 3 == 2) {
                Runs.killAtStart(child, random.nextInt(START_MILLISECONDS));
            } else {
                List<String> said = Runs.killAfter(child, saved + random.nextInt(4), random.nextInt(30));
                claimed = Runs.lastSaved(said);
                assertThat(claimed).as("kill %s: the child said %s", kill, said).isGreaterThanOrEqualTo(saved);
            }
            try (Checkpoint checkpoint = Checkpoint.open(Runs.newest(out))) {
                assertThat(checkpoint.state().step()).as("kill " + kill).isGreaterThanOrEqualTo(claimed);
                saved = checkpoint.state().step();
            }
        }
        assertThat(saved).as("steps in " + KILLS + " lives").isPositive();
        return saved;
    }
}
