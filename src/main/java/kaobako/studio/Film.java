package kaobako.studio;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import kaobako.generate.Picture;

/**
 * How one picture came to be.
 *
 * @param frames those there are so far, in the order of the steps
 * @param stages  of the whole drawing
 * @param numbers that make a picture: the dimensions of the space that it is a point of; 0 as long as there is no frame
 */
public record Film(List<Frame> frames, int stages, int numbers) {
    /**
     * A moment of it.
     *
     * @param stage     counts from 1: this many stages are done
     * @param timestep  what the network was told in the last of them
     * @param sigma     the noise level before it; may be infinite
     * @param sigmaLeft the noise level after it; 0 at the end
     * @param noisy     x_t after it
     * @param predicted the picture that the network expected in it, x0
     * @param radius    the spread of the box that x_t was drawn from, what the stage's noise was multiplied by; 0 where it drew none
     * @param norm      the length of x_t as a vector of all its numbers
     */
    public record Frame(int stage, double timestep, double sigma, double sigmaLeft, Picture noisy, Picture predicted, double radius,
            double norm) {}

    public static final Film EMPTY = new Film(List.of(), 0, 0);

    /** Noise that is not to be seen any more, and noise in which nothing else is. */
    private static final double LEAST_SIGMA = 1e-4, MOST_SIGMA = 1e6;

    public Film {
        frames = List.copyOf(frames);
    }

    /** The place of the frame that has about as much noise left, as a ratio, as one of another film; of equals the one of that stage. */
    public int nearest(Frame other) {
        Comparator<Integer> byNoise = Comparator.comparingDouble(i -> Math.abs(level(frames.get(i)) - level(other)));
        return IntStream.range(0, frames.size()).boxed()
                .min(byNoise.thenComparingInt(i -> Math.abs(frames.get(i).stage() - other.stage()))).orElseThrow();
    }

    private static double level(Frame frame) {
        return Math.log(Math.max(LEAST_SIGMA, Math.min(MOST_SIGMA, frame.sigmaLeft())));
    }
}
