package kaobako.theory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ContoursTest {
    /** Every end of a piece is the beginning of exactly one other: lines are closed. */
    private static void closed(float[] pieces) {
        Map<String, Integer> ends = new HashMap<>();
        for (int i = 0; i < pieces.length; i += 2) ends.merge(pieces[i] + " " + pieces[i + 1], 1, Integer::sum);
        assertThat(ends.values()).isNotEmpty().allMatch(n -> n == 2);
    }

    @Test
    void aConesLineIsACircle() {
        float[] pieces = Contours.of((c, r) -> 30 - Math.hypot(c - 20.3, r - 19.6), 41, 18.5);
        double length = 0;
        for (int i = 0; i < pieces.length; i += 4) {
            assertThat(Math.hypot(pieces[i] - 20.3, pieces[i + 1] - 19.6)).isCloseTo(11.5, within(0.02));
            length += Math.hypot(pieces[i] - pieces[i + 2], pieces[i + 1] - pieces[i + 3]);
        }
        assertThat(length).isCloseTo(2 * Math.PI * 11.5, within(0.3));
        closed(pieces);
    }

    @Test
    void linesCloseAtTheBorderAndAtSaddles() {
        closed(Contours.of((c, r) -> 1, 5, 0.5));
        // a checkerboard of ones is all saddles
        closed(Contours.of((c, r) -> (c + r) % 2, 6, 0.3));
        closed(Contours.of((c, r) -> (c + r) % 2, 6, 0.7));
    }

    @Test
    void thereIsNoLineAboveTheTop() {
        assertThat(Contours.of((c, r) -> 1, 5, 1.5)).isEmpty();
    }
}
