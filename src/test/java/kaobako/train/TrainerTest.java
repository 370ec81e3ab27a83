package kaobako.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import kaobako.cl.LostDevice;
import kaobako.data.PreparedPictures;
import kaobako.diffusion.TimestepDensity;
import kaobako.exec.Engine;
import kaobako.exec.SharedEngine;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Steps, micro-batches and going on from a checkpoint, on a tiny network. */
class TrainerTest {
    private static final Engine ENGINE = SharedEngine.get();
    private static final PreparedPictures PICTURES = Tiny.pictures(10);

    @TempDir
    private Path folder;

    @Test
    void tenStepsAreFiveAndACheckpointAndFiveToTheBit() throws Exception {
        List<StepReport> whole = new ArrayList<>();
        Map<String, float[]> expected;
        try (Trainer trainer = Trainer.open(ENGINE, Tiny.config(), PICTURES, 2)) {
            trainer.initialise();
            whole.addAll(run(trainer, 10));
            expected = trainer.tensors();
        }
        Path file = folder.resolve("checkpoint.safetensors");
        List<StepReport> parts = new ArrayList<>();
        try (Trainer trainer = Trainer.open(ENGINE, Tiny.config(), PICTURES, 2)) {
            trainer.initialise();
            parts.addAll(run(trainer, 5));
            Checkpoint.write(file, trainer.config(), state(trainer), trainer.tensors());
        }
        try (Checkpoint checkpoint = Checkpoint.open(file);
                Trainer trainer = Trainer.open(ENGINE, checkpoint.config(), PICTURES, checkpoint.state().microBatch())) {
            trainer.restore(checkpoint);
            parts.addAll(run(trainer, 10));
            Map<String, float[]> found = trainer.tensors();
            assertThat(found.keySet()).isEqualTo(expected.keySet());
            expected.forEach((name, values) -> assertThat(found.get(name)).as(name).isEqualTo(values));
        }
        assertThat(parts).isEqualTo(whole);
    }

    @Test
    void leavesNothingBehindWhereTheDeviceIsLost() throws Exception {
        LostDevice.whileMaking(ENGINE.queue(), () -> Trainer.open(ENGINE, Tiny.config(), PICTURES, 2));
        LostDevice.whileMaking(ENGINE.queue(), () -> TimingProbe.open(ENGINE, Tiny.config()));
    }

    /** From the second step on the launches are on a tape, where the device has them. */
    @Test
    void stepsOnATapeAreTheSameSteps() throws Exception {
        Map<String, float[]> expected;
        List<StepReport> reports;
        try (Trainer trainer = Trainer.open(ENGINE, Tiny.config(), PICTURES, 2)) {
            trainer.initialise();
            reports = run(trainer, 4);
            expected = trainer.tensors();
        }
        try (Trainer trainer = Trainer.open(ENGINE, Tiny.config(), PICTURES, 2)) {
            trainer.initialise();
            List<StepReport> found = new ArrayList<>(run(trainer, 1));
            trainer.settle();
            found.addAll(run(trainer, 4));
            assertThat(found).isEqualTo(reports);
            Map<String, float[]> tensors = trainer.tensors();
            expected.forEach((name, values) -> assertThat(tensors.get(name)).as(name).isEqualTo(values));
        }
    }

    @Test
    void stepCutIntoMicroBatchesIsTheSameStep() throws Exception {
        List<StepReport> one, four;
        try (Trainer trainer = Trainer.open(ENGINE, Tiny.config(), PICTURES, 4)) {
            trainer.initialise();
            one = run(trainer, 4);
        }
        try (Trainer trainer = Trainer.open(ENGINE, Tiny.config(), PICTURES, 1)) {
            trainer.initialise();
            four = run(trainer, 4);
        }
        for (int i = 0; i < one.size(); i++) {
            assertThat(four.get(i).loss()).isCloseTo(one.get(i).loss(), Offset.offset(2e-4 * one.get(i).loss()));
            assertThat(four.get(i).gradientNorm()).isCloseTo(one.get(i).gradientNorm(), Offset.offset(2e-3 * one.get(i).gradientNorm()));
        }
    }

    @Test
    void lossFalls() throws Exception {
        try (Trainer trainer = Trainer.open(ENGINE, Tiny.config(), PICTURES, 4)) {
            trainer.initialise();
            List<StepReport> reports = run(trainer, 300);
            double first = mean(reports.subList(0, 40)), last = mean(reports.subList(260, 300));
            assertThat(last).as("loss, from " + first).isLessThan(0.6 * first);
        }
    }

    @Test
    void strongNoiseIsDrawnAsOftenAsTheDensitySays() throws Exception {
        TrainConfig config = Tiny.config();
        TrainConfig shifted = config.withObjective(config.objective().withDensity(new TimestepDensity(20)));
        try (Trainer trainer = Trainer.open(ENGINE, shifted, PICTURES, 4)) {
            trainer.initialise();
            List<StepReport> reports = run(trainer, 100);
            // of 4 timesteps none is in the clearest quarter in 94 of 100 steps, none in the noisiest in less than one
            assertThat(reports).filteredOn(r -> r.bands().get(0).isNaN()).hasSizeGreaterThan(80);
            assertThat(reports).filteredOn(r -> r.bands().get(3).isNaN()).hasSizeLessThan(5);
        }
    }

    @Test
    void newNetworkPredictsNothing() throws Exception {
        // its last convolution is zero, so the loss is the square of the target v = a noise - s x0: about 1 at most on average
        try (Trainer trainer = Trainer.open(ENGINE, Tiny.config(), PICTURES, 4)) {
            trainer.initialise();
            StepReport first = run(trainer, 1).get(0);
            assertThat(first.bands()).hasSize(StepReport.BANDS);
            assertThat(first.loss()).isBetween(0.05, 2.0);
            assertThat(first.learningRate()).isEqualTo(2e-3 / 3, Offset.offset(1e-12));
            assertThat(trainer.tensors().get("parameters.conv_out.weight")).as("moves with the first step").isNotEqualTo(new float[216]);
        }
    }

    private static List<StepReport> run(Trainer trainer, long until) throws InterruptedException {
        List<StepReport> reports = new ArrayList<>();
        while (trainer.step() < until) trainer.advance().ifPresent(reports::add);
        reports.addAll(trainer.drain());
        return reports;
    }

    private static double mean(List<StepReport> reports) {
        return reports.stream().mapToDouble(StepReport::loss).average().orElseThrow();
    }

    static Checkpoint.State state(Trainer trainer) {
        return new Checkpoint.State(trainer.step(), trainer.microBatch(), 1, 0, 12.5, "hash", 10, LossCurve.Memory.EMPTY);
    }
}
