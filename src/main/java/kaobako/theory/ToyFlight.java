package kaobako.theory;

import java.util.List;
import kaobako.diffusion.NoiseSchedule;
import kaobako.diffusion.Philox;
import kaobako.diffusion.Stage;

/**
 * How particles came from noise to pictures, as far as they have come. Immutable; the arrays are not to be changed.
 *
 * @param schedule the network's
 * @param stages   of the whole flight; at most {@value #MOST_STAGES}
 * @param seed     of the first particle; each next one has the next
 * @param moments  the start, and what each stage did
 */
public record ToyFlight(NoiseSchedule schedule, List<Stage> stages, long seed, List<Moment> moments) {
    /** Particles whose predictions are kept. */
    public static final int FOLLOWED = 256;
    public static final int MOST_STAGES = 250;

    /**
     * Particles between two stages.
     *
     * @param x     where they are: left pixel, right pixel, left pixel, ..
     * @param x0    the clean pictures that the network expected of the first {@value ToyFlight#FOLLOWED} in the stage before; empty at
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

    /** Stages that have been flown. */
    public int done() {
        return moments.size() - 1;
    }

    public boolean isComplete() {
        return !stages.isEmpty() && done() == stages.size();
    }

    /** The noise that particles carry at a moment, as a timestep of the schedule: the first stage's at the start, -1 at the end. */
    public int timestep(int moment) {
        return timestep(stages, moment);
    }

    /** The same before a flight begins. */
    public static int timestep(List<Stage> stages, int moment) {
        return moment == stages.size() ? -1 : (int) Math.round(stages.get(moment).timestep());
    }

    /**
     * The box from which stage {@code stage} (from 1) drew its particle, p(x_t-1 | x_t). Its centre is where the particle went, less the
     * noise that was added on top of it, which is known: it is drawn from the particle's seed. With DDPM this is the posterior mean
     * of the predicted picture (Ho et al. 2020, equation 7).
     */
    public Box box(int particle, int stage) {
        Stage s = stages.get(stage - 1);
        float[] x = moments.get(stage).x();
        double sigma = s.update().cNoise();
        if (sigma == 0) return new Box(x[2 * particle], x[2 * particle + 1], 0);
        float[] noise = Philox.normals(seed + particle, s.noiseIndex(), Philox.Purpose.IMAGE_NOISE, 2);
        return new Box(x[2 * particle] - sigma * noise[0], x[2 * particle + 1] - sigma * noise[1], sigma);
    }
}
