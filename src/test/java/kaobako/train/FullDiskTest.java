package kaobako.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import kaobako.exec.Engine;
import kaobako.exec.SharedEngine;
import kaobako.file.AtomicFile;
import kaobako.store.DType;
import kaobako.store.Json;
import kaobako.store.ModelFolder;
import kaobako.train.TrainRequest.Start;
import kaobako.unet.Parameter;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A disk that is full, at any file of a run: the sentence names file and space, the last checkpoint stays, and nothing learned is lost. */
@Timeout(120)
class FullDiskTest {
    private static final String SPACE = "there is no space left on its disk \\([\\d.,]+ (bytes|MiB|GiB) free\\)";

    private static final Engine ENGINE = SharedEngine.get();
    @TempDir
    private static Path shared;
    private static Path data;

    @TempDir
    private Path out;
    private final List<TrainEvent> events = Collections.synchronizedList(new ArrayList<>());
    private final Full disk = new Full();

    /** Takes what is written until it is full, and fails in the middle of a file as a real one does. */
    private static final class Full implements Disk {
        volatile boolean full;

        private void check(Path file) throws IOException {
            if (!full) return;
            AtomicFile.write(file, out -> {
                out.write(new byte[100]);
                throw new IOException("No space left on device");
            });
        }

        @Override
        public void write(Path file, TrainConfig config, Checkpoint.State state, Map<String, float[]> tensors) throws IOException {
            check(file);
            Disk.super.write(file, config, state, tensors);
        }

        @Override
        public Path write(SampleSheets.Sheet sheet) throws IOException {
            check(sheet.file());
            return Disk.super.write(sheet);
        }

        @Override
        public void append(RunLog log, TrainEvent event) throws IOException {
            if (full) throw new IOException("No space left on device");
            Disk.super.append(log, event);
        }

        @Override
        public void write(FinishedModel model, Path folder, List<Parameter> parameters, Map<String, float[]> tensors, DType storage)
                throws IOException {
            check(folder.resolve("model_index.json"));
            Disk.super.write(model, folder, parameters, tensors, storage);
        }
    }

    @BeforeAll
    static void open() throws Exception {
        data = Runs.pictures(shared.resolve("data"), 12);
    }

    @Test
    void trainingGoesOnAndCheckpointsComeAgainWhenThereIsSpace() throws Exception {
        long steps;
        try (TrainingRun run = open(request(1000))) {
            stepTo(run, 3);
            awaitSaved(run, 1);
            disk.full = true;
            long kept = saved();
            while (!said("could not be written").contains("checkpoint")) run.step();
            long failed = run.trainer().step();
            stepTo(run, failed + 3);
            assertThat(Checkpoint.open(Runs.newest(out))).satisfies(checkpoint -> {
                assertThat(checkpoint.state().step()).isGreaterThanOrEqualTo(kept);
                checkpoint.close();
            });
            disk.full = false;
            awaitSaved(run, failed + 1);
            run.stop();
            while (run.step()) { }
            steps = run.trainer().step();
        }
        assertThat(notices("The checkpoint of step")).singleElement(STRING)
                .matches("The checkpoint of step \\d+ could not be written: cannot write " + out.resolve("checkpoints")
                        + "/step-\\d+\\.safetensors: " + SPACE + "\\. Training goes on and tries again; the one of step \\d+ is intact\\.");
        assertThat(notices("The log")).singleElement(STRING)
                .matches("The log " + out.resolve("training.jsonl") + " could not be written: " + SPACE + "\\. Training goes on.*");
        for (String line : Files.readAllLines(out.resolve("training.jsonl"))) Json.object(line, out);
        assertSameAsUndisturbed(steps);
    }

    @Test
    void endWaitsForSpaceWithAllThatWasLearned() throws Exception {
        try (TrainingRun run = open(request(6))) {
            stepTo(run, 5);
            disk.full = true;
            while (said("Nothing is lost while this waits").isEmpty()) assertThat(run.step()).isTrue();
            for (int i = 0; i < 3; i++) assertThat(run.step()).as("still waiting").isTrue();
            assertThat(notices("The samples of step")).allSatisfy(s -> assertThat(s).contains("samples/step-").containsPattern(SPACE));
            disk.full = false;
            while (run.step()) { }
        }
        assertThat(notices("The end of the training could not be saved")).hasSize(1);
        try (ModelFolder model = ModelFolder.open(out)) {
            assertThat(model.card().facts()).containsEntry("steps", "6");
        }
        assertSameAsUndisturbed(6);
    }

    @Test
    void whoStopsWhileTheDiskIsFullKeepsTheLastCheckpoint() throws Exception {
        long kept;
        try (TrainingRun run = open(request(1000))) {
            stepTo(run, 4);
            awaitSaved(run, 2);
            disk.full = true;
            run.stop();
            assertThatThrownBy(() -> {
                while (run.step()) { }
            }).isInstanceOf(TrainException.class).message()
                    .matches("The end of the training could not be saved: cannot write .*: " + SPACE
                            + "(; what was there before is untouched)?\\. The checkpoint of step \\d+ is intact: free some space and resume\\.");
            kept = saved();
        }
        disk.full = false;
        try (Checkpoint last = Checkpoint.open(Runs.newest(out))) {
            assertThat(last.state().step()).isEqualTo(kept);
        }
        Runs.run(ENGINE, request(kept + 2).with(new Start.Resume()));
        assertSameAsUndisturbed(kept + 2);
    }

    @Test
    void olderCheckpointsMakeRoomForTheNewest() throws Exception {
        // room for two, and three are wanted
        Disk small = new Disk() {
            @Override
            public void write(Path file, TrainConfig config, Checkpoint.State state, Map<String, float[]> tensors) throws IOException {
                try (var files = Files.list(file.getParent())) {
                    if (files.filter(f -> f.toString().endsWith(".safetensors")).count() >= 2) throw new IOException("No space left on device");
                }
                Disk.super.write(file, config, state, tensors);
            }
        };
        try (TrainingRun run = TrainingRun.open(ENGINE, prepared(request(6)), events::add, small)) {
            while (run.step()) { }
        }
        assertThat(notices("could not be")).isEmpty();
        assertSameAsUndisturbed(6);
    }

    /** On a file system of its own that is filled to the last byte; needs an administrator's rights. */
    @Test
    void reallyFullDisk() throws Exception {
        out = Files.createDirectory(out.resolve("mounted"));
        assumeTrue(command("mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", out.toString()), "a file system cannot be mounted here");
        try {
            TrainRequest request = request(1000).with(new Rhythm(0, 1, 1));
            try (TrainingRun run = open(request)) {
                stepTo(run, 3);
                awaitSaved(run, 1);
                fill(out.resolve("filler"));
                while (said("could not be written").isEmpty()) run.step();
                run.stop();
                assertThatThrownBy(() -> {
                    while (run.step()) { }
                }).isInstanceOf(TrainException.class).hasMessageMatching("The end of the training could not be saved: cannot write " + out
                        + "/checkpoints/step-\\d+\\.safetensors: there is no space left on its disk \\([\\d,]+ bytes free\\)\\. The checkpoint"
                        + " of step \\d+ is intact: free some space and resume\\.");
            }
            try (Checkpoint last = Checkpoint.open(Runs.newest(out))) {
                assertThat(last.state().step()).isEqualTo(saved());
                last.config();
            }
            Files.delete(out.resolve("filler"));
            long steps = saved() + 2;
            Runs.run(ENGINE, request.with(Budget.steps(steps)).with(new Start.Resume()));
            for (String line : Files.readAllLines(out.resolve("training.jsonl"))) Json.object(line, out);
            assertSameAsUndisturbed(steps);
        } finally {
            command("umount", out.toString());
        }
    }

    @Test
    void tooLittleSpaceIsSaidBeforeTheRunBegins() throws Exception {
        out = Files.createDirectory(out.resolve("mounted"));
        assumeTrue(command("mount", "-t", "tmpfs", "-o", "size=256k", "tmpfs", out.toString()), "a file system cannot be mounted here");
        try {
            assertThatThrownBy(() -> open(request(5).with(Tiny.config()))).isInstanceOf(TrainException.class)
                    .hasMessageStartingWith("Nothing can be written to " + out + " (cannot write ").hasMessageContaining("bytes free")
                    .hasMessageEndingWith("Free some space, or choose another folder.");
            assertThat(notices("The run will need about")).hasSize(1);
        } finally {
            command("umount", out.toString());
        }
    }

    private static void fill(Path file) throws IOException {
        byte[] block = new byte[4096];
        do {
            try (OutputStream filler = Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
                while (true) filler.write(block);
            } catch (IOException full) {
                // a checkpoint that is being written gives its space back when it fails
            }
        } while (Files.getFileStore(file).getUsableSpace() >= block.length);
    }

    private static boolean command(String... words) throws IOException, InterruptedException {
        try {
            Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
            return process.waitFor(20, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException e) {
            return false;
        }
    }

    private TrainRequest request(long steps) {
        return Runs.request(data, out, steps).with(Tiny.least());
    }

    private Preparation prepared(TrainRequest request) {
        return Preparation.of(request, shared.resolve("cache"), events::add, () -> false);
    }

    private TrainingRun open(TrainRequest request) {
        return TrainingRun.open(ENGINE, prepared(request), events::add, disk);
    }

    private static void stepTo(TrainingRun run, long step) throws InterruptedException {
        while (run.trainer().step() < step) run.step();
    }

    private void awaitSaved(TrainingRun run, long step) throws InterruptedException {
        while (saved() < step) assertThat(run.step()).isTrue();
    }

    private long saved() {
        synchronized (events) {
            return events.stream().filter(e -> e instanceof TrainEvent.Saved).mapToLong(e -> ((TrainEvent.Saved) e).step()).max().orElse(-1);
        }
    }

    private String said(String words) {
        return String.join(" ", notices(words));
    }

    private List<String> notices(String words) {
        synchronized (events) {
            return events.stream().filter(e -> e instanceof TrainEvent.Notice).map(TrainEvent::sentence).filter(s -> s.contains(words)).toList();
        }
    }

    private void assertSameAsUndisturbed(long steps) throws Exception {
        Path whole = shared.resolve("whole" + steps);
        if (!Files.exists(whole)) Runs.run(ENGINE, Runs.request(data, whole, steps).with(Tiny.least()));
        Runs.assertSame(out, whole);
    }
}
