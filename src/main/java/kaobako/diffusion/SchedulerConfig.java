package kaobako.diffusion;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import kaobako.diffusion.SamplingConfig.FinalSigma;
import kaobako.diffusion.SamplingConfig.Option;
import kaobako.diffusion.SamplingConfig.SolverType;
import kaobako.diffusion.SamplingConfig.Variance;
import kaobako.text.Sentence;
import kaobako.text.SettingException;

/**
 * A diffusers scheduler_config.json: the schedule and the prediction a model was trained with, and how its authors sample it.
 * Reading and writing are between the record and a plain map; the text of the JSON belongs to the {@code store} package.
 *
 * @param solverOrder order of DPM-Solver++, 1 to 3; 2 for the other kinds
 * @param sampling    how to draw; its {@code steps} and {@code eta} are not in the file but the pipelines' usual ones
 */
public record SchedulerConfig(Kind kind, Betas betas, Prediction prediction, int solverOrder, SamplingConfig sampling) {

    /** The scheduler classes that are understood. */
    public enum Kind {
        DDPM("DDPMScheduler", 1000), DDIM("DDIMScheduler", 50), DPM_SOLVER("DPMSolverMultistepScheduler", 20);

        private final String className;
        private final int usualSteps;

        Kind(String className, int usualSteps) {
            this.className = className;
            this.usualSteps = usualSteps;
        }

        /** The value of {@code _class_name}. */
        public String className() {
            return className;
        }
    }

    /** The end of a schedule. */
    public enum Terminal {
        /** As the formula gives it. */
        AS_IS,
        /** Rescaled to pure noise, {@code rescale_betas_zero_snr}. */
        ZERO_SNR
    }

    /**
     * What makes a {@link NoiseSchedule}.
     *
     * @param steps   T
     * @param trained explicit betas, which override the formula; empty for none
     */
    public record Betas(int steps, double start, double end, BetaSchedule schedule, List<Double> trained, Terminal terminal) {
        public Betas {
            trained = List.copyOf(trained);
        }

        /** The schedule of most published models: linear, 1e-4 to 0.02, 1000 steps. */
        public static final Betas DEFAULT = new Betas(1000, 1e-4, 0.02, BetaSchedule.LINEAR, List.of(), Terminal.AS_IS);

        /** The table. */
        public NoiseSchedule noiseSchedule() {
            NoiseSchedule plain = trained.isEmpty() ? NoiseSchedule.of(schedule, start, end, steps) : ofTrained();
            return terminal == Terminal.ZERO_SNR ? plain.rescaledToZeroTerminalSnr() : plain;
        }

        private NoiseSchedule ofTrained() {
            float[] values = new float[trained.size()];
            for (int t = 0; t < values.length; t++) {
                values[t] = trained.get(t).floatValue();
            }
            return NoiseSchedule.of(values);
        }
    }

    /** @throws IllegalArgumentException if the solver's order is not 1 to 3, or trained betas are not one a timestep */
    public SchedulerConfig {
        if (solverOrder < 1 || solverOrder > 3) {
            throw SettingException.must("solver_order", "1, 2 or 3", solverOrder);
        }
        if (!betas.trained.isEmpty() && betas.trained.size() != betas.steps) {
            throw new SettingException(Sentence.of("setting.betas", "trained_betas must have num_train_timesteps = %d entries, but has %d",
                    betas.steps, betas.trained.size()));
        }
    }

    /** A scheduler of this kind with its class's own sampling defaults, as a trainer writes it. */
    public static SchedulerConfig of(Kind kind, Betas betas, Prediction prediction) {
        SchedulerConfig defaults = read(Map.of("_class_name", kind.className));
        return new SchedulerConfig(kind, betas, prediction, 2, defaults.sampling);
    }

    /**
     * Reads the parsed JSON object. Missing and null keys take the class's defaults ({@code _class_name}; DDPMScheduler if
     * there is none), unknown keys and other keys that start with an underscore are ignored.
     *
     * @throws IllegalArgumentException naming the key, for wrong types, unknown words and features that would change
     *                                  the picture but are not supported (thresholding, learned variance, SDE solvers, ...)
     */
    public static SchedulerConfig read(Map<String, ?> json) {
        ConfigKeys keys = new ConfigKeys(json);
        Kind kind = Keyed.find(Kind.values(), Kind::className, "scheduler _class_name",
                keys.text("_class_name", Kind.DDPM.className));
        for (String feature : List.of("thresholding", "use_lu_lambdas", "use_exponential_sigmas", "use_beta_sigmas",
                "use_flow_sigmas", "use_dynamic_shifting")) {
            keys.refuse(feature);
        }
        List<Double> trained = keys.numbers("trained_betas");
        Betas betas = new Betas(keys.integer("num_train_timesteps", trained.isEmpty() ? 1000 : trained.size()),
                keys.number("beta_start", 1e-4), keys.number("beta_end", 0.02),
                BetaSchedule.of(keys.text("beta_schedule", "linear")), trained,
                keys.flag("rescale_betas_zero_snr", false) ? Terminal.ZERO_SNR : Terminal.AS_IS);
        Prediction prediction = Prediction.of(keys.text("prediction_type", "epsilon"));
        int order = kind == Kind.DPM_SOLVER ? keys.integer("solver_order", 2) : 2;
        return new SchedulerConfig(kind, betas, prediction, order, sampling(kind, betas, keys));
    }

    private static SamplingConfig sampling(Kind kind, Betas betas, ConfigKeys keys) {
        boolean dpm = kind == Kind.DPM_SOLVER;
        SamplingConfig config = SamplingConfig.of(kind.usualSteps)
                .withSpacing(TimestepSpacing.inFile(keys.text("timestep_spacing", dpm ? "linspace" : "leading")))
                .withStepsOffset(keys.integer("steps_offset", 0))
                .withVariance(variance(kind, keys))
                .withEpsilonScale(keys.number("epsilon_scale", 1));
        if (!dpm) {
            if (keys.flag("clip_sample", true)) {
                config = config.withClipRange(keys.number("clip_sample_range", 1));
            }
            boolean toOne = kind == Kind.DDPM || keys.flag("set_alpha_to_one", true);
            return toOne ? config : config.without(Option.SET_ALPHA_TO_ONE);
        }
        String algorithm = keys.text("algorithm_type", "dpmsolver++");
        // diffusers itself turns deis into dpmsolver++, and these solver types into midpoint
        if (!Set.of("dpmsolver++", "deis").contains(algorithm)) {
            throw SettingException.unsupported("algorithm_type", "dpmsolver++", algorithm);
        }
        String solver = keys.text("solver_type", "midpoint");
        if (Set.of("logrho", "bh1", "bh2").contains(solver)) {
            solver = "midpoint";
        }
        Set<Option> options = EnumSet.of(Option.SET_ALPHA_TO_ONE);
        keys.switchOn(options, "lower_order_final", true, Option.LOWER_ORDER_FINAL);
        keys.switchOn(options, "euler_at_final", false, Option.EULER_AT_FINAL);
        if (betas.schedule == BetaSchedule.SQUAREDCOS_CAP_V2) {
            options.add(Option.TRUNCATE_KARRAS_TIMESTEPS);
        }
        return (keys.flag("use_karras_sigmas", false) ? config.withSpacing(TimestepSpacing.KARRAS) : config).withOptions(options)
                .withSolverType(Keyed.find(SolverType.values(), SolverType::key, "solver_type", solver))
                .withFinalSigma(Keyed.find(FinalSigma.values(), FinalSigma::key, "final_sigmas_type",
                        keys.text("final_sigmas_type", "zero")))
                .withLambdaMinClipped(keys.number("lambda_min_clipped", Double.NEGATIVE_INFINITY));
    }

    private static Variance variance(Kind kind, ConfigKeys keys) {
        String type = keys.text("variance_type", "fixed_small");
        if (kind == Kind.DDIM) {
            return Variance.FIXED_SMALL;
        }
        return switch (type) {
            // the same numbers by way of a logarithm
            case "fixed_small_log" -> Variance.FIXED_SMALL;
            case "learned", "learned_range", "fixed_large_log" -> throw SettingException.unsupported(
                    "variance_type", "fixed_small or fixed_large", type);
            default -> Keyed.find(Variance.values(), Variance::key, "variance_type", type);
        };
    }

    /** The parsed form of a scheduler_config.json that diffusers reads; {@code lambda_min_clipped} may be negative infinity. */
    public Map<String, Object> toMap() {
        Map<String, Object> map = new TreeMap<>();
        map.put("_class_name", kind.className);
        map.put("num_train_timesteps", betas.steps);
        map.put("beta_start", betas.start);
        map.put("beta_end", betas.end);
        map.put("beta_schedule", betas.schedule.key());
        map.put("trained_betas", betas.trained.isEmpty() ? null : new ArrayList<>(betas.trained));
        map.put("rescale_betas_zero_snr", betas.terminal == Terminal.ZERO_SNR);
        map.put("prediction_type", prediction.key());
        map.put("timestep_spacing", sampling.spacing().bySigma() ? TimestepSpacing.LINSPACE.key() : sampling.spacing().key());
        map.put("steps_offset", sampling.stepsOffset());
        map.put("thresholding", false);
        // diffusers knows no such key, says so and goes on
        if (sampling.epsilonScale() != 1) map.put("epsilon_scale", sampling.epsilonScale());
        if (kind == Kind.DPM_SOLVER) {
            map.put("algorithm_type", "dpmsolver++");
            map.put("solver_order", solverOrder);
            map.put("solver_type", sampling.solverType().key());
            map.put("final_sigmas_type", sampling.finalSigma().key());
            map.put("lambda_min_clipped", sampling.lambdaMinClipped());
            map.put("lower_order_final", sampling.has(Option.LOWER_ORDER_FINAL));
            map.put("euler_at_final", sampling.has(Option.EULER_AT_FINAL));
            map.put("use_karras_sigmas", sampling.spacing() == TimestepSpacing.KARRAS);
            return map;
        }
        boolean clips = Double.isFinite(sampling.clipRange());
        map.put("clip_sample", clips);
        map.put("clip_sample_range", clips ? sampling.clipRange() : 1.0);
        if (kind == Kind.DDIM) {
            map.put("set_alpha_to_one", sampling.has(Option.SET_ALPHA_TO_ONE));
        } else {
            map.put("variance_type", sampling.variance().key());
        }
        return map;
    }

    /** The sampler the file names. */
    public Sampler sampler() {
        return switch (kind) {
            case DDPM -> new Ddpm();
            case DDIM -> new Ddim();
            case DPM_SOLVER -> new DpmSolver(solverOrder);
        };
    }

    /** The model's noise table. */
    public NoiseSchedule schedule() {
        return betas.noiseSchedule();
    }

    /** The settings for drawing with {@code sampler}: the file's own if it names this sampler, else the sampler's recommended. */
    public SamplingConfig samplingFor(Sampler sampler, int steps) {
        SamplingConfig config = sampling.withSteps(steps);
        if (sampler.about().name().equals(sampler().about().name())) {
            return config;
        }
        SamplingConfig recommended = sampler.recommended(config);
        // a model trained down to pure noise must start there, which needs this spacing and every timestep
        return betas.terminal == Terminal.AS_IS ? recommended : recommended
                .withSpacing(TimestepSpacing.TRAILING).withLambdaMinClipped(Double.NEGATIVE_INFINITY);
    }

    /** The same with this eta, and with this spacing if one is chosen. */
    public SamplingConfig samplingFor(Sampler sampler, int steps, double eta, Optional<TimestepSpacing> spacing) {
        SamplingConfig suited = samplingFor(sampler, steps).withEta(eta);
        return spacing.map(suited::withSpacing).orElse(suited);
    }

    /** The table of the file's own sampler, e.g. {@code read(json).stages(50, 0)}; {@code eta} concerns DDIM only. */
    public List<Stage> stages(int steps, double eta) {
        return sampler().stages(schedule(), prediction, sampling.withSteps(steps).withEta(eta));
    }
}
