package kaobako.generate;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import kaobako.cl.Devices;
import kaobako.exec.Engine;
import kaobako.store.ModelFolder;
import kaobako.store.Safetensors;
import org.junit.jupiter.api.Test;

/** The packed values are those of the test resources, a right device passes, and a wrong number does not. */
class SelfTestTest {
    private static final Path GOLDEN = Path.of("src/test/resources/golden");

    @Test
    void thisDevicePasses() {
        try (Engine engine = Engine.open(Devices.choose(System.getProperty("kaobako.device")))) {
            SelfTest.Result drawing = SelfTest.run(engine, SelfTest.Use.DRAWING);
            SelfTest.Result learning = SelfTest.run(engine, SelfTest.Use.LEARNING);
            assertThat(drawing.and(learning).summary()).startsWith("self-test passed");
            assertThat(drawing.parts()).extracting(SelfTest.Part::name).containsExactly("network", "sampler", "predicted picture", "noise");
            assertThat(learning.parts()).extracting(SelfTest.Part::name).containsExactly("network while it learns", "loss",
                    "gradient of the picture", "gradients of the parameters");
        }
    }

    @Test
    void wrongNumbersAndNoNumbersFail() {
        SelfTest.Part right = new SelfTest.Part("network", 1e-6, 1e-5);
        for (double error : new double[] {2e-5, Double.NaN, Double.POSITIVE_INFINITY}) {
            SelfTest.Result result = new SelfTest.Result(List.of(right, new SelfTest.Part("noise", error, 1e-5)));
            assertThat(result.passed()).isFalse();
            assertThat(result.summary()).startsWith("self-test failed: noise").doesNotContain("network");
        }
    }

    @Test
    void thePackedValuesAreTheReferences() {
        try (SelfTestReference packed = SelfTestReference.open();
                ModelFolder model = ModelFolder.open(GOLDEN.resolve("unet_resnet_updown"));
                Safetensors network = Safetensors.open(GOLDEN.resolve("unet_resnet_updown/case.safetensors"));
                Safetensors stages = Safetensors.open(GOLDEN.resolve("sched/ddim_06/case.safetensors"))) {
            for (String name : packed.parameterNames()) {
                assertThat(packed.floats(name)).as(name).isEqualTo(model.weights().tensor(name).floats());
            }
            for (String name : List.of("sample", "target", "output", "loss", "grad_norms", "grad_cosdots", "grad.sample")) {
                assertThat(packed.floats("case." + name)).as(name).isEqualTo(network.tensor(name).floats());
            }
            for (String name : List.of("sample", "model_output", "noise", "prev_sample", "pred_original_sample")) {
                assertThat(packed.floats("stage." + name)).as(name).isEqualTo(stages.tensor(name).floats());
            }
        }
    }
}
