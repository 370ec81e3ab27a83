package kaobako.diffusion;

import java.util.ArrayList;
import java.util.List;
import kaobako.text.SettingException;

/**
 * DPM-Solver++, multistep: an exponential integrator for x0, which it extrapolates from one, two or three network calls
 * (Lu et al. 2022, "DPM-Solver++", algorithm 2). Steps are taken in lambda, half the log-SNR.
 */
final class DpmSolver implements Sampler {
    private final int order;

    DpmSolver(int order) {
        if (order < 1 || order > 3) {
            throw SettingException.must("solver_order", "1, 2 or 3", order);
        }
        this.order = order;
    }

    @Override
    public About about() {
        return switch (order) {
            case 1 -> new About("dpm++1", "DPM++ 1", "DDIM without noise, in DPM-Solver's steps.",
                    "Lu et al. 2022", 1, 20, Randomness.DETERMINISTIC);
            case 2 -> new About("dpm++2m", "DPM++ 2M", "Extrapolates from two network calls: good pictures in 20 steps.",
                    "Lu et al. 2022", 1, 10, Randomness.DETERMINISTIC);
            default -> new About("dpm++3m", "DPM++ 3M", "Extrapolates from three network calls: for 8 to 15 steps.",
                    "Lu et al. 2022", 1, 8, Randomness.DETERMINISTIC);
        };
    }

    @Override
    public SamplingConfig recommended(SamplingConfig model) {
        // the exponential spacing is more exact, but what this one adds is what networks lose: measured, it draws better
        return Flow.recommended(model).withSpacing(TimestepSpacing.KARRAS).with(SamplingConfig.Option.FRACTIONAL_TIMESTEPS);
    }

    @Override
    public List<Stage> stages(NoiseSchedule schedule, Prediction prediction, SamplingConfig config) {
        Grid grid = Grid.dpmSolver(schedule.endingFinite(), config);
        List<Stage> stages = new ArrayList<>(grid.size());
        for (int i = 0; i < grid.size(); i++) {
            stages.add(stage(grid, i, Math.min(i + 1, orderAt(i, grid.size(), config)), prediction, config));
        }
        return stages;
    }

    /** The order allowed at step i of n: lower at the end, where the steps in lambda are longest. */
    private int orderAt(int i, int n, SamplingConfig config) {
        boolean lowerFinal = config.has(SamplingConfig.Option.LOWER_ORDER_FINAL) && n < 15;
        if (i == n - 1 && (lowerFinal || config.has(SamplingConfig.Option.EULER_AT_FINAL)
                || config.finalSigma() == SamplingConfig.FinalSigma.ZERO)) {
            return 1;
        }
        return i == n - 2 && lowerFinal ? Math.min(2, order) : order;
    }

    private Stage stage(Grid grid, int i, int allowed, Prediction prediction, SamplingConfig config) {
        double sigma = grid.sigmas()[i];
        double sigmaNext = grid.sigmas()[i + 1];
        double alpha = 1 / Math.sqrt(sigma * sigma + 1);
        double alphaNext = 1 / Math.sqrt(sigmaNext * sigmaNext + 1);
        // exp(-h) - 1 with h = lambda_next - lambda: finite even where lambda_next is infinite
        double decay = sigmaNext / sigma - 1;
        double h = -Math.log(sigmaNext / sigma);
        Stage.Update update = Stage.Update.of(sigmaNext * alphaNext / (sigma * alpha), -alphaNext * decay, 0, 0);

        int orderHere = h == 0 ? 1 : Math.min(allowed, distinct(grid, i));
        if (orderHere == 2) {
            double r = lambdaStep(grid, i) / h;
            double c1 = switch (config.solverType()) {
                case MIDPOINT -> -0.5 * alphaNext * decay;
                case HEUN -> alphaNext * (decay / h + 1);
            };
            // c1 D1 with D1 = (x0 - x0_1) / r
            update = plus(update, i, c1 / r, -c1 / r, 0);
        } else if (orderHere == 3) {
            double r0 = lambdaStep(grid, i) / h;
            double r1 = lambdaStep(grid, i - 1) / h;
            double c1 = alphaNext * (decay / h + 1);
            double c2 = -alphaNext * ((decay + h) / (h * h) - 0.5);
            // c1 D1 + c2 D2 with D1 = A + r0/(r0+r1) (A - B), D2 = (A - B)/(r0+r1), A = (x0 - x0_1)/r0, B = (x0_1 - x0_2)/r1
            double ofA = c1 + (c1 * r0 + c2) / (r0 + r1);
            double ofB = -(c1 * r0 + c2) / (r0 + r1);
            update = plus(update, i, ofA / r0, -ofA / r0 + ofB / r1, -ofB / r1);
        }
        return new Stage(grid.timesteps()[i], sigma,
                config.denoise(prediction, alpha, sigma * alpha),
                update, Stage.Stash.ofX0(i % 2), i + 1);
    }

    /** Adds the weights of this x0, the one before (in the other slot) and the one before that (in the slot to be written). */
    private static Stage.Update plus(Stage.Update u, int i, double now, double before, double beforeThat) {
        return Stage.Update.of(u.cX(), u.cX0() + now, 0, 0)
                .plusHistory((i + 1) % 2, before)
                .plusHistory(i % 2, beforeThat);
    }

    /** lambda at node i minus lambda at node i - 1. */
    private static double lambdaStep(Grid grid, int i) {
        return Math.log(grid.sigmas()[i - 1] / grid.sigmas()[i]);
    }

    /** How many of the newest nodes differ from one another: equal ones (spacing rounds two steps to one timestep) give no slope. */
    private static int distinct(Grid grid, int i) {
        int count = 1;
        while (count < 3 && count <= i && lambdaStep(grid, i - count + 1) != 0) {
            count++;
        }
        return count;
    }
}
