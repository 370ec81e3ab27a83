package kaobako.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import kaobako.cl.Devices;
import kaobako.exec.Engine;
import kaobako.train.TrainRequest.Start;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** kill -9 at random moments, again and again: the run always goes on, and ends as one that was never killed. */
class KillLoopTest {
    private static final int KILLS = 20;

    @TempDir
    private Path folder;

    @Test
    void twentyKillsLoseNothingButTheStepsSinceTheLastCheckpoint() throws Exception {
        Path data = Runs.pictures(folder.resolve("data"), 12);
        Path out = folder.resolve("killed");
        Random random = new Random(20);
        long saved = 0;
        for (int kill = 0; kill < KILLS; kill++) {
            Process child = Runs.child(data, out, 1_000_000, kill == 0 ? "fresh" : "resume");
            List<String> said = Runs.killAfter(child, saved + random.nextInt(4), random.nextInt(30));
            long claimed = Runs.lastSaved(said);
            assertThat(claimed).as("kill %s: the child said %s", kill, said).isGreaterThanOrEqualTo(saved);
            try (Checkpoint checkpoint = Checkpoint.open(Runs.newest(out))) {
                assertThat(checkpoint.state().step()).as("kill " + kill).isGreaterThanOrEqualTo(claimed);
                saved = checkpoint.state().step();
            }
        }
        try (Engine engine = Engine.open(Devices.choose(System.getProperty("kaobako.device")))) {
            Runs.run(engine, Runs.request(data, out, saved + 1).with(new Start.Resume()));
            Runs.run(engine, Runs.request(data, folder.resolve("whole"), saved + 1));
        }
        Map<String, float[]> expected = Runs.tensors(folder.resolve("whole"));
        Map<String, float[]> found = Runs.tensors(out);
        assertThat(found.keySet()).isEqualTo(expected.keySet());
        expected.forEach((name, values) -> assertThat(found.get(name)).as(name).isEqualTo(values));
    }
}
