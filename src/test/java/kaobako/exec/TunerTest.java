package kaobako.exec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import kaobako.cl.Devices;
import kaobako.cl.LostDevice;
import kaobako.graph.Graph;
import kaobako.graph.KernelCall;
import kaobako.graph.Node;
import kaobako.graph.Op;
import kaobako.graph.Shape;
import kaobako.graph.Target;
import kaobako.graph.Target.Choice;
import kaobako.graph.Value;
import kaobako.op.Affine;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class TunerTest {
    private static final List<Integer> NUMBERS = List.of(4, 16, 32);
    private static Engine engine;

    @BeforeAll
    static void open() {
        engine = Engine.open(Devices.choose(System.getProperty("kaobako.device")));
    }

    @AfterAll
    static void close() {
        engine.close();
    }

    /** x + 1, {@code times} over: 40 is the default, 1 is faster, 0 computes something else. The plain family is always right. */
    private record Repeated() implements Op {
        @Override
        public Shape infer(List<Value> in) {
            return in.get(0).shape();
        }

        @Override
        public List<KernelCall> calls(Node node, Target target) {
            int times = target.family() == Target.Family.PLAIN ? 1 : target.choose("repeated", "any", "times", 40, 0, 1);
            KernelCall right = new Affine(1, 1).calls(node, target).get(0);
            return times == 0 ? new Affine(1, 2).calls(node, target) : java.util.Collections.nCopies(times, right);
        }
    }

    @Test
    void keepsWhatIsFasterAndDiscardsWhatIsWrongOnAllLanesAtOnce() {
        Graph g = new Graph();
        g.apply(new Repeated(), g.input("x", 64, 1024));
        List<Tuner.Trial> trials = new ArrayList<>();
        // a clock that a busy machine cannot stop: each call on the queue takes 20 microseconds
        Tuner tuner = new Tuner(engine, Tuning.empty(), 60, () -> false, () -> 20_000 * LostDevice.calls(engine.queue()));
        int shares = engine.sharesOf(2);
        assertThat(tuner.tune(List.of(new Tuner.Work(g, shares)), trials::add)).isTrue();
        assertThat(trials).extracting(Tuner.Trial::number, Tuner.Trial::verdict)
                .containsExactly(org.assertj.core.groups.Tuple.tuple(0, Tuner.Verdict.WRONG), org.assertj.core.groups.Tuple.tuple(1, Tuner.Verdict.KEPT));
        assertThat(tuner.tuning().toMap()).isEqualTo(Map.of("repeated any@" + engine.each(shares).target().computeUnits() + " times", 1));
        assertThat(trials.get(1).toString()).contains("times = 1").contains("Repeated");
    }

    @Test
    void stopsWhenItsTimeIsOverOrItIsTold() {
        Graph g = new Graph();
        g.apply(new Repeated(), g.input("x", 4));
        for (Tuner tuner : List.of(new Tuner(engine, Tuning.empty(), 0, () -> false), new Tuner(engine, Tuning.empty(), 60, () -> true))) {
            assertThat(tuner.tune(List.of(new Tuner.Work(g, 1)), trial -> {
                throw new AssertionError("tried " + trial);
            })).as("tried").isFalse();
            assertThat(tuner.tuning().size()).isZero();
        }
    }

    @Test
    void looksUpShapesBeforeKernelsBeforeDefaults() {
        Tuning tuning = Tuning.of(Map.of("k * tile", 4, "k 8x8 tile", 16));
        assertThat(tuning.of(new Choice("k", "8x8", "tile", 2, NUMBERS))).isEqualTo(16);
        assertThat(tuning.of(new Choice("k", "9x9", "tile", 2, NUMBERS))).isEqualTo(4);
        assertThat(tuning.of(new Choice("other", "9x9", "tile", 2, NUMBERS))).isEqualTo(2);
        assertThat(tuning.under(Tuning.of(Map.of("k 8x8 tile", 32))).of(new Choice("k", "8x8", "tile", 2, NUMBERS))).isEqualTo(32);
        assertThat(tuning.of(new Choice("k", "8x8", "tile", 2, List.of(8)))).as("a number of another version").isEqualTo(2);
        assertThatThrownBy(() -> Tuning.of(Map.of("k * tile", "many"))).hasMessageContaining("k * tile").hasMessageContaining("many");
    }
}
