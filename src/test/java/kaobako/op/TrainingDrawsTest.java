package kaobako.op;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.Random;
import java.util.Set;
import kaobako.diffusion.Philox.Purpose;
import kaobako.diffusion.Philox;
import kaobako.exec.Engine;
import kaobako.exec.Plan;
import kaobako.exec.SharedEngine;
import kaobako.graph.Graph;
import kaobako.graph.Shape;
import kaobako.graph.Value;
import org.junit.jupiter.api.Test;

/** What a training step draws on the device, against the host's Philox. */
class TrainingDrawsTest {
    private static final long SEED = 0x1234_5678_9ABC_DEF0L;
    private static final Engine ENGINE = SharedEngine.get();

    @Test
    void bytesBecomeFloatsFromMinusOneToOne() {
        byte[] bytes = random(3 * 5 * 7 * 3);
        float[] x = fromBytes(bytes, FromBytes.Flip.NONE, new Clock(SEED, 1, 0, 0), 3, 5, 7, 3);
        for (int i = 0; i < x.length; i++) assertThat(x[i]).isCloseTo((bytes[i] & 0xFF) / 127.5f - 1, org.assertj.core.data.Offset.offset(1e-6f));
    }

    @Test
    void pictureIsMirroredWhereItsWordIsOdd() {
        int n = 9, h = 3, w = 5, c = 3, first = 6, step = 11;
        byte[] bytes = random(n * h * w * c);
        float[] x = fromBytes(bytes, FromBytes.Flip.RANDOM, new Clock(SEED, step, first, 0), n, h, w, c);
        int mirrored = 0;
        for (int i = 0; i < x.length; i++) {
            int picture = i / (h * w * c), row = i / (w * c) % h, column = i / c % w, channel = i % c;
            boolean flip = (Philox.word(SEED, step, Purpose.FLIP, first + picture) & 1) == 1;
            mirrored += flip ? 1 : 0;
            int from = ((picture * h + row) * w + (flip ? w - 1 - column : column)) * c + channel;
            assertThat(x[i]).isCloseTo((bytes[from] & 0xFF) / 127.5f - 1, org.assertj.core.data.Offset.offset(1e-6f));
        }
        assertThat(mirrored).as("elements of mirrored pictures").isBetween(1, x.length - 1);
    }

    @Test
    void timestepsAreTheHostsAndReachBothEnds() {
        int n = 4096, steps = 7;
        float[] t = draw(new DrawTimesteps(n, steps), new Clock(SEED, 3, 5, 0));
        int[] counts = new int[steps];
        for (int i = 0; i < n; i++) {
            long word = Philox.word(SEED, 3, Purpose.TIMESTEP, 5 + i) & 0xFFFFFFFFL;
            assertThat(t[i]).isEqualTo(word * steps >>> 32);
            counts[(int) t[i]]++;
        }
        // 585 expected, standard deviation 22
        for (int count : counts) assertThat(count).isBetween(475, 695);
    }

    @Test
    void noiseIsTheHostsAndDoesNotDependOnTheMicroBatch() {
        Shape whole = Shape.of(3, 4, 2, 3);
        float[] z = draw(new TrainingNoise(whole), new Clock(SEED, 9, 0, 0));
        float[] expected = Philox.normals(SEED, 9, Purpose.TRAINING_NOISE, z.length);
        for (int i = 0; i < z.length; i++) assertThat(z[i]).isCloseTo(expected[i], org.assertj.core.data.Offset.offset(1e-5f));
        float[] last = draw(new TrainingNoise(Shape.of(1, 4, 2, 3)), new Clock(SEED, 9, 2, 0));
        assertThat(last).isEqualTo(java.util.Arrays.copyOfRange(z, 48, 72));
    }

    @Test
    void noiseOfPicturesThatAreNoWholeBlocks() {
        float[] z = draw(new TrainingNoise(Shape.of(2, 1, 1, 3)), new Clock(SEED, 1, 0, 0));
        float[] expected = Philox.normals(SEED, 1, Purpose.TRAINING_NOISE, 8);
        for (int i = 0; i < 3; i++) {
            assertThat(z[i]).isCloseTo(expected[i], org.assertj.core.data.Offset.offset(1e-5f));
            assertThat(z[3 + i]).isCloseTo(expected[4 + i], org.assertj.core.data.Offset.offset(1e-5f));
        }
    }

    @Test
    void lookupTakesTheEntryOfEachTimestep() {
        Graph g = new Graph();
        Value t = g.input("t", 5);
        Value y = g.apply(new Lookup(new float[] {10, 20, 30}), t);
        try (Plan plan = Plan.compile(ENGINE, g, null, Set.of(y), Plan.Options.DRAW)) {
            plan.write(t, new float[] {2, 0, 1, 1, 2});
            plan.run();
            assertThat(plan.read(y)).containsExactly(30, 10, 20, 20, 30);
        }
    }

    @Test
    void keepFillsOnlyItsPartOfItsRow() {
        Graph g = new Graph();
        Value x = g.input("x", 2), clock = Clock.input(g), ring = g.state("ring", Value.Type.F32, Shape.of(3, 4));
        g.update(new Keep(1), ring, x, clock);
        try (Plan plan = Plan.compile(ENGINE, g, null, Set.of(), Plan.Options.DRAW)) {
            plan.write(x, new float[] {5, 6});
            plan.write(clock, new Clock(SEED, 1, 0, 2).toInts());
            plan.run();
            assertThat(plan.read(ring)).containsExactly(0, 0, 0, 0, 0, 0, 0, 0, 0, 5, 6, 0);
        }
    }

    @Test
    void missingClockIsNamed() {
        Graph g = new Graph();
        assertThatThrownBy(() -> g.apply(new DrawTimesteps(2, 10), g.input("t", 5))).hasMessageContaining("DrawTimesteps expects a clock");
    }

    private static float[] fromBytes(byte[] bytes, FromBytes.Flip flip, Clock now, int... shape) {
        Graph g = new Graph();
        Value pixels = g.input("pixels", Value.Type.U8, Shape.of(shape));
        Value clock = Clock.input(g);
        Value x = g.apply(new FromBytes(flip), pixels, clock);
        try (Plan plan = Plan.compile(ENGINE, g, null, Set.of(x), Plan.Options.DRAW)) {
            ENGINE.queue().write(plan.buffer(pixels), 0, ByteBuffer.wrap(bytes));
            plan.write(clock, now.toInts());
            plan.run();
            return plan.read(x);
        }
    }

    private static float[] draw(kaobako.graph.Op op, Clock now) {
        Graph g = new Graph();
        Value clock = Clock.input(g);
        Value y = g.apply(op, clock);
        try (Plan plan = Plan.compile(ENGINE, g, null, Set.of(y), Plan.Options.DRAW)) {
            plan.write(clock, now.toInts());
            plan.run();
            return plan.read(y);
        }
    }

    private static byte[] random(int count) {
        byte[] bytes = new byte[count];
        new Random(1).nextBytes(bytes);
        return bytes;
    }
}
