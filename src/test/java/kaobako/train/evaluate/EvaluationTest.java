package kaobako.train.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** Distance, diversity and copies on sets made for it, where the right answer is known. */
class EvaluationTest {
    private static final int SIDE = 32;

    @Test
    void pyramidPutsThePictureTogetherAgain() {
        byte[] pixels = noise(new Random(1), 128, 60);
        List<Laplacian.Level> pyramid = Laplacian.of(SIDE, SIDE, pixels);
        assertThat(pyramid).hasSize(2).extracting(Laplacian.Level::width).containsExactly(32, 16);
        float[] coarse = Laplacian.twice(pyramid.get(1), SIDE, SIDE).values();
        for (int i = 0; i < pixels.length; i++) {
            assertThat(pyramid.get(0).values()[i] + coarse[i]).isCloseTo(pixels[i] & 0xFF, Offset.offset(1e-3f));
        }
    }

    @Test
    void flatPictureHasNoDetail() {
        byte[] flat = new byte[SIDE * SIDE * 3];
        java.util.Arrays.fill(flat, (byte) 100);
        for (float detail : Laplacian.of(SIDE, SIDE, flat).get(0).values()) assertThat(detail).isCloseTo(0, Offset.offset(1e-3f));
    }

    @Test
    void distanceOfAShiftIsItsMeanProjection() {
        // for one dimension a direction is +-1, so the distance of x and x + 3 is 3; for D dimensions the mean of |direction . shift|
        float[][] a = new float[500][1], b = new float[500][1];
        Random random = new Random(2);
        for (int i = 0; i < a.length; i++) {
            a[i][0] = (float) random.nextGaussian();
            b[a.length - 1 - i][0] = a[i][0] + 3;
        }
        assertThat(SlicedWasserstein.distance(a, b, 8, 1)).isCloseTo(3, Offset.offset(1e-5));
        float[][] c = new float[500][2], d = new float[500][2];
        for (int i = 0; i < c.length; i++) {
            c[i] = new float[] {(float) random.nextGaussian(), (float) random.nextGaussian()};
            d[i] = new float[] {c[i][0] + 3, c[i][1]};
        }
        // mean of |cos| over the circle: 2 / pi
        assertThat(SlicedWasserstein.distance(c, d, 4000, 1)).isCloseTo(3 * 2 / Math.PI, Offset.offset(0.05));
    }

    @Test
    void halvesOfOneKindAreNearAndOtherKindsAreFar() {
        PictureSet training = set(1, 60, 128, 30);
        Evaluation same = Evaluation.of(set(2, 30, 128, 30), training, none(), 1).evaluation();
        assertThat(same.compared()).isEqualTo(30);
        for (int level = 0; level < 2; level++) {
            assertThat(same.distance().get(level)).as("level " + level).isBetween(0.5 * same.floor().get(level), 2 * same.floor().get(level));
        }
        Evaluation brighter = Evaluation.of(set(2, 30, 160, 30), training, none(), 1).evaluation();
        assertThat(brighter.distance().get(1)).as("colour is coarse").isGreaterThan(5 * brighter.floor().get(1));
        assertThat(brighter.distance().get(0)).as("and not fine").isLessThan(2 * brighter.floor().get(0));
        Evaluation noisier = Evaluation.of(set(2, 30, 128, 60), training, none(), 1).evaluation();
        assertThat(noisier.distance().get(0)).as("noise is fine").isGreaterThan(5 * noisier.floor().get(0));
    }

    @Test
    void copiesAreFound() {
        PictureSet training = set(1, 60, 128, 30);
        Evaluation honest = Evaluation.of(set(2, 50, 128, 30), training, set(3, 50, 128, 30), 1).evaluation();
        assertThat(honest.copies()).isLessThan(0.06);
        assertThat(honest.nearestMedian()).isCloseTo(honest.referenceMedian(), Offset.offset(0.05 * honest.referenceMedian()));
        List<byte[]> copied = new ArrayList<>(set(2, 30, 128, 30).pixels());
        Random random = new Random(9);
        for (int i = 0; i < 20; i++) {
            byte[] copy = training.pixels().get(i).clone();
            for (int k = 0; k < copy.length; k++) copy[k] = (byte) Math.max(0, Math.min(255, (copy[k] & 0xFF) + random.nextInt(5) - 2));
            copied.add(copy);
        }
        Evaluation.Result result = Evaluation.of(new PictureSet(SIDE, SIDE, copied), training, set(3, 50, 128, 30), 1);
        assertThat(result.evaluation().copies()).isBetween(0.4, 0.46);
        assertThat(result.evaluation().text()).contains("copies: 4");
        // 8 columns of 32 with spacing 2, doubled; 16 pairs are 4 rows
        assertThat(result.closestPairs().getWidth()).isEqualTo(2 * (2 + 8 * 34));
        assertThat(result.closestPairs().getHeight()).isEqualTo(2 * (2 + 4 * 34));
    }

    @Test
    void oneAndTheSamePictureIsNotDiverse() {
        PictureSet training = set(1, 20, 128, 30);
        List<byte[]> same = java.util.Collections.nCopies(10, training.pixels().get(0));
        assertThat(Evaluation.of(new PictureSet(SIDE, SIDE, same), training, none(), 1).evaluation().diversity()).isZero();
        assertThat(Evaluation.of(set(2, 20, 128, 30), training, none(), 1).evaluation().diversity()).isCloseTo(1, Offset.offset(0.1));
    }

    @Test
    void tooFewPicturesAreRefused() {
        assertThatThrownBy(() -> Evaluation.of(set(1, 5, 128, 30), set(2, 3, 128, 30), none(), 1)).hasMessageContaining("4 real pictures");
    }

    private static PictureSet none() {
        return new PictureSet(SIDE, SIDE, List.of());
    }

    private static PictureSet set(long seed, int count, int mean, int deviation) {
        Random random = new Random(seed);
        List<byte[]> pictures = new ArrayList<>();
        for (int i = 0; i < count; i++) pictures.add(noise(random, mean, deviation));
        return new PictureSet(SIDE, SIDE, pictures);
    }

    private static byte[] noise(Random random, int mean, int deviation) {
        byte[] pixels = new byte[SIDE * SIDE * 3];
        for (int i = 0; i < pixels.length; i++) pixels[i] = (byte) Math.max(0, Math.min(255, mean + deviation * random.nextGaussian()));
        return pixels;
    }
}
