package kaobako.op;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import kaobako.diffusion.Philox.Purpose;
import kaobako.diffusion.Philox;
import kaobako.exec.Engine;
import kaobako.exec.Plan;
import kaobako.graph.Gradients;
import kaobako.graph.Graph;
import kaobako.graph.Value;
import org.junit.jupiter.api.Test;

/** Dropout against the host's Philox, and its gradient against the mask that the forward pass used. */
class DropoutTest {
    private static final long SEED = 42;

    private record Result(float[] y, float[] dx) {}

    @Test
    void keepsWhatTheHostKeepsAndScalesIt() {
        Engines.forEachFamily(engine -> {
            keepsWhatTheHostKeepsAndScalesIt(engine, 7, 5, 3);
            // Several work-items with whole vectors of blocks, and a last one that is part of a block.
            keepsWhatTheHostKeepsAndScalesIt(engine, 17, 13, 21);
        });
    }

    private static void keepsWhatTheHostKeepsAndScalesIt(Engine engine, int h, int w, int c) {
        int n = 3, e = h * w * c, blocks = (e + 15) / 16, layer = 6, first = 2, step = 8, below = Math.round(0.3f * 256);
        float[] y = run(engine, new Dropout(0.3f, layer), new Clock(SEED, step, first, 0), n, h, w, c).y;
        for (int i = 0; i < y.length; i++) {
            int element = i % e;
            int[] words = Philox.block((first + i / e) * blocks + element / 16, step, Purpose.DROPOUT.word(), layer, (int) SEED, 0);
            int drawn = words[element % 16 / 4] >>> 8 * (element % 4) & 0xFF;
            assertThat(y[i]).as("element " + i).isEqualTo(drawn >= below ? (i + 1) * 256f / (256 - below) : 0,
                    org.assertj.core.data.Offset.offset(4e-7f * (i + 1)));
        }
    }

    @Test
    void gradientUsesTheMaskOfTheForwardPass() {
        Engines.forEachFamily(engine -> {
            Result result = run(engine, new Dropout(0.5f, 3), new Clock(SEED, 1, 0, 0), 2, 4, 4, 20);
            int dropped = 0;
            for (int i = 0; i < result.y.length; i++) {
                assertThat(result.dx[i]).isEqualTo(result.y[i] == 0 ? 0 : 2f);
                dropped += result.y[i] == 0 ? 1 : 0;
            }
            // 320 expected of 640, standard deviation 13
            assertThat(dropped).isBetween(255, 385);
        });
    }

    @Test
    void layersStepsAndSeedsDrawTheirOwnMasks() {
        Engines.forEachFamily(engine -> {
            float[] one = run(engine, new Dropout(0.5f, 1), new Clock(SEED, 1, 0, 0), 1, 8, 8, 4).y;
            assertThat(run(engine, new Dropout(0.5f, 2), new Clock(SEED, 1, 0, 0), 1, 8, 8, 4).y).isNotEqualTo(one);
            assertThat(run(engine, new Dropout(0.5f, 1), new Clock(SEED, 2, 0, 0), 1, 8, 8, 4).y).isNotEqualTo(one);
            assertThat(run(engine, new Dropout(0.5f, 1), new Clock(SEED + (1L << 32), 1, 0, 0), 1, 8, 8, 4).y).isNotEqualTo(one);
            assertThat(run(engine, new Dropout(0.5f, 1), new Clock(SEED, 1, 0, 0), 1, 8, 8, 4).y).isEqualTo(one);
        });
    }

    @Test
    void nothingIsDroppedAtZero() {
        Engines.forEachFamily(engine ->
                assertThat(run(engine, new Dropout(0, 1), new Clock(SEED, 1, 0, 0), 1, 1, 1, 5).y).containsExactly(1, 2, 3, 4, 5));
    }

    @Test
    void chanceOfOneIsRefused() {
        assertThatThrownBy(() -> new Dropout(1, 0)).hasMessage("dropout must be at least 0 and below 1, but is 1.0");
    }

    /** x = 1, 2, 3, ...; dy = 1. */
    private static Result run(Engine engine, Dropout dropout, Clock now, int... shape) {
        Graph g = new Graph();
        Value x = g.input("x", shape);
        Value clock = Clock.input(g);
        Value y = g.apply(dropout, x, clock);
        Value dy = g.input("dy", shape);
        Map<Value, Value> gradients = Gradients.append(g, y, dy, Set.of(x), (a, b) -> g.apply(new Add(), a, b));
        float[] numbers = new float[Math.toIntExact(x.shape().count())];
        try (Plan plan = Plan.compile(engine, g, null, Set.of(y, gradients.get(x)), Plan.Options.TRAIN)) {
            for (int i = 0; i < numbers.length; i++) numbers[i] = i + 1;
            plan.write(x, numbers);
            Arrays.fill(numbers, 1);
            plan.write(dy, numbers);
            plan.write(clock, now.toInts());
            plan.run();
            return new Result(plan.read(y), plan.read(gradients.get(x)));
        }
    }
}
