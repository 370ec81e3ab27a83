package kaobako.diffusion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import kaobako.diffusion.SamplingConfig.FinalSigma;
import kaobako.diffusion.SamplingConfig.Option;
import kaobako.diffusion.SamplingConfig.Variance;
import kaobako.diffusion.SchedulerConfig.Betas;
import kaobako.diffusion.SchedulerConfig.Kind;
import kaobako.diffusion.SchedulerConfig.Terminal;
import kaobako.store.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class SchedulerConfigTest {
    private static final Path GOLDEN = Path.of("src/test/resources/golden");

    /** What diffusers wrote, read and written again through real JSON text, says the same wherever we write a key at all. */
    @ParameterizedTest
    @MethodSource("configFiles")
    void writesWhatItRead(Path file) {
        Map<String, Object> original = Json.object(file);
        SchedulerConfig config = SchedulerConfig.read(original);
        Map<String, Object> written = Json.object(Json.pretty(config.toMap()), file);
        assertThat(SchedulerConfig.read(written)).isEqualTo(config);
        written.forEach((key, value) -> {
            if (key.equals("trained_betas") || !original.containsKey(key)) {
                return;
            }
            assertThat(value).as(key).isEqualTo(original.get(key));
        });
    }

    static Stream<Path> configFiles() throws IOException {
        return Files.walk(GOLDEN).filter(file -> file.endsWith("scheduler_config.json")).sorted();
    }

    @Test
    void missingAndNullKeysTakeTheClassDefaults() {
        SchedulerConfig ddpm = SchedulerConfig.read(Map.of());
        assertThat(ddpm.kind()).isEqualTo(Kind.DDPM);
        assertThat(ddpm.betas()).isEqualTo(Betas.DEFAULT);
        assertThat(ddpm.sampling().clipRange()).isEqualTo(1);
        assertThat(ddpm.sampling().spacing()).isEqualTo(TimestepSpacing.LEADING);

        Map<String, Object> json = new HashMap<>();
        json.put("_class_name", "DPMSolverMultistepScheduler");
        json.put("variance_type", null);
        json.put("a_key_of_the_future", List.of("anything"));
        json.put("_private", 3);
        SchedulerConfig dpm = SchedulerConfig.read(json);
        assertThat(dpm.solverOrder()).isEqualTo(2);
        assertThat(dpm.sampling().spacing()).isEqualTo(TimestepSpacing.LINSPACE);
        assertThat(dpm.sampling().finalSigma()).isEqualTo(FinalSigma.ZERO);
        assertThat(dpm.sampling().clipRange()).isInfinite();
        assertThat(dpm.sampling().lambdaMinClipped()).isEqualTo(Double.NEGATIVE_INFINITY);
        assertThat(dpm.sampling().has(Option.LOWER_ORDER_FINAL)).isTrue();
        assertThat(dpm.sampler().about().name()).isEqualTo("dpm++2m");
    }

    @Test
    void readsEveryKey() {
        SchedulerConfig ddim = SchedulerConfig.read(Map.of("_class_name", "DDIMScheduler", "clip_sample", false,
                "set_alpha_to_one", false, "steps_offset", 1, "rescale_betas_zero_snr", true, "prediction_type", "v_prediction",
                "timestep_spacing", "trailing", "num_train_timesteps", 500));
        assertThat(ddim.betas()).isEqualTo(new Betas(500, 1e-4, 0.02, BetaSchedule.LINEAR, List.of(), Terminal.ZERO_SNR));
        assertThat(ddim.prediction()).isEqualTo(Prediction.V_PREDICTION);
        assertThat(ddim.sampling().clipRange()).isInfinite();
        assertThat(ddim.sampling().stepsOffset()).isEqualTo(1);
        assertThat(ddim.sampling().has(Option.SET_ALPHA_TO_ONE)).isFalse();
        assertThat(ddim.stages(10, 0)).hasSize(10).first().extracting(Stage::timestep).isEqualTo(499.0);

        SchedulerConfig trained = SchedulerConfig.read(Map.of("trained_betas", List.of(0.1, 0.2, 0.3),
                "variance_type", "fixed_large", "clip_sample_range", 3, "epsilon_scale", 1.01));
        assertThat(trained.schedule().betas()).containsExactly(0.1f, 0.2f, 0.3f);
        assertThat(trained.sampling().variance()).isEqualTo(Variance.FIXED_LARGE);
        assertThat(trained.sampling().clipRange()).isEqualTo(3);
        assertThat(trained.sampling().epsilonScale()).isEqualTo(1.01);
        assertThat(SchedulerConfig.read(trained.toMap())).isEqualTo(trained);
    }

    @ParameterizedTest
    @CsvSource({"thresholding, true", "use_lu_lambdas, true", "use_flow_sigmas, true", "use_exponential_sigmas, true",
        "use_beta_sigmas, true", "algorithm_type, sde-dpmsolver++", "algorithm_type, dpmsolver", "prediction_type, flow_prediction",
        "solver_order, 4", "solver_order, 1.5", "timestep_spacing, karras", "beta_schedule, laplace", "variance_type, learned",
        "variance_type, learned_range", "_class_name, PNDMScheduler", "num_train_timesteps, many", "final_sigmas_type, one"})
    void whatWouldChangeThePictureIsRefusedByName(String key, String value) {
        Map<String, Object> json = new HashMap<>(Map.of("_class_name", "DPMSolverMultistepScheduler"));
        json.put(key, value.equals("true") ? Boolean.TRUE : value.matches("[0-9.]+") ? (Object) Double.valueOf(value) : value);
        assertThatThrownBy(() -> SchedulerConfig.read(json)).isInstanceOf(IllegalArgumentException.class).hasMessageContaining(key);
    }

    @Test
    void theFilesOwnSamplerKeepsTheFilesSettingsAndOthersGetTheirRecommended() {
        SchedulerConfig ddpm = SchedulerConfig.of(Kind.DDPM, Betas.DEFAULT, Prediction.EPSILON);
        assertThat(ddpm.samplingFor(Samplers.named("ddpm"), 30)).isEqualTo(ddpm.sampling().withSteps(30));
        SamplingConfig ipndm = ddpm.samplingFor(Samplers.named("ipndm"), 30);
        assertThat(ipndm.spacing()).isEqualTo(TimestepSpacing.KARRAS);
        assertThat(ipndm.clipRange()).isEqualTo(1);
        SamplingConfig ddim = ddpm.samplingFor(Samplers.named("ddim"), 20);
        assertThat(Samplers.named("ddim").stages(ddpm.schedule(), Prediction.EPSILON, ddim).get(0).timestep()).isEqualTo(999);
        SchedulerConfig own = SchedulerConfig.of(Kind.DDIM, Betas.DEFAULT, Prediction.EPSILON);
        assertThat(own.samplingFor(Samplers.named("ddim"), 20).spacing()).isEqualTo(TimestepSpacing.LEADING);
    }

    @Test
    void aModelTrainedDownToPureNoiseStartsThereWithEveryOtherSampler() {
        Betas zero = new Betas(1000, 1e-4, 0.02, BetaSchedule.LINEAR, List.of(), Terminal.ZERO_SNR);
        SchedulerConfig ddpm = SchedulerConfig.of(Kind.DDPM, zero, Prediction.V_PREDICTION);
        for (Sampler sampler : Samplers.ALL.subList(1, Samplers.ALL.size())) {
            List<Stage> stages = sampler.stages(ddpm.schedule(), ddpm.prediction(), ddpm.samplingFor(sampler, 10));
            assertThat(stages.get(0).timestep()).as(sampler.about().name()).isEqualTo(999);
            assertThat(stages.get(1).sigma()).as(sampler.about().name()).isLessThan(200);
        }
    }
}
