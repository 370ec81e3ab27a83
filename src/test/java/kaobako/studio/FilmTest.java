package kaobako.studio;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import kaobako.diffusion.SeedMix;
import kaobako.generate.Picture;
import org.junit.jupiter.api.Test;

class FilmTest {
    private static final Picture PICTURE = new Picture(SeedMix.of(1), 1, 1, new byte[3]);

    /** With these noise levels after its stages. */
    private static Film film(double... left) {
        List<Film.Frame> frames = new ArrayList<>();
        for (int i = 0; i < left.length; i++) frames.add(new Film.Frame(i + 1, 0, 0, left[i], PICTURE, PICTURE, 0, 0));
        return new Film(frames, left.length, 3);
    }

    private static List<Integer> nearest(Film film, Film other) {
        return other.frames().stream().map(film::nearest).toList();
    }

    @Test
    void theFrameWithAsMuchNoiseLeftIsFoundByRatio() {
        Film coarse = film(20, 2, 0);
        // 6 is nearer to 2 than to 20 by difference, but by ratio too little: sqrt(20 * 2) = 6.3 parts them
        assertThat(nearest(coarse, film(30, 7, 6, 1.9, 0.05, 0.0001, 0))).containsExactly(0, 0, 1, 1, 1, 2, 2);
        assertThat(nearest(film(30, 7, 6, 1.9, 0.05, 0), coarse)).containsExactly(0, 3, 5);
    }

    @Test
    void aFilmOfTheSameStepsIsFollowedStepByStepAlsoWhereTwoStagesLeaveTheSameNoise() {
        Film heun = film(Double.POSITIVE_INFINITY, 9, 9, 3, 3, 0);
        assertThat(nearest(heun, heun)).isEqualTo(IntStream.range(0, 6).boxed().toList());
    }
}
