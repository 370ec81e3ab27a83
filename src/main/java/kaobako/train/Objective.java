package kaobako.train;

import java.util.List;
import java.util.Optional;
import kaobako.diffusion.BetaSchedule;
import kaobako.diffusion.LossWeight;
import kaobako.diffusion.NoiseSchedule;
import kaobako.diffusion.Prediction;
import kaobako.diffusion.SchedulerConfig;
import kaobako.diffusion.TimestepDensity;

/**
 * What the network learns: to predict from a noised picture, at timesteps of this schedule, with this weight in the loss.
 *
 * @param timesteps T, at least 2
 * @param density   how often each is drawn; uniform where a checkpoint of old names none
 */
public record Objective(BetaSchedule schedule, int timesteps, Prediction prediction, LossWeight weight, TimestepDensity density) {
    /**
     * Cosine schedule, v-prediction and uniform weights: right for pictures of 64 pixels, free of the colour casts of
     * epsilon-prediction, and fast to learn (Nichol and Dhariwal 2021; Salimans and Ho 2022; Ho et al. 2020). Min-SNR with gamma 5
     * measured worse, a distance of 83.9 for 58.6 (the card of portraits-64): it leaves v at the noisiest timesteps next to no weight,
     * and those decide the colours of large areas.
     */
    public static final Objective STANDARD =
            new Objective(BetaSchedule.SQUAREDCOS_CAP_V2, 1000, Prediction.V_PREDICTION, LossWeight.uniform());

    public Objective {
        density = Optional.ofNullable(density).orElse(TimestepDensity.UNIFORM);
        if (timesteps < 2 || timesteps > 100_000) {
            throw new IllegalArgumentException("timesteps must be 2 to 100000, but is " + timesteps);
        }
    }

    /** Every timestep is drawn as often. */
    public Objective(BetaSchedule schedule, int timesteps, Prediction prediction, LossWeight weight) {
        this(schedule, timesteps, prediction, weight, TimestepDensity.UNIFORM);
    }

    public Objective withPrediction(Prediction value) {
        return new Objective(schedule, timesteps, value, weight, density);
    }

    public Objective withDensity(TimestepDensity value) {
        return new Objective(schedule, timesteps, prediction, weight, value);
    }

    public NoiseSchedule noiseSchedule() {
        return betas().noiseSchedule();
    }

    /** What a model folder keeps of this, in diffusers' words. */
    public SchedulerConfig schedulerConfig() {
        return SchedulerConfig.of(SchedulerConfig.Kind.DDPM, betas(), prediction);
    }

    private SchedulerConfig.Betas betas() {
        return new SchedulerConfig.Betas(timesteps, 1e-4, 0.02, schedule, List.of(), SchedulerConfig.Terminal.AS_IS);
    }
}
