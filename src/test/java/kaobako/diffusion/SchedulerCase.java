package kaobako.diffusion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import kaobako.store.Json;
import kaobako.store.Safetensors;

/**
 * Checks one folder of scheduler vectors ({@code case.json}, {@code case.safetensors}, {@code scheduler_config.json}) of the
 * kinds schedule, ddpm_steps, ddim_steps and dpm_chain against this package. Limits are those of the vectors' README.
 */
public final class SchedulerCase {
    private static final double TABLE = 1e-5;
    /** alphas_cumprod of a cosine schedule's last entries, where betas reach 0.999. */
    private static final double COSINE_END = 1e-4;
    private static final double STEP = 1e-4;
    /** DDPM at timesteps up to 20: the reference subtracts float32 numbers near 1. */
    private static final double EARLY_DDPM_STEP = 1e-3;
    private static final double CHAIN = 2e-4;

    private final Map<String, Object> json;
    private final SchedulerConfig config;
    private final Safetensors tensors;

    private SchedulerCase(Map<String, Object> json, SchedulerConfig config, Safetensors tensors) {
        this.json = json;
        this.config = config;
        this.tensors = tensors;
    }

    /** Whether {@link #check} knows this {@code kind} of case.json. */
    public static boolean knows(String kind) {
        return List.of("schedule", "ddpm_steps", "ddim_steps", "dpm_chain").contains(kind);
    }

    public static void check(Path folder) {
        Map<String, Object> json = Json.object(folder.resolve("case.json"));
        SchedulerConfig config = SchedulerConfig.read(Json.object(folder.resolve("scheduler_config.json")));
        try (Safetensors tensors = Safetensors.open(folder.resolve("case.safetensors"))) {
            SchedulerCase sched = new SchedulerCase(json, config, tensors);
            String kind = (String) json.get("kind");
            switch (kind) {
                case "schedule" -> sched.checkSchedule();
                case "ddpm_steps", "ddim_steps" -> sched.checkSteps(kind.equals("ddpm_steps"));
                case "dpm_chain" -> sched.checkChain();
                default -> throw new IllegalArgumentException("unknown kind of scheduler case: " + kind);
            }
        }
    }

    private void checkSchedule() {
        NoiseSchedule schedule = config.schedule();
        float[] betas = floats("betas");
        float[] acp = floats("alphas_cumprod");
        assertThat(schedule.size()).isEqualTo(betas.length);
        for (int t = 0; t < betas.length; t++) {
            assertThat(schedule.beta(t)).as("beta %d", t).isCloseTo(betas[t], within(TABLE * betas[t]));
            double limit = acp[t] < 1e-3 ? COSINE_END : TABLE;
            assertThat(schedule.alphasCumprod(t)).as("alphas_cumprod %d", t).isCloseTo(acp[t], within(limit * acp[t]));
        }
        long[] timesteps = longs("timesteps");
        double[][] pictures = rows("original_samples", timesteps.length);
        double[][] noises = rows("noise", timesteps.length);
        double[][] noisy = rows("noisy_samples", timesteps.length);
        double[][] velocity = rows("velocity", timesteps.length);
        for (int n = 0; n < timesteps.length; n++) {
            int t = (int) timesteps[n];
            assertClose("add_noise at " + t, mix(schedule.signalScale(t), pictures[n], schedule.noiseScale(t), noises[n]), noisy[n], STEP);
            double level = schedule.alphasCumprod(t);
            assertClose("velocity at " + t, mix(Prediction.V_PREDICTION.pictureInTarget(level), pictures[n],
                    Prediction.V_PREDICTION.noiseInTarget(level), noises[n]), velocity[n], STEP);
        }
    }

    private void checkSteps(boolean ddpm) {
        List<Stage> stages = stages();
        long[] index = longs("step_index");
        double[][] sample = rows("sample", index.length);
        double[][] output = rows("model_output", index.length);
        double[][] noise = rows("noise", index.length);
        double[][] next = rows("prev_sample", index.length);
        double[][] clean = rows("pred_original_sample", index.length);
        for (int n = 0; n < index.length; n++) {
            Stage stage = stages.get((int) index[n]);
            StageLoop loop = new StageLoop(sample[n]);
            double[] found = loop.step(stage, output[n], noise[n]);
            double limit = ddpm && stage.timestep() <= 20 ? EARLY_DDPM_STEP : STEP;
            assertClose("prev_sample at " + stage.timestep(), found, next[n], limit);
            assertClose("pred_original_sample at " + stage.timestep(), loop.x0(), clean[n], limit);
        }
    }

    private void checkChain() {
        List<Stage> stages = stages();
        float[] sigmas = floats("sigmas");
        double[][] output = rows("model_output", stages.size());
        double[][] next = rows("prev_sample", stages.size());
        StageLoop loop = new StageLoop(rows("sample0", 1)[0]);
        for (int i = 0; i < stages.size(); i++) {
            assertThat(stages.get(i).sigma()).as("sigma %d", i).isCloseTo(sigmas[i], within(TABLE * sigmas[i]));
            double[] found = loop.step(stages.get(i), output[i], new double[output[i].length]);
            assertClose("prev_sample after step " + i, found, next[i], CHAIN);
        }
        double end = sigmas[stages.size()];
        assertThat(config.sampling().finalSigma().of(config.schedule())).as("final sigma").isCloseTo(end, within(TABLE * end));
    }

    /** The whole table; its timesteps are checked exactly. */
    private List<Stage> stages() {
        SamplingConfig sampling = config.sampling()
                .withSteps(((Number) json.get("num_inference_steps")).intValue())
                .withEta(json.get("eta") instanceof Number eta ? eta.doubleValue() : 0);
        if (Boolean.TRUE.equals(json.get("use_clipped_model_output"))) {
            sampling = sampling.with(SamplingConfig.Option.USE_CLIPPED_MODEL_OUTPUT);
        }
        List<Stage> stages = config.sampler().stages(config.schedule(), config.prediction(), sampling);
        double[] expected = Arrays.stream(longs("timesteps")).asDoubleStream().toArray();
        assertThat(stages.stream().mapToDouble(Stage::timestep).toArray()).as("timesteps").isEqualTo(expected);
        return stages;
    }

    /** Within {@code limit} of the expected tensor's largest magnitude. */
    private static void assertClose(String what, double[] found, double[] expected, double limit) {
        double largest = Arrays.stream(expected).map(Math::abs).max().orElse(0);
        assertThat(found).as(what).hasSize(expected.length);
        for (int i = 0; i < found.length; i++) {
            assertThat(found[i]).as("%s, element %d", what, i).isCloseTo(expected[i], within(limit * largest));
        }
    }

    private static double[] mix(double p, double[] a, double q, double[] b) {
        return IntStream.range(0, a.length).mapToDouble(i -> p * a[i] + q * b[i]).toArray();
    }

    private float[] floats(String name) {
        return tensors.tensor(name).floats();
    }

    private long[] longs(String name) {
        return tensors.tensor(name).longs();
    }

    /** The tensor as {@code count} rows of equal length. */
    private double[][] rows(String name, int count) {
        float[] all = floats(name);
        int length = all.length / count;
        double[][] rows = new double[count][length];
        for (int i = 0; i < count * length; i++) {
            rows[i / length][i % length] = all[i];
        }
        return rows;
    }
}
