package kaobako.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import kaobako.diffusion.BetaSchedule;
import kaobako.diffusion.LossWeight;
import kaobako.diffusion.Prediction;
import kaobako.diffusion.TimestepDensity;
import kaobako.train.Objective;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class ObjectiveOptionsTest {
    private static Objective read(String... arguments) {
        return CommandLine.populateCommand(new ObjectiveOptions(), arguments).read();
    }

    @Test
    void whatIsNotGivenIsStandard() {
        assertThat(read()).isEqualTo(Objective.STANDARD);
        assertThat(read("--loss", "soft_min_snr")).isEqualTo(new Objective(Objective.STANDARD.schedule(),
                Objective.STANDARD.timesteps(), Objective.STANDARD.prediction(), LossWeight.softMinSnr(5)));
    }

    @Test
    void eachOptionIsRead() {
        assertThat(read("--prediction", "epsilon", "--schedule", "linear", "--loss", "min_snr", "--timesteps", "400", "--shift", "3"))
                .isEqualTo(new Objective(BetaSchedule.LINEAR, 400, Prediction.EPSILON, LossWeight.minSnr(5), new TimestepDensity(3)));
        assertThat(read("--loss", "Uniform").weight()).isEqualTo(LossWeight.uniform());
    }

    @Test
    void whatThereIsNotIsRefusedByTheOptionsName() {
        assertThatThrownBy(() -> read("--loss", "snr")).hasMessage("--loss must be one of uniform, min_snr, soft_min_snr, but is snr");
        assertThatThrownBy(() -> read("--prediction", "noise"))
                .hasMessage("--prediction must be one of epsilon, sample, v_prediction, but is noise");
        assertThatThrownBy(() -> read("--schedule", "cosine"))
                .hasMessage("--schedule must be one of linear, scaled_linear, squaredcos_cap_v2, sigmoid, but is cosine");
    }
}
