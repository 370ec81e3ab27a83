package kaobako.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShuffleTest {
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 16, 17, 1000, 4097})
    void everyEpochShowsEveryPictureOnce(int count) {
        Shuffle shuffle = new Shuffle(3, count);
        int[] all = IntStream.range(0, count).toArray();
        for (long epoch : new long[] {0, 1, 2, 1_000_000}) assertThat(epoch(shuffle, epoch).sorted().toArray()).isEqualTo(all);
    }

    @Test
    void epochsAndSeedsDiffer() {
        Shuffle shuffle = new Shuffle(3, 1000);
        int[] first = epoch(shuffle, 0).toArray();
        assertThat(epoch(shuffle, 1).toArray()).isNotEqualTo(first);
        assertThat(epoch(new Shuffle(4, 1000), 0).toArray()).isNotEqualTo(first);
        assertThat(epoch(new Shuffle(3, 1000), 0).toArray()).isEqualTo(first);
    }

    /** Each picture at each place equally often: chi-squared with 19 x 19 degrees of freedom, mean 361, deviation 27. */
    @Test
    void placesAreEven() {
        int count = 20, epochs = 4000;
        Shuffle shuffle = new Shuffle(11, count);
        int[][] seen = new int[count][count];
        for (int e = 0; e < epochs; e++) for (int i = 0; i < count; i++) seen[i][shuffle.index((long) e * count + i)]++;
        double expected = (double) epochs / count, chi2 = 0;
        for (int[] row : seen) for (int n : row) chi2 += (n - expected) * (n - expected) / expected;
        assertThat(chi2).isBetween(361 - 5 * 27.0, 361 + 5 * 27.0);
    }

    /** Neighbours of one epoch are not neighbours of the next: pairs (i, i+1) keep their order by chance only, once in n. */
    @Test
    void neighboursPart() {
        int count = 5000;
        Shuffle shuffle = new Shuffle(1, count);
        long together = IntStream.range(0, count - 1).filter(i -> Math.abs(shuffle.index(i) - shuffle.index(i + 1)) == 1).count();
        assertThat(together).isLessThan(15);   // Poisson with mean 2
    }

    @Test
    void nonsenseIsRefused() {
        assertThatThrownBy(() -> new Shuffle(1, 0)).hasMessageContaining("at least one");
        assertThatThrownBy(() -> new Shuffle(1, 5).index(-1)).hasMessageContaining("-1");
    }

    private static IntStream epoch(Shuffle shuffle, long epoch) {
        return IntStream.range(0, shuffle.count()).map(i -> shuffle.index(epoch * shuffle.count() + i));
    }
}
