package kaobako.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import kaobako.exec.Engine;
import kaobako.exec.SharedEngine;
import kaobako.store.ModelFolder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class UnfinishedModelTest {
    private static final Path WEIGHTS = Path.of("unet", "diffusion_pytorch_model.safetensors");
    private static final Engine ENGINE = SharedEngine.get();
    @TempDir
    Path folder;

    @Test
    void theModelOfACheckpointIsTheOneThatTheRunWouldWriteThere() throws Exception {
        Path data = Runs.pictures(folder.resolve("data"), 6);
        Runs.run(ENGINE, Runs.request(data, folder.resolve("whole"), 4));
        try (TrainingRun run = Runs.open(ENGINE, Runs.request(data, folder.resolve("left"), 100), event -> { })) {
            while (run.trainer().step() < 4) run.step();
        }
        assertThat(UnfinishedModel.step(folder.resolve("left"))).isEqualTo(4);
        assertThat(UnfinishedModel.write(folder.resolve("left"), "a device")).isEqualTo(4);
        assertThat(Files.readAllBytes(folder.resolve("left").resolve(WEIGHTS))).isEqualTo(Files.readAllBytes(folder.resolve("whole").resolve(WEIGHTS)));
        ModelFolder.open(folder.resolve("left")).close();
    }

    @Test
    void aModelIsPublishedWhileTrainingGoesOn() throws Exception {
        Path data = Runs.pictures(folder.resolve("data"), 6);
        Path out = folder.resolve("out");
        List<TrainEvent> events = java.util.Collections.synchronizedList(new ArrayList<>());
        try (TrainingRun run = Runs.open(ENGINE, Runs.request(data, out, 6), events::add)) {
            while (run.trainer().step() < 3) run.step();
            assertThat(run.publish().get()).isEqualTo(out);
            try (ModelFolder model = ModelFolder.open(out)) {
                assertThat(model.card().facts()).containsEntry("steps", "3");
            }
            while (run.step()) { }
        }
        Runs.run(ENGINE, Runs.request(data, folder.resolve("undisturbed"), 6));
        assertThat(Runs.tensors(out)).as("the run itself is the same to the bit").usingRecursiveComparison()
                .isEqualTo(Runs.tensors(folder.resolve("undisturbed")));
    }

    @Test
    void withoutACheckpointThereIsNoModel() throws Exception {
        assertThat(UnfinishedModel.step(folder)).isEqualTo(-1);
        assertThatThrownBy(() -> UnfinishedModel.write(folder.resolve("empty"), "x")).isInstanceOf(TrainException.class)
                .hasMessageContaining("no checkpoint");
    }
}
