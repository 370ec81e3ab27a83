package kaobako.studio;

import kaobako.diffusion.Samplers;
import kaobako.theory.ToyFlight;

/**
 * Particles to be sent from noise to pictures, by what the lesson's network has learned so far.
 *
 * @param sampler   a name of {@link Samplers#ALL}
 * @param steps     1 to {@value #MOST_STEPS}
 * @param particles {@value ToyFlight#FOLLOWED} to 65536
 * @param seed      of the first particle; each next one has the next
 */
public record ToyFlightPlan(ToyLesson lesson, String sampler, int steps, int particles, long seed) {
    public static final int MOST_STEPS = 250;

    public ToyFlightPlan {
        Samplers.named(sampler);
        if (steps < 1 || steps > MOST_STEPS) {
            throw new IllegalArgumentException("steps must be 1 to " + MOST_STEPS + ", but is " + steps);
        }
        if (particles < ToyFlight.FOLLOWED || particles > 65_536) {
            throw new IllegalArgumentException("particles must be " + ToyFlight.FOLLOWED + " to 65536, but is " + particles);
        }
    }
}
