package kaobako.exec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import kaobako.graph.Argument;
import kaobako.graph.KernelCall;
import kaobako.graph.KernelCall.Range;
import org.junit.jupiter.api.Test;

/** No device is needed: the launches have no memory. */
class TapeWriterTest {
    private static final Argument[] NUMBERS = {new Argument.Int(-7), new Argument.Local(100), new Argument.Float(0.5f), new Argument.Local(8)};

    private static Launch cores(String kernel, long... groups) {
        long[] ones = new long[groups.length];
        Arrays.fill(ones, 1);
        return launch(kernel, Range.of(groups).inGroupsOf(ones));
    }

    private static Launch launch(String kernel, Range range) {
        return new Launch(null, new KernelCall("k.cl", kernel, Map.of("VL", 8), List.of(NUMBERS), range, 1), 0,
                Arrays.asList(new kaobako.cl.DeviceBuffer[NUMBERS.length]), null);
    }

    private static TapeWriter written(int cores, List<Launch> lane) {
        TapeWriter writer = new TapeWriter(TapeWriter.tasks(List.of(lane)), cores, buffer -> 0);
        writer.lane(lane);
        return writer;
    }

    @Test
    void everyWorkGroupIsInOneChunkTheLargestFirst() {
        int[] chunks = written(2, List.of(cores("a", 5, 3, 1))).chunks();
        assertThat(chunks).containsExactly(0, 0, 8, 0, 0, 8, 12, 0, 0, 12, 14, 0, 0, 14, 15, 0);
        assertThat(written(2, List.of(cores("a", 1000))).chunks()).startsWith(0, 0, 64, 0, 0, 64, 128, 0).endsWith(0, 999, 1000, 0);
        assertThat(written(1, List.of(cores("a", 3))).chunks()).containsExactly(0, 0, 3, 0);
    }

    @Test
    void smallWorkItemsStayTogether() {
        assertThat(written(4, List.of(launch("a", Range.of(700).inGroupsOf(64)))).chunks()).containsExactly(0, 0, 704, 0);
        assertThat(written(2, List.of(launch("a", Range.of(1980).inGroupsOf(64)))).chunks()).containsExactly(0, 0, 1024, 0, 0, 1024, 1984, 0);
        assertThat(written(1, List.of(launch("a", Range.of(1 << 15).inGroupsOf(64)))).chunks()).containsExactly(0, 0, 1 << 14, 0, 0, 1 << 14, 1 << 15, 0);
    }

    @Test
    void eachWaitsForTheOneBeforeItInItsLane() {
        List<List<Launch>> lanes = List.of(List.of(cores("b", 4), cores("a", 2)), List.of(cores("a", 3), cores("b", 1)));
        TapeWriter writer = new TapeWriter(TapeWriter.tasks(lanes), 2, buffer -> 0);
        lanes.forEach(writer::lane);
        int words = 3 + NUMBERS.length;
        assertThat(writer.ops()).containsExactly(1, 0, 4, -1, 0, words, 2, 0, 0, 2 * words, 3, -1, 1, 3 * words, 1, 2);
        assertThat(writer.lanes()).containsExactly(0, 5, 5, 8);
        assertThat(writer.operations()).isEqualTo(4);
    }

    @Test
    void argumentsAreTheExtentsThenWhatTheKernelTakes() {
        TapeWriter writer = written(2, List.of(cores("a", 5, 3)));
        assertThat(writer.arguments()).containsExactly(5, 0, 3, 0, 1, 0, -7, -1, 0, 0, Float.floatToRawIntBits(0.5f), 0, 32, 0);
        assertThat(TapeWriter.scratchBytes(List.of(List.of(cores("a", 1))))).isEqualTo(4 * 32 + 8);
    }

    /** So that plans of the same kernels share a program. */
    @Test
    void tasksDoNotDependOnTheOrderOfLaunchesOrOnHowManyThereAre() {
        List<Launch> some = List.of(cores("a", 1), cores("b", 2), launch("a", Range.of(9)));
        List<Launch> others = List.of(launch("a", Range.of(3)), cores("b", 7, 7), cores("a", 2), cores("b", 1));
        assertThat(TapeWriter.tasks(List.of(some))).isEqualTo(TapeWriter.tasks(List.of(others))).hasSize(3);
    }
}
