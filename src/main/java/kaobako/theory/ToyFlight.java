package kaobako.theory;

import java.util.List;
import kaobako.diffusion.NoiseSchedule;
import kaobako.diffusion.Philox;
import kaobako.diffusion.Stage;

/**
 * How particles came from noise to pictures, as far as they have come. Immutable; the arrays are not to be changed.
 *
 * @param schedule the network's
 * @param stages   of the whole flight
 * @param seed     of the first particle; each next one has the next
 * @param moments  the start, and what came of each stage; where there are more than {@value #MOST_MOMENTS}, of every second, and so on
 */
public record ToyFlight(NoiseSchedule schedule, List<Stage> stages, long seed, List<Moment> moments) {
    /** Particles whose predictions are kept. */
    public static final int FOLLOWED = 256;
    /** Kept of a flight, the start apart: more are not to be told apart, and each takes some 70 kB with 4096 particles. */
    public static final int MOST_MOMENTS = 250;

    /**
     * Particles between two stages.
     *
     * @param x     where they are: left pixel, right pixel, left pixel, ..
     * @param x0    the clean pictures that the network expected of the first {@value ToyFlight#FOLLOWED} in the last stage before; empty at
     *              the start
     * @param drawn P(x_t): the shares of x
     * @param exact q(x_t): what the shares should be
     * @param distance the total variation of both
     * @param leastDistance what as many perfect draws from q(x_t) would show on average
     * @param toTruth the total variation of P(x_t) and the box of pictures
     */
    public record Moment(float[] x, float[] x0, PlaneHistogram drawn, PlaneHistogram exact, double distance, double leastDistance,
            double toTruth) {
        /** Measures where the particles are against where they should be, now and in the end. */
        public static Moment of(float[] x, float[] x0, PlaneHistogram exact, PlaneHistogram truth) {
            PlaneHistogram drawn = PlaneHistogram.of(x);
            return new Moment(x, x0, drawn, exact, drawn.totalVariation(exact), exact.expectedNoise(x.length / 2), drawn.totalVariation(truth));
        }
    }

    /**
     * The small box that a particle was drawn from: a round normal distribution, or a point where the sampler draws nothing.
     *
     * @param left  of its centre
     * @param right of its centre
     * @param sigma its radius; 0 for samplers that draw no noise
     */
    public record Box(double left, double right, double sigma) {}

    public ToyFlight {
        moments = List.copyOf(moments);
    }

    /** The newest moment. */
    public int done() {
        return moments.size() - 1;
    }

    /** The moment that will be the last. */
    public int last() {
        int each = stagesAMoment(stages.size());
        return (stages.size() + each - 1) / each;
    }

    public boolean isComplete() {
        return !stages.isEmpty() && done() == last();
    }

    /** How many stages have been flown at a moment. */
    public int stage(int moment) {
        return Math.min(stages.size(), moment * stagesAMoment(stages.size()));
    }

    /** Of a flight of so many stages: 1, unless they are more than {@value #MOST_MOMENTS}. */
    public static int stagesAMoment(int stages) {
        return Math.max(1, (stages + MOST_MOMENTS - 1) / MOST_MOMENTS);
    }

    /** The noise that particles carry after {@code flown} stages, as a timestep of the schedule: the first stage's at 0, -1 at the end. */
    public static int timestep(List<Stage> stages, int flown) {
        return flown == stages.size() ? -1 : (int) Math.round(stages.get(flown).timestep());
    }

    /**
     * The box from which a particle was drawn to be where it is at a moment (from 1), p(x_t-1 | x_t). Its centre is where the particle went, less the
     * noise that was added on top of it, which is known: it is drawn from the particle's seed. With DDPM this is the posterior mean
     * of the predicted picture (Ho et al. 2020, equation 7).
     */
    public Box box(int particle, int moment) {
        Stage s = stages.get(stage(moment) - 1);
        float[] x = moments.get(moment).x();
        double sigma = s.update().cNoise();
        if (sigma == 0) return new Box(x[2 * particle], x[2 * particle + 1], 0);
        float[] noise = Philox.normals(seed + particle, s.noiseIndex(), Philox.Purpose.IMAGE_NOISE, 2);
        return new Box(x[2 * particle] - sigma * noise[0], x[2 * particle + 1] - sigma * noise[1], sigma);
    }
}
