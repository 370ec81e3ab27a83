package kaobako.diffusion;

import java.util.Arrays;
import kaobako.text.Sentence;
import kaobako.text.SettingException;

/**
 * The nodes a sampler visits: N network calls at {@code timesteps[i]}, noise {@code sigmas[i]}, and the noise
 * {@code sigmas[N]} at which it ends.
 */
record Grid(double[] timesteps, double[] sigmas) {
    /** Nodes noisier than sigma 164 show nothing, but make extrapolation wild; DPM-Solver's authors' value for cosine schedules. */
    static final double LAMBDA_MIN = -5.1;

    /** Integer timesteps of DDPM and DDIM. */
    static int[] ancestral(NoiseSchedule schedule, SamplingConfig config) {
        int trained = schedule.size();
        if (config.steps() > trained) {
            throw new SettingException(Sentence.of("steps.trained", "steps must be at most the %d timesteps the model was trained on, but is %d",
                    trained, config.steps()));
        }
        return config.spacing().bySigma() ? nearest(schedule, config.spacing(), config.steps())
                : inside(config.spacing().ancestral(trained, config.steps(), config.stepsOffset()), schedule, config);
    }

    /** Whole timesteps, each once, from pure noise if there is any: where nodes lie too close, the next free one, or above at the end. */
    private static int[] nearest(NoiseSchedule schedule, TimestepSpacing spacing, int steps) {
        double[] sigmas = spacing.sigmas(schedule.sigma(highestFinite(schedule, LAMBDA_MIN) - 1), schedule.sigma(0), steps);
        int[] timesteps = new int[steps];
        int free = schedule.size() - 1;
        for (int i = 0; i < steps; i++) {
            boolean pureNoise = i == 0 && schedule.alphasCumprod(free) == 0;
            int nearest = pureNoise ? free : (int) Math.rint(schedule.timestepOf(sigmas[i]));
            timesteps[i] = Math.max(Math.min(nearest, free), steps - 1 - i);
            free = timesteps[i] - 1;
        }
        return timesteps;
    }

    /** DPM-Solver's grid as diffusers rounds it: integer timesteps and float32 sigmas. */
    static Grid dpmSolver(NoiseSchedule schedule, SamplingConfig config) {
        double[] timesteps;
        double[] sigmas;
        if (config.spacing().bySigma()) {
            if (config.has(SamplingConfig.Option.FRACTIONAL_TIMESTEPS)) return continuous(schedule, config);
            sigmas = config.spacing().sigmas(schedule.sigma(schedule.size() - 1), schedule.sigma(0), config.steps());
            boolean truncate = config.has(SamplingConfig.Option.TRUNCATE_KARRAS_TIMESTEPS);
            timesteps = Arrays.stream(sigmas).map(schedule::timestepOf)
                    .map(t -> truncate ? Math.floor(t) : Math.rint(t)).toArray();
        } else {
            int[] spaced = spaced(schedule, config);
            timesteps = Arrays.stream(spaced).asDoubleStream().toArray();
            sigmas = Arrays.stream(spaced).mapToDouble(schedule::sigma).toArray();
        }
        double[] rounded = Arrays.stream(ending(sigmas, schedule, config)).map(sigma -> (float) sigma).toArray();
        return new Grid(timesteps, rounded);
    }

    /**
     * A grid whose timesteps, where sigmas are spaced, are fractional, so that the network is told exactly the noise it sees. A schedule
     * that ends in pure noise starts there, at sigma infinite.
     */
    static Grid continuous(NoiseSchedule schedule, SamplingConfig config) {
        if (!config.spacing().bySigma()) {
            int[] spaced = spaced(schedule, config);
            double[] sigmas = Arrays.stream(spaced).mapToDouble(schedule::sigma).toArray();
            return new Grid(Arrays.stream(spaced).asDoubleStream().toArray(), ending(sigmas, schedule, config));
        }
        int top = highest(schedule, config.lambdaMinClipped()) - 1;
        boolean pureNoise = schedule.alphasCumprod(top) == 0;
        if (pureNoise) {
            top = highestFinite(schedule, Math.max(config.lambdaMinClipped(), LAMBDA_MIN)) - 1;
        }
        // with SIGMA_MIN the lowest node is the end itself, not a place for one more network call
        boolean toZero = config.finalSigma() == SamplingConfig.FinalSigma.ZERO;
        int points = config.steps() + (toZero ? 0 : 1) - (pureNoise ? 1 : 0);
        double[] grid = config.spacing().sigmas(schedule.sigma(top), schedule.sigma(0), points);
        double[] sigmas = new double[config.steps() + 1];
        sigmas[0] = Double.POSITIVE_INFINITY;
        System.arraycopy(grid, 0, sigmas, pureNoise ? 1 : 0, points);
        sigmas[config.steps()] = config.finalSigma().of(schedule);
        double[] timesteps = Arrays.stream(sigmas, 0, config.steps()).map(schedule::timestepOf).toArray();
        return new Grid(timesteps, sigmas);
    }

    /** Number of network calls. */
    int size() {
        return timesteps.length;
    }

    private static int[] spaced(NoiseSchedule schedule, SamplingConfig config) {
        int last = highest(schedule, config.lambdaMinClipped());
        // one node more than steps is needed, or the nodes coincide
        if (config.steps() >= last && last > 1) {
            throw new SettingException(Sentence.of("steps.visited", "steps must be below the %d timesteps there are to visit, but is %d",
                    last, config.steps()));
        }
        return inside(config.spacing().multistep(last, schedule.size(), config.steps(), config.stepsOffset()), schedule, config);
    }

    /** T, less the noisiest timesteps that lambda_min_clipped cuts away; a model that can start from pure noise always does. */
    private static int highest(NoiseSchedule schedule, double lambdaMin) {
        return schedule.alphasCumprod(schedule.size() - 1) == 0 ? schedule.size() : highestFinite(schedule, lambdaMin);
    }

    private static int highestFinite(NoiseSchedule schedule, double lambdaMin) {
        int last = schedule.size();
        while (last > 1 && (float) schedule.lambda(last - 1) < lambdaMin) {
            last--;
        }
        return last;
    }

    private static int[] inside(int[] timesteps, NoiseSchedule schedule, SamplingConfig config) {
        if (timesteps[0] >= schedule.size() || timesteps[timesteps.length - 1] < 0) {
            throw new SettingException(Sentence.of("steps.outside", "timesteps must be 0 to %d, but go from %d to %d; lower steps_offset (%d)"
                    + " or the number of steps (%d)", schedule.size() - 1, timesteps[timesteps.length - 1], timesteps[0],
                    config.stepsOffset(), config.steps()));
        }
        return timesteps;
    }

    private static double[] ending(double[] sigmas, NoiseSchedule schedule, SamplingConfig config) {
        double[] ended = Arrays.copyOf(sigmas, sigmas.length + 1);
        ended[sigmas.length] = config.finalSigma().of(schedule);
        return ended;
    }
}
