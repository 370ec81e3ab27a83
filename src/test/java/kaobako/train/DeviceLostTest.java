package kaobako.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import kaobako.cl.ClException;
import kaobako.cl.Devices;
import kaobako.cl.LostDevice;
import kaobako.exec.Engine;
import kaobako.studio.Problem;
import kaobako.train.TrainRequest.Start;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A device that is lost at any enqueue, read or wait of a run: one sentence, the last checkpoint intact, and the run can go on. */
class DeviceLostTest {
    private static final int STEPS = 4;
    private static final int LOSSES = 8;
    /** Calls, and more, by which a run is opened. */
    private static final int OPENING = 40;

    @TempDir
    private Path folder;

    /** From some run on there would be fewer calls. */
    @BeforeEach
    void withoutTapes() {
        System.setProperty("kaobako.tape", "false");
    }

    @AfterEach
    void withTapes() {
        System.clearProperty("kaobako.tape");
    }

    @Test
    void atAnyCallItIsOneSentenceAndTheRunGoesOnFromItsLastCheckpoint() throws Exception {
        Path data = Runs.pictures(folder.resolve("data"), 12);
        Random random = new Random(8);
        int inMidRun = 0;
        try (Engine engine = Engine.open(Devices.choose(System.getProperty("kaobako.device")))) {
            long before = LostDevice.calls(engine.queue());
            run(engine, request(data, folder.resolve("whole")));
            long calls = LostDevice.calls(engine.queue()) - before;
            long memory = engine.queue().allocatedBytes();
            for (int at = 0; at < OPENING; at++) {
                lose(engine, at, request(data, folder.resolve("opening" + at)), memory);
            }
            for (int loss = 0; loss < LOSSES; loss++) {
                long at = loss * calls / LOSSES + random.nextLong(calls / LOSSES);
                Path out = folder.resolve("lost" + loss);
                Throwable thrown = lose(engine, at, request(data, out), memory);
                boolean begun = checkSentence(thrown, out, at);
                if (begun) inMidRun++;
                Runs.run(engine, begun ? request(data, out).with(new Start.Resume()) : request(data, out));
                Runs.assertSame(out, folder.resolve("whole"));
            }
        }
        assertThat(inMidRun).as("losses after the first checkpoint").isGreaterThan(LOSSES / 2);
    }

    /** What a run ends with whose device is lost at a call; this much device memory is allocated then, as before. */
    private static Throwable lose(Engine engine, long at, TrainRequest request, long memory) {
        LostDevice.after(engine.queue(), at);
        Throwable thrown = catchThrowable(() -> run(engine, request));
        LostDevice.back(engine.queue());
        assertThat(engine.queue().allocatedBytes()).as("device memory after a loss at call %s", at).isEqualTo(memory);
        return thrown;
    }

    /** Returns whether there was a checkpoint already. */
    private static boolean checkSentence(Throwable thrown, Path out, long at) throws Exception {
        Problem problem = Problem.of(thrown);
        assertThat(problem.kind()).as("a loss at call %s: %s", at, thrown).isEqualTo(Problem.Kind.FIXABLE);
        assertThat(problem.sentence()).contains("The device was lost: restart Kaobako").doesNotContain("\n");
        boolean begun;
        try (var files = Files.list(out.resolve("checkpoints"))) {
            begun = files.anyMatch(file -> file.toString().endsWith(".safetensors"));
        }
        if (!begun) {
            assertThat(thrown).isInstanceOf(ClException.class);
            return false;
        }
        assertThat(thrown).isInstanceOf(TrainException.class);
        assertThat(problem.sentence()).startsWith("Training stopped after step ");
        try (Checkpoint last = Checkpoint.open(Runs.newest(out))) {
            // one that was under way may have arrived since
            long said = Long.parseLong(problem.sentence().replaceFirst(".*The checkpoint of step (\\d+) is safe; resume from it\\.$", "$1"));
            assertThat(last.state().step()).isGreaterThanOrEqualTo(said);
        }
        return true;
    }

    /** Every run makes the same calls: none goes past a checkpoint because the disk has not taken the one before, or draws by the clock. */
    private static void run(Engine engine, TrainRequest request) throws InterruptedException {
        try (TrainingRun run = Runs.open(engine, request, event -> {})) {
            while (run.step()) run.saving().await();
        }
    }

    private static TrainRequest request(Path data, Path out) {
        return Runs.request(data, out, STEPS).with(Tiny.least()).with(new Rhythm(0, 60, 3));
    }
}
