package kaobako.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import kaobako.exec.Engine;
import kaobako.exec.SharedEngine;
import kaobako.exec.Weights.Bank;
import kaobako.store.DType;
import kaobako.store.Json;
import kaobako.store.ModelFolder;
import kaobako.train.TrainRequest.Start;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whole runs: what they leave behind, and that nothing is lost when they are stopped, killed or go wrong. */
class TrainingRunTest {
    private static final Engine ENGINE = SharedEngine.get();
    @TempDir
    private static Path shared;
    private static Path data;

    @TempDir
    private Path out;

    @BeforeAll
    static void open() throws Exception {
        data = Runs.pictures(shared.resolve("data"), 12);
    }

    @Test
    void leavesAModelSamplesCheckpointsAndALog() throws Exception {
        Files.writeString(data.resolve("notes.txt"), "no picture");
        List<TrainEvent> events = Runs.run(ENGINE, Runs.request(data, out, 25).with(DType.F16));

        TrainEvent.Prepared prepared = only(events, TrainEvent.Prepared.class);
        assertThat(prepared.pictures()).isEqualTo(12);
        assertThat(prepared.listing()).contains("notes.txt");
        assertThat(prepared.deviceBytes()).isPositive();
        assertThat(events).filteredOn(e -> e instanceof TrainEvent.Notice).extracting(TrainEvent::sentence)
                .anySatisfy(s -> assertThat(s).startsWith("With only 12 pictures the model will mostly learn them by heart"));
        assertThat(only(events, TrainEvent.Estimate.class).sentence()).contains("pictures/s on this device").contains("more steps");
        assertThat(events).filteredOn(e -> e instanceof TrainEvent.Progress).hasSize(25);
        assertThat(events).filteredOn(e -> e instanceof TrainEvent.Samples).extracting(e -> ((TrainEvent.Samples) e).step()).containsExactly(1L, 25L);
        assertThat(events).filteredOn(e -> e instanceof TrainEvent.Samples).allSatisfy(e -> assertThat(((TrainEvent.Samples) e).file()).exists());
        assertThat(only(events, TrainEvent.Finished.class).step()).isEqualTo(25);
        try (var files = Files.list(out.resolve("checkpoints"))) {
            assertThat(files.map(f -> f.getFileName().toString()).filter(f -> f.startsWith("step-")).sorted()).hasSize(3)
                    .endsWith("step-0000000025.safetensors");
        }
        try (ModelFolder model = ModelFolder.open(out)) {
            assertThat(model.schedulerConfig()).containsEntry("prediction_type", "v_prediction")
                    .containsEntry("beta_schedule", "squaredcos_cap_v2");
            assertThat(model.weights().tensor("conv_in.weight").dtype()).isEqualTo(DType.F16);
            float[] ema = Runs.tensors(out).get("ema.conv_in.weight");
            float[] stored = model.weights().read("conv_in.weight", 8, 3, 3, 3);
            for (int i = 0; i < ema.length; i++) assertThat(stored[i]).isCloseTo(ema[i], org.assertj.core.data.Offset.offset(1e-3f));
            assertThat(model.card().facts()).containsEntry("pictures", "12").containsEntry("steps", "25").containsKey("pictures_sha256");
        }
        List<String> lines = Files.readAllLines(out.resolve("training.jsonl"));
        assertThat(lines).hasSizeGreaterThan(5).allSatisfy(line -> assertThat(Json.object(line, out)).containsKeys("time", "event"));
        assertThat(Json.object(lines.get(lines.size() - 1), out)).containsEntry("event", "finished");
    }

    @Test
    void resumedRunIsTheUninterruptedRunToTheBit() throws Exception {
        Runs.run(ENGINE, Runs.request(data, out.resolve("whole"), 10));
        Runs.run(ENGINE, Runs.request(data, out.resolve("parts"), 5));
        Runs.run(ENGINE, Runs.request(data, out.resolve("parts"), 10).with(new Start.Resume()));
        Runs.assertSame(out.resolve("parts"), out.resolve("whole"));
    }

    @Test
    void killedRunGoesOnWhereItsLastCheckpointWas() throws Exception {
        Runs.run(ENGINE, Runs.request(data, out.resolve("whole"), 10).with(Tiny.least()));
        Path parts = out.resolve("parts");
        Process child = Runs.child(data, parts, 1_000_000, "fresh");
        List<String> said = Runs.killAfter(child, 5);
        long last;
        try (Checkpoint checkpoint = Checkpoint.open(Runs.newest(parts))) {
            last = checkpoint.state().step();
        }
        assertThat(last).as("checkpoint after the kill; the child said %s", said).isGreaterThanOrEqualTo(5);
        long steps = Math.max(10, last + 2);
        if (steps > 10) Runs.run(ENGINE, Runs.request(data, out.resolve("whole"), steps).with(new Start.Resume()));
        Runs.run(ENGINE, Runs.request(data, parts, steps).with(new Start.Resume()));
        Runs.assertSame(parts, out.resolve("whole"));
    }

    @Test
    void stopTakesEffectWithinAStepAndLosesNothing() throws Exception {
        List<TrainEvent> events = Collections.synchronizedList(new ArrayList<>());
        TrainRequest request = Runs.request(data, out, 1000).with(new Rhythm(60, 60, 3));
        try (TrainingRun run = Runs.open(ENGINE, request, events::add)) {
            while (run.trainer().step() < 3) assertThat(run.step()).isTrue();
            run.stop();
            assertThat(run.step()).isFalse();
            assertThat(run.step()).isFalse();
        }
        assertThat(only(events, TrainEvent.Finished.class).step()).isEqualTo(3);
        try (Checkpoint checkpoint = Checkpoint.open(Runs.newest(out))) {
            assertThat(checkpoint.state().step()).isEqualTo(3);
        }
    }

    @Test
    void lossThatIsNoNumberGoesBackWithALowerLearningRate() throws Exception {
        List<TrainEvent> events = Collections.synchronizedList(new ArrayList<>());
        try (TrainingRun run = Runs.open(ENGINE, Runs.request(data, out, 12), events::add)) {
            while (run.trainer().step() < 6) run.step();
            float[] weight = run.trainer().weights().read(Bank.PARAMETERS, "conv_in.weight");
            weight[0] = Float.NaN;
            run.trainer().weights().write(Bank.PARAMETERS, "conv_in.weight", weight);
            while (run.step()) { }
            assertThat(run.trainer().learningRateFactor()).isEqualTo(0.5);
        }
        assertThat(events).filteredOn(e -> e instanceof TrainEvent.Notice).extracting(TrainEvent::sentence)
                .anySatisfy(s -> assertThat(s).matches("The loss of step [67] was not a finite number: went back to the checkpoint of step [0-6]"
                        + " and goes on with half the learning rate, 1.0e-03."));
        assertThat(only(events, TrainEvent.Finished.class).step()).isEqualTo(12);
        Runs.tensors(out).forEach((name, values) -> {
            for (float value : values) assertThat(value).as(name).isFinite();
        });
        try (Checkpoint checkpoint = Checkpoint.open(Runs.newest(out))) {
            assertThat(checkpoint.state().learningRateFactor()).isEqualTo(0.5);
        }
    }

    @Test
    void vanishedTargetIsSaidAndTheRunGoesOnUntilItIsBack() throws Exception {
        List<TrainEvent> events = Collections.synchronizedList(new ArrayList<>());
        Path checkpoints = out.resolve("checkpoints");
        Path away = out.resolve("away");
        try (TrainingRun run = Runs.open(ENGINE, Runs.request(data, out, 1000), events::add)) {
            while (run.trainer().step() < 3) run.step();
            while (events.stream().noneMatch(e -> e instanceof TrainEvent.Saved s && s.step() > 0)) run.step();
            Files.move(checkpoints, away);
            while (events.stream().noneMatch(e -> e instanceof TrainEvent.Notice n && n.sentence().contains("could not be written"))) run.step();
            Files.move(away, checkpoints);
            run.stop();
            while (run.step()) { }
            assertThat(Runs.newest(out).getFileName().toString()).isEqualTo(String.format("step-%010d.safetensors", run.trainer().step()));
        }
        assertThat(events).filteredOn(e -> e instanceof TrainEvent.Notice).extracting(TrainEvent::sentence)
                .anySatisfy(s -> assertThat(s).contains("Training goes on and tries again; the one of step").contains("is intact"));
    }

    @Test
    void damagedNewestCheckpointIsPassedOver() throws Exception {
        Runs.run(ENGINE, Runs.request(data, out, 4));
        Path newest = Runs.newest(out);
        Files.move(newest, out.resolve("newest"));
        long before;
        try (Checkpoint checkpoint = Checkpoint.open(Runs.newest(out))) {
            before = checkpoint.state().step();
        }
        Files.write(newest, new byte[] {1, 2, 3});
        List<TrainEvent> events = Runs.run(ENGINE, Runs.request(data, out, 6).with(new Start.Resume()));
        assertThat(only(events, TrainEvent.Prepared.class).step()).isEqualTo(before);
        assertThat(only(events, TrainEvent.Finished.class).step()).isEqualTo(6);
        assertThat(events).filteredOn(e -> e instanceof TrainEvent.Notice).extracting(TrainEvent::sentence)
                .anySatisfy(s -> assertThat(s).contains("step-0000000004.safetensors"));
    }

    @Test
    void modelIsTrainedOn() throws Exception {
        Runs.run(ENGINE, Runs.request(data, out.resolve("first"), 3));
        Map<String, float[]> first = Runs.tensors(out.resolve("first"));
        TrainRequest request = Runs.request(data, out.resolve("second"), 1).with(TrainConfig.standard().withBatch(4))
                .with(new Start.From(out.resolve("first")));
        try (TrainingRun run = Runs.open(ENGINE, request, e -> { })) {
            assertThat(run.trainer().tensors().get("parameters.conv_in.weight")).isEqualTo(first.get("ema.conv_in.weight"));
            assertThat(run.trainer().config().unet().blockOutChannels()).containsExactly(8, 16);
        }
    }

    @Test
    void whatCannotStartSaysWhy() throws Exception {
        Path file = Files.writeString(out.resolve("file"), "");
        assertThatThrownBy(() -> Runs.run(ENGINE, Runs.request(data, file, 1))).isInstanceOf(TrainException.class)
                .hasMessageStartingWith("Nothing can be written to " + file).hasMessageContaining("Choose a folder that you may write to.");
        assertThatThrownBy(() -> Runs.run(ENGINE, Runs.request(data, out.resolve("new"), 1).with(new Start.Resume())))
                .hasMessageContaining("There is no checkpoint to resume from in " + out.resolve("new"));
        Path empty = Files.createDirectories(out.resolve("empty"));
        assertThatThrownBy(() -> Runs.run(ENGINE, Runs.request(empty, out.resolve("new"), 1))).isInstanceOf(TrainException.class)
                .hasMessageContaining("empty");
        Runs.run(ENGINE, Runs.request(data, out.resolve("new"), 1));
        assertThatThrownBy(() -> Runs.run(ENGINE, Runs.request(data, out.resolve("new"), 1)))
                .hasMessageContaining("already holds a training run. Resume it, or choose another folder.");
        try (TrainingRun held = Runs.open(ENGINE, Runs.request(data, out.resolve("new"), 5).with(new Start.Resume()), e -> { })) {
            assertThatThrownBy(() -> Runs.run(ENGINE, Runs.request(data, out.resolve("new"), 5).with(new Start.Resume())))
                    .hasMessageContaining("is being trained by another process");
        }
    }

    private static <E> E only(List<TrainEvent> events, Class<E> kind) {
        List<E> found = new ArrayList<>();
        synchronized (events) {
            events.forEach(e -> {
                if (kind.isInstance(e)) found.add(kind.cast(e));
            });
        }
        assertThat(found).as("events of kind " + kind.getSimpleName()).hasSize(1);
        return found.get(0);
    }
}
