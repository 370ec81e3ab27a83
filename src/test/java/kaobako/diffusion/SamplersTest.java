package kaobako.diffusion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import kaobako.diffusion.SamplingConfig.FinalSigma;
import kaobako.diffusion.SamplingConfig.Variance;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Samplers against textbook loops and, with data that is a Gaussian, against the exact solution: for x0 ~ N(m, c^2) the
 * best network is known in closed form, and the probability-flow ODE keeps (y - m) / sqrt(c^2 + sigma^2) constant.
 */
class SamplersTest {
    private static final NoiseSchedule LINEAR = NoiseSchedule.of(BetaSchedule.LINEAR, 1e-4, 0.02, 1000);
    private static final double MEAN = 0.3;
    private static final double SPREAD = 0.5;
    private static final StageLoop.Noise SILENT = index -> {
        throw new AssertionError("a deterministic sampler drew noise " + index);
    };

    /** Exact for Gaussian data, in any parameterisation, at any fractional timestep. */
    private static StageLoop.Model gaussian(NoiseSchedule schedule, Prediction prediction) {
        return gaussian(schedule, prediction, SPREAD);
    }

    private static StageLoop.Model gaussian(NoiseSchedule schedule, Prediction prediction, double spread) {
        return (x, timestep) -> {
            int low = (int) Math.min(timestep, schedule.size() - 2);
            double share = timestep - low;
            double sigma = share == 0 ? schedule.sigma(low) : share == 1 ? schedule.sigma(low + 1)
                    : Math.exp((1 - share) * Math.log(schedule.sigma(low)) + share * Math.log(schedule.sigma(low + 1)));
            double a = 1 / Math.sqrt(1 + sigma * sigma);
            double s = Double.isInfinite(sigma) ? 1 : sigma * a;
            double[] out = new double[x.length];
            for (int i = 0; i < x.length; i++) {
                // E[x0 | x] for x = a x0 + s eps
                double x0 = MEAN + a * spread * spread / (a * a * spread * spread + s * s) * (x[i] - a * MEAN);
                out[i] = switch (prediction) {
                    case EPSILON -> (x[i] - a * x0) / s;
                    case SAMPLE -> x0;
                    case V_PREDICTION -> a * (x[i] - a * x0) / s - s * x0;
                };
            }
            return out;
        };
    }

    /** The exact end, at sigma {@code to}, of the ODE from x at sigma {@code from}; both in variance-preserving space. */
    private static double exact(double x, double from, double to) {
        double y = x * Math.sqrt(1 + from * from);
        double end = MEAN + (y - MEAN) * Math.sqrt((SPREAD * SPREAD + to * to) / (SPREAD * SPREAD + from * from));
        return end / Math.sqrt(1 + to * to);
    }

    /** The largest distance from the exact end over four starts. */
    private static double error(Sampler sampler, Prediction prediction, SamplingConfig config) {
        List<Stage> stages = sampler.stages(LINEAR, prediction, config);
        double[] start = {-1.7, -0.2, 0.9, 2.1};
        double[] end = StageLoop.run(stages, start, gaussian(LINEAR, prediction), SILENT);
        double worst = 0;
        for (int i = 0; i < start.length; i++) {
            double right = exact(start[i], stages.get(0).sigma(), config.finalSigma().of(LINEAR));
            worst = Math.max(worst, Math.abs(end[i] - right));
        }
        return worst;
    }

    /** Halving the steps must divide the error by about 2^order; the table's last number bounds the error of 80 steps. */
    @ParameterizedTest
    @CsvSource({"euler, 1, 0.05", "heun, 2, 5e-3", "ipndm, 2, 5e-3"})
    void sigmaSolversConvergeAtTheirOrder(String name, int order, double bound) {
        Sampler sampler = Samplers.named(name);
        SamplingConfig config = SamplingConfig.of(40).withSpacing(TimestepSpacing.KARRAS).withFinalSigma(FinalSigma.SIGMA_MIN);
        for (Prediction prediction : Prediction.values()) {
            double coarse = error(sampler, prediction, config.withSteps(40));
            double fine = error(sampler, prediction, config.withSteps(80));
            assertThat(fine).as("%s %s", name, prediction).isLessThan(bound);
            assertThat(Math.log(coarse / fine) / Math.log(2)).as("order of %s %s", name, prediction).isGreaterThan(order - 0.25);
        }
    }

    /** DPM-Solver++ on a Karras grid whose timesteps are rounded: the model is asked at the sigma of the rounded timestep. */
    @ParameterizedTest
    @ValueSource(strings = {"ddim", "dpm++2m", "dpm++3m", "euler", "heun", "ipndm"})
    void everyDeterministicSamplerApproachesTheExactPicture(String name) {
        Sampler sampler = Samplers.named(name);
        for (Prediction prediction : Prediction.values()) {
            SamplingConfig config = SamplingConfig.of(10).withSpacing(TimestepSpacing.TRAILING);
            double ten = error(sampler, prediction, config);
            double hundred = error(sampler, prediction, config.withSteps(100));
            assertThat(hundred).as("%s %s", name, prediction).isLessThan(0.05).isLessThan(ten / 3);
        }
    }

    /**
     * With the network asked at the grid's own sigma, since DPM-Solver++ rounds Karras timesteps. Starting with lower orders
     * leaves an error of second order for the third order too, but a smaller one.
     */
    @Test
    void ordersOfDpmSolverAreWhatTheySay() {
        SamplingConfig config = SamplingConfig.of(160).withSpacing(TimestepSpacing.KARRAS).withFinalSigma(FinalSigma.SIGMA_MIN);
        for (SamplingConfig.SolverType type : SamplingConfig.SolverType.values()) {
            double[] fine = new double[4];
            for (int order = 1; order <= 3; order++) {
                double coarse = errorAtOwnSigmas(new DpmSolver(order), config.withSolverType(type));
                fine[order] = errorAtOwnSigmas(new DpmSolver(order), config.withSolverType(type).withSteps(320));
                assertThat(Math.log(coarse / fine[order]) / Math.log(2)).as("order %d, %s", order, type)
                        .isGreaterThan(Math.min(2, order) - 0.25);
            }
            assertThat(fine[2]).isLessThan(fine[1] / 5);
            assertThat(fine[3]).isLessThan(fine[2] / 2);
        }
    }

    private static double errorAtOwnSigmas(Sampler sampler, SamplingConfig config) {
        List<Stage> stages = sampler.stages(LINEAR, Prediction.SAMPLE, config);
        StageLoop loop = new StageLoop(new double[] {1.5});
        double x = 1.5;
        for (Stage stage : stages) {
            double a = 1 / Math.sqrt(1 + stage.sigma() * stage.sigma());
            double y = x / a;
            double shrink = SPREAD * SPREAD / (SPREAD * SPREAD + stage.sigma() * stage.sigma());
            x = loop.step(stage, new double[] {MEAN + shrink * (y - MEAN)}, new double[1])[0];
        }
        return Math.abs(x - exact(1.5, stages.get(0).sigma(), config.finalSigma().of(LINEAR)));
    }

    /** Pictures are many Gaussians of all deviations, by a first look: none may come out paler or stronger. */
    @Test
    void twentyStepsOfDpmSolverKeepEveryDeviation() {
        double even = worstChange(TimestepSpacing.EXPONENTIAL);
        assertThat(even).isLessThan(0.03);
        assertThat(worstChange(TimestepSpacing.KARRAS)).isGreaterThan(2 * even);
    }

    /** The largest |log| of the drawn deviation by the true one, over deviations of data of mean 0. */
    private static double worstChange(TimestepSpacing spacing) {
        NoiseSchedule cosine = NoiseSchedule.of(BetaSchedule.SQUAREDCOS_CAP_V2, 1e-4, 0.02, 1000);
        Sampler sampler = new DpmSolver(2);
        List<Stage> stages = sampler.stages(cosine, Prediction.SAMPLE, sampler.recommended(SamplingConfig.of(20)).withSpacing(spacing));
        double worst = 0;
        for (double spread = 0.05; spread < 12; spread *= 1.3) {
            StageLoop loop = new StageLoop(new double[] {1});
            double x = 1;
            for (Stage stage : stages) {
                double y = x * Math.sqrt(1 + stage.sigma() * stage.sigma());
                x = loop.step(stage, new double[] {y * spread * spread / (spread * spread + stage.sigma() * stage.sigma())}, new double[1])[0];
            }
            worst = Math.max(worst, Math.abs(Math.log(Math.abs(x) / spread)));
        }
        return worst;
    }

    /** Karras et al. 2022, algorithm 1, written in y and sigma as in the paper. */
    @Test
    void heunIsThePapersLoop() {
        List<Stage> stages = Samplers.named("heun").stages(LINEAR, Prediction.EPSILON,
                SamplingConfig.of(9).withSpacing(TimestepSpacing.KARRAS));
        assertThat(stages).hasSize(17);
        double[] found = StageLoop.run(stages, new double[] {1.3}, gaussian(LINEAR, Prediction.EPSILON), SILENT);

        double[] sigmas = new double[10];
        for (int i = 0; i < 9; i++) {
            sigmas[i] = Math.pow(Math.pow(LINEAR.sigma(999), 1 / 7.0)
                    + i / 8.0 * (Math.pow(LINEAR.sigma(0), 1 / 7.0) - Math.pow(LINEAR.sigma(999), 1 / 7.0)), 7);
        }
        double y = 1.3 * Math.sqrt(1 + sigmas[0] * sigmas[0]);
        for (int i = 0; i < 9; i++) {
            double d = slope(y, sigmas[i]);
            double trial = y + (sigmas[i + 1] - sigmas[i]) * d;
            y = sigmas[i + 1] == 0 ? trial : y + (sigmas[i + 1] - sigmas[i]) * (d + slope(trial, sigmas[i + 1])) / 2;
        }
        // the model is told a fractional timestep that float32 logarithms found
        assertThat(found[0]).isCloseTo(y, within(1e-5));
    }

    /** dy/dsigma = (y - E[x0 | y]) / sigma for Gaussian data. */
    private static double slope(double y, double sigma) {
        return sigma * (y - MEAN) / (SPREAD * SPREAD + sigma * sigma);
    }

    /** Adams-Bashforth with even weights, in y and sigma, keeping its own list of slopes. */
    @Test
    void ipndmIsTheTextbookLoop() {
        SamplingConfig config = SamplingConfig.of(8).withSpacing(TimestepSpacing.KARRAS);
        List<Stage> stages = Samplers.named("ipndm").stages(LINEAR, Prediction.V_PREDICTION, config);
        double[] found = StageLoop.run(stages, new double[] {-0.8}, gaussian(LINEAR, Prediction.V_PREDICTION), SILENT);
        double y = -0.8 * Math.sqrt(1 + Math.pow(stages.get(0).sigma(), 2));
        double d1 = 0;
        double d2 = 0;
        double d3 = 0;
        for (int i = 0; i < 8; i++) {
            double sigma = stages.get(i).sigma();
            double next = i < 7 ? stages.get(i + 1).sigma() : 0;
            double d = slope(y, sigma);
            double mean = i == 0 || i == 7 ? d : i == 1 ? (3 * d - d1) / 2 : i == 2 ? (23 * d - 16 * d1 + 5 * d2) / 12
                    : (55 * d - 59 * d1 + 37 * d2 - 9 * d3) / 24;
            y += (next - sigma) * mean;
            d3 = d2;
            d2 = d1;
            d1 = d;
        }
        assertThat(found[0]).isCloseTo(y, within(1e-5));
    }

    /** Lu et al. 2022, multistep of third order as diffusers orders its terms; diffusers' vectors hold orders one and two. */
    @Test
    void thirdOrderIsTheTextbookLoop() {
        SamplingConfig config = SamplingConfig.of(16).withSpacing(TimestepSpacing.LINSPACE).withFinalSigma(FinalSigma.SIGMA_MIN);
        List<Stage> stages = new DpmSolver(3).stages(LINEAR, Prediction.SAMPLE, config);
        StageLoop.Model model = gaussian(LINEAR, Prediction.SAMPLE);
        double[] found = StageLoop.run(stages, new double[] {0.4}, model, SILENT);
        double x = 0.4;
        double[] m = new double[16];
        double[] lambda = new double[17];
        for (int i = 0; i < 16; i++) {
            double s0 = stages.get(i).sigma();
            double st = i < 15 ? stages.get(i + 1).sigma() : LINEAR.sigma(0);
            lambda[i] = -Math.log(s0);
            lambda[i + 1] = -Math.log(st);
            m[i] = model.at(new double[] {x}, stages.get(i).timestep())[0];
            double alpha = 1 / Math.sqrt(1 + st * st);
            double h = lambda[i + 1] - lambda[i];
            double phi = Math.exp(-h) - 1;
            double next = st * alpha / (s0 / Math.sqrt(1 + s0 * s0)) * x - alpha * phi * m[i];
            if (i == 1) {
                next -= 0.5 * alpha * phi * (m[1] - m[0]) / ((lambda[1] - lambda[0]) / h);
            } else if (i > 1) {
                double r0 = (lambda[i] - lambda[i - 1]) / h;
                double r1 = (lambda[i - 1] - lambda[i - 2]) / h;
                double d10 = (m[i] - m[i - 1]) / r0;
                double d11 = (m[i - 1] - m[i - 2]) / r1;
                double d1 = d10 + r0 / (r0 + r1) * (d10 - d11);
                double d2 = (d10 - d11) / (r0 + r1);
                next += alpha * (phi / h + 1) * d1 - alpha * ((phi + h) / (h * h) - 0.5) * d2;
            }
            x = next;
        }
        assertThat(found[0]).isCloseTo(x, within(1e-12));
    }

    /** Many DDPM chains with exact networks must end with the data's mean and spread; limits are five standard errors. */
    @Test
    void ddpmDrawsTheData() {
        int n = 20_000;
        Random random = new Random(5);
        SamplingConfig config = SamplingConfig.of(200).withVariance(Variance.FIXED_LARGE);
        double[] end = StageLoop.run(Samplers.named("ddpm").stages(LINEAR, Prediction.EPSILON, config),
                random.doubles(n, -1, 1).map(u -> random.nextGaussian()).toArray(), gaussian(LINEAR, Prediction.EPSILON),
                index -> random.doubles(n, -1, 1).map(u -> random.nextGaussian()).toArray());
        double mean = 0;
        double variance = 0;
        for (double x : end) {
            mean += x / n;
        }
        for (double x : end) {
            variance += (x - mean) * (x - mean) / n;
        }
        assertThat(mean).isCloseTo(MEAN, within(5 * SPREAD / Math.sqrt(n) + 0.005));
        assertThat(Math.sqrt(variance)).isCloseTo(SPREAD, within(5 * SPREAD / Math.sqrt(2 * n) + 0.02));
    }

    @Test
    void ddimWithEtaOneAndAllStepsIsDdpm() {
        NoiseSchedule schedule = NoiseSchedule.of(BetaSchedule.LINEAR, 1e-4, 0.02, 100);
        SamplingConfig config = SamplingConfig.of(100).withEta(1);
        Random random = new Random(3);
        double[][] noises = random.doubles(101).mapToObj(u -> new double[] {random.nextGaussian()}).toArray(double[][]::new);
        double[] ddpm = StageLoop.run(Samplers.named("ddpm").stages(schedule, Prediction.EPSILON, config), new double[] {1.1},
                gaussian(schedule, Prediction.EPSILON), index -> noises[index]);
        double[] ddim = StageLoop.run(Samplers.named("ddim").stages(schedule, Prediction.EPSILON, config), new double[] {1.1},
                gaussian(schedule, Prediction.EPSILON), index -> noises[index]);
        assertThat(ddim[0]).isCloseTo(ddpm[0], within(1e-9));
    }

    @ParameterizedTest
    @EnumSource(value = Prediction.class, names = {"SAMPLE", "V_PREDICTION"})
    void pureNoiseAtTheStartIsNoDivisionByZero(Prediction prediction) {
        NoiseSchedule zero = LINEAR.rescaledToZeroTerminalSnr();
        for (Sampler sampler : Samplers.ALL) {
            for (int steps : new int[] {1, 2, 10}) {
                SamplingConfig spaced = SamplingConfig.of(steps).withSpacing(TimestepSpacing.TRAILING);
                for (SamplingConfig config : List.of(spaced, spaced.withSpacing(TimestepSpacing.KARRAS),
                        spaced.withSpacing(TimestepSpacing.EXPONENTIAL), spaced.withClipRange(1))) {
                    List<Stage> stages = sampler.stages(zero, prediction, config);
                    assertThat(stages.get(0).timestep()).isEqualTo(999);
                    double[] end = StageLoop.run(stages, new double[] {1.5, -0.5}, gaussian(zero, prediction), index -> new double[2]);
                    // one step draws the mean, 0.3; ten of Heun's on this coarse grid may overshoot, but not explode
                    assertThat(end[0]).as("%s %d", sampler.about().name(), steps).isFinite().isBetween(-1.0, 3.0);
                }
            }
        }
    }

    @Test
    void epsilonFromPureNoiseIsRefusedClearly() {
        NoiseSchedule zero = LINEAR.rescaledToZeroTerminalSnr();
        SamplingConfig config = SamplingConfig.of(10).withSpacing(TimestepSpacing.TRAILING);
        for (String name : List.of("ddpm", "ddim", "euler", "heun", "ipndm")) {
            assertThatThrownBy(() -> Samplers.named(name).stages(zero, Prediction.EPSILON, config))
                    .hasMessageContaining("epsilon").hasMessageContaining("v_prediction");
        }
    }

    /** Clamping x0 must hold the picture inside the range for every sampler, since each ends at x0. */
    @Test
    void clampingHoldsTheEndInside() {
        StageLoop.Model wild = (x, t) -> new double[] {40};
        for (Sampler sampler : Samplers.ALL) {
            SamplingConfig config = sampler.recommended(SamplingConfig.of(10).withClipRange(1));
            List<Stage> stages = sampler.stages(LINEAR, Prediction.EPSILON, config);
            assertThat(StageLoop.run(stages, new double[] {0.5}, wild, index -> new double[1])[0])
                    .as(sampler.about().name()).isBetween(-1.2, 1.2);
        }
    }

    /**
     * The mean of k pixels sees noise that is sqrt(k) weaker, as one pixel does whose values spread sqrt(k) wider: up to 16 for a
     * background of 1,600 pixels. Its colour must vary in 20 steps as it does in the data.
     */
    @ParameterizedTest
    @CsvSource({"dpm++2m, 0.07", "dpm++3m, 0.12", "ipndm, 0.05", "heun, 0.11"})
    void areasOfAnySizeKeepTheirSpread(String name, double bound) {
        SchedulerConfig.Betas cosine = new SchedulerConfig.Betas(1000, 1e-4, 0.02, BetaSchedule.SQUAREDCOS_CAP_V2, List.of(), SchedulerConfig.Terminal.AS_IS);
        SchedulerConfig model = SchedulerConfig.of(SchedulerConfig.Kind.DDPM, cosine, Prediction.V_PREDICTION);
        SamplingConfig config = model.samplingFor(Samplers.named(name), 20).withClipRange(Double.POSITIVE_INFINITY);
        List<Stage> stages = Samplers.named(name).stages(model.schedule(), Prediction.V_PREDICTION, config);
        for (double spread : new double[] {0.1, 0.4, 1, 4, 16}) {
            double[] end = StageLoop.run(stages, new double[] {1, -1}, gaussian(model.schedule(), Prediction.V_PREDICTION, spread), SILENT);
            assertThat((end[0] - end[1]) / 2 / spread).as("of %s", spread).isCloseTo(1, within(bound));
        }
    }

    /** A network that sees one percent too much noise draws as the exact one does, if x shows a tenth of the picture. */
    @ParameterizedTest
    @ValueSource(strings = {"ddpm", "ddim", "dpm++2m", "euler", "heun", "ipndm"})
    void epsilonScaleMakesGoodForTooMuchNoise(String name) {
        NoiseSchedule mild = NoiseSchedule.of(BetaSchedule.LINEAR, 1e-4, 0.02, 400);
        assertThat(mild.signalScale(399)).isGreaterThan(0.1);
        StageLoop.Model right = gaussian(mild, Prediction.EPSILON);
        StageLoop.Model wrong = (x, timestep) -> Arrays.stream(right.at(x, timestep)).map(eps -> 1.01 * eps).toArray();
        StageLoop.Noise noise = index -> new double[] {Math.sin(index), Math.cos(index)};
        double[] start = {0.8, -1.1};
        SamplingConfig plain = SamplingConfig.of(40);
        List<Stage> stages = Samplers.named(name).stages(mild, Prediction.EPSILON, plain);
        List<Stage> scaled = Samplers.named(name).stages(mild, Prediction.EPSILON, plain.withEpsilonScale(1.01));
        double[] exact = StageLoop.run(stages, start, right, noise);
        assertThat(StageLoop.run(scaled, start, wrong, noise)).containsExactly(exact, within(1e-9));
        assertThat(StageLoop.run(stages, start, wrong, noise)[0]).isNotCloseTo(exact[0], within(1e-3));
    }

    @ParameterizedTest
    @EnumSource(Prediction.class)
    void anotherEpsilonHasThePictureThatGoesWithIt(Prediction prediction) {
        for (double a : new double[] {0.999, 0.6, 0.1, 0.05}) {
            double s = Math.sqrt(1 - a * a), x = 0.7, out = -0.4;
            Stage.Denoise plain = SamplingConfig.of(9).denoise(prediction, a, s);
            Stage.Denoise scaled = SamplingConfig.of(9).withEpsilonScale(1.02).denoise(prediction, a, s);
            double eps = scaled.xToEps() * x + scaled.outToEps() * out;
            assertThat((plain.xToEps() * x + plain.outToEps() * out) / eps).isCloseTo(a < 0.1 ? 1.01 : 1.02, within(1e-12));
            assertThat(a * (scaled.xToX0() * x + scaled.outToX0() * out) + s * eps).isCloseTo(x, within(1e-12));
        }
        assertThat(SamplingConfig.of(9).withEpsilonScale(1).denoise(Prediction.SAMPLE, 0.6, 0.8)).isEqualTo(Prediction.SAMPLE.denoise(0.6, 0.8));
    }

    /** Few, many and odd step counts, every schedule: no NaN, no timestep outside, streams numbered by position. */
    @ParameterizedTest
    @EnumSource(BetaSchedule.class)
    void tablesAreFiniteForAnyStepCount(BetaSchedule beta) {
        NoiseSchedule schedule = NoiseSchedule.of(beta, 1e-4, 0.02, 1000);
        for (Sampler sampler : Samplers.ALL) {
            for (int steps : new int[] {1, 2, 3, 7, 61, 600, 998}) {
                SamplingConfig plain = SamplingConfig.of(steps).withEta(1).withClipRange(1);
                for (SamplingConfig config : List.of(plain, plain.withSpacing(TimestepSpacing.KARRAS),
                        plain.withSpacing(TimestepSpacing.EXPONENTIAL), sampler.recommended(plain))) {
                    if (config.lambdaMinClipped() > -10 && steps > 900) {
                        continue; // fewer timesteps are left than steps
                    }
                    List<Stage> stages = sampler.stages(schedule, Prediction.EPSILON, config);
                    // trailing spacing below a cut of the noisiest timesteps: as many steps as still fit
                    int fewest = config.lambdaMinClipped() > -10 ? steps - steps / 100 : steps;
                    assertThat(stages.size()).isBetween(fewest, sampler.about().callsPerStep() * steps);
                    for (int i = 0; i < stages.size(); i++) {
                        assertThat(stages.get(i).timestep()).isBetween(0.0, 999.0);
                        assertThat(stages.get(i).noiseIndex()).isEqualTo(i + 1);
                        assertThat(stages.get(i).toFloats()).hasSize(Stage.FLOATS).doesNotContain(Float.NaN);
                    }
                }
            }
        }
    }

    @Test
    void impossibleStepCountsAreRefused() {
        assertThatThrownBy(() -> SamplingConfig.of(0)).hasMessageContaining("steps");
        assertThatThrownBy(() -> Samplers.named("ddim").stages(LINEAR, Prediction.EPSILON, SamplingConfig.of(1001)))
                .hasMessageContaining("1000").hasMessageContaining("1001");
        assertThatThrownBy(() -> Samplers.named("ddpm").stages(LINEAR, Prediction.EPSILON,
                SamplingConfig.of(1000).withStepsOffset(1))).hasMessageContaining("steps_offset");
        assertThatThrownBy(() -> Samplers.named("dpm++2m").stages(LINEAR, Prediction.EPSILON, SamplingConfig.of(1000)))
                .hasMessageContaining("1000");
        assertThatThrownBy(() -> Samplers.named("ddmi")).hasMessageContaining("ddim").hasMessageContaining("ddmi");
    }

    @Test
    void fewStepsAreWarnedAbout() {
        assertThat(Samplers.named("heun").about().warning(5)).hasValueSatisfying(text -> assertThat(text).contains("Heun", "18"));
        assertThat(Samplers.named("dpm++2m").about().warning(20)).isEmpty();
    }
}
