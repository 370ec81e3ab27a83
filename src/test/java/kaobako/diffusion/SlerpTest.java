package kaobako.diffusion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import kaobako.diffusion.Philox.Purpose;
import org.junit.jupiter.api.Test;

class SlerpTest {
    private static final int ELEMENTS = 3 * 64 * 64;
    private static final float[] A = Philox.normals(1, 0, Purpose.IMAGE_NOISE, ELEMENTS);
    private static final float[] B = Philox.normals(2, 0, Purpose.IMAGE_NOISE, ELEMENTS);

    @Test
    void theSphericalWayKeepsTheNormAndTurnsEvenly() {
        float[] unitA = scaled(A, 1 / norm(A));
        float[] unitB = scaled(B, 1 / norm(B));
        double angle = Slerp.angle(unitA, unitB);
        for (double t = 0; t <= 1; t += 0.125) {
            float[] mixed = Slerp.weights(angle, t).mix(unitA, unitB);
            assertThat(norm(mixed)).isCloseTo(1, within(1e-6));
            assertThat(Slerp.angle(unitA, mixed)).isCloseTo(t * angle, within(1e-3));
        }
    }

    @Test
    void theStraightWayLosesThreeTenthsOfTheNormHalfWay() {
        assertThat(norm(Slerp.straight(0.5).mix(A, B)) / norm(A)).isCloseTo(Math.sqrt(0.5), within(0.02));
    }

    @Test
    void endsAreExactAndEqualVectorsStay() {
        assertThat(Slerp.weights(1.5, 0).mix(A, B)).containsExactly(A);
        assertThat(Slerp.weights(1.5, 1).mix(A, B)).containsExactly(B);
        assertThat(norm(Slerp.weights(Slerp.angle(A, A), 0.3).mix(A, A))).isCloseTo(norm(A), within(1e-3));
        assertThatThrownBy(() -> Slerp.weights(Math.PI, 0.5)).isInstanceOf(IllegalArgumentException.class);
    }

    private static double norm(float[] v) {
        double sum = 0;
        for (float value : v) {
            sum += (double) value * value;
        }
        return Math.sqrt(sum);
    }

    private static float[] scaled(float[] v, double factor) {
        return new Slerp(factor, 0).mix(v, v);
    }
}
