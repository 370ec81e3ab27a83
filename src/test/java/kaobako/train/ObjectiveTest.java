package kaobako.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import kaobako.diffusion.LossWeight;
import kaobako.diffusion.TimestepDensity;
import kaobako.store.Json;
import org.junit.jupiter.api.Test;

class ObjectiveTest {
    private static final Path FILE = Path.of("checkpoint");

    @Test
    void byDefaultEveryTimestepCountsAlike() {
        // what measured best: models/portraits-64/README.md, "What was tried"
        assertThat(Objective.STANDARD.weight()).isEqualTo(LossWeight.uniform());
        assertThat(TrainConfig.standard().objective()).isEqualTo(Objective.STANDARD);
    }

    @Test
    void checkpointsKeepTheDensity() {
        Objective shifted = Objective.STANDARD.withDensity(new TimestepDensity(3));
        assertThat(Json.parse(Json.line(shifted), FILE, Objective.class)).isEqualTo(shifted);
    }

    @Test
    void checkpointsOfOldNameNoDensity() {
        String old = Json.line(Objective.STANDARD).replaceAll(",\"density\":\\{[^}]*}", "");
        assertThat(old).doesNotContain("density");
        assertThat(Json.parse(old, FILE, Objective.class)).isEqualTo(Objective.STANDARD);
    }
}
