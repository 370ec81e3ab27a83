package kaobako.diffusion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import kaobako.diffusion.Philox.Purpose;
import org.junit.jupiter.api.Test;

class PhiloxTest {
    /** The known answers published with Salmon et al. 2011 (Random123, kat_vectors, philox4x32 10). */
    @Test
    void knownAnswers() {
        assertThat(Philox.block(0, 0, 0, 0, 0, 0))
                .containsExactly(0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8);
        assertThat(Philox.block(-1, -1, -1, -1, -1, -1))
                .containsExactly(0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd);
        assertThat(Philox.block(0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344, 0xa4093822, 0x299f31d0))
                .containsExactly(0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1);
    }

    @Test
    void wordsFollowTheDocumentedCounter() {
        long seed = 0x299f31d0_a4093822L;
        int[] block = Philox.block(5, 7, 2, 0, 0xa4093822, 0x299f31d0);
        for (int lane = 0; lane < 4; lane++) {
            assertThat(Philox.word(seed, 7, Purpose.TIMESTEP, 20 + lane)).isEqualTo(block[lane]);
        }
    }

    @Test
    void uniformsAreInTheHalfOpenIntervalAndNearTheirFormula() {
        assertThat(Philox.uniform(0)).isEqualTo(0x1p-33f);
        assertThat(Philox.uniform(-1)).isEqualTo(1f);
        for (int word : new int[] {1, 2, 0x7fffffff, 0x80000000, 0x12345678, 0xfffffe00}) {
            double exact = ((word & 0xffffffffL) + 0.5) * 0x1p-32;
            assertThat((double) Philox.uniform(word)).isCloseTo(exact, within(exact * 0x1p-23));
        }
    }

    @Test
    void normalsFollowBoxMuller() {
        int[] words = Philox.block(1, 3, 0, 0, 42, 0);
        float[] normals = Philox.normals(42, 3, Purpose.IMAGE_NOISE, 8);
        double r = Math.sqrt(-2 * Math.log(Philox.uniform(words[2])));
        double angle = 2 * Math.PI * Philox.uniform(words[3]);
        assertThat(normals[6]).isEqualTo((float) (r * Math.cos(angle)));
        assertThat(normals[7]).isEqualTo((float) (r * Math.sin(angle)));
    }

    @Test
    void aShorterDrawIsThePrefixOfALongerOne() {
        float[] longer = Philox.normals(-5, 1, Purpose.TRAINING_NOISE, 103);
        float[] shorter = Philox.normals(-5, 1, Purpose.TRAINING_NOISE, 50);
        for (int i = 0; i < shorter.length; i++) {
            assertThat(shorter[i]).isEqualTo(longer[i]);
        }
    }

    /** Limits are five standard errors of each moment of n normals: sqrt(1/n), sqrt(2/n), sqrt(15/n), sqrt(96/n). */
    @Test
    void momentsAreThoseOfANormal() {
        int n = 200_000;
        double[] moments = new double[5];
        double[] neighbours = new double[1];
        float[] normals = Philox.normals(2024, 0, Purpose.IMAGE_NOISE, n);
        for (int i = 0; i < n; i++) {
            for (int power = 1; power <= 4; power++) {
                moments[power] += Math.pow(normals[i], power) / n;
            }
            neighbours[0] += (double) normals[i] * normals[(i + 1) % n] / n;
        }
        assertThat(moments[1]).isCloseTo(0, within(5 * Math.sqrt(1.0 / n)));
        assertThat(moments[2]).isCloseTo(1, within(5 * Math.sqrt(2.0 / n)));
        assertThat(moments[3]).isCloseTo(0, within(5 * Math.sqrt(15.0 / n)));
        assertThat(moments[4]).isCloseTo(3, within(5 * Math.sqrt(96.0 / n)));
        assertThat(neighbours[0]).isCloseTo(0, within(5 * Math.sqrt(1.0 / n)));
    }

    /** Other seed, stage or purpose: another stream, uncorrelated to five standard errors. */
    @Test
    void streamsAreIndependent() {
        int n = 50_000;
        float[] base = Philox.normals(1, 0, Purpose.IMAGE_NOISE, n);
        float[][] others = {Philox.normals(2, 0, Purpose.IMAGE_NOISE, n), Philox.normals(1L << 32 | 1, 0, Purpose.IMAGE_NOISE, n),
            Philox.normals(1, 1, Purpose.IMAGE_NOISE, n), Philox.normals(1, 0, Purpose.TRAINING_NOISE, n)};
        for (float[] other : others) {
            double product = 0;
            for (int i = 0; i < n; i++) {
                product += (double) base[i] * other[i] / n;
            }
            assertThat(product).isCloseTo(0, within(5 * Math.sqrt(1.0 / n)));
        }
    }
}
