package kaobako.train.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import kaobako.data.Crop;
import kaobako.store.ModelCard;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How a folder's pictures are cut for the comparison; TrainCommandTest measures a model as a whole. */
class EvaluationRunTest {
    @TempDir
    private Path model;

    @Test
    void picturesAreCutAsTheModelLearnedThem() throws IOException {
        assertThat(crop()).as("no card").isEqualTo(Crop.TOP_CENTRE);
        for (Crop learned : Crop.values()) {
            new ModelCard(Map.of("crop", learned.name().toLowerCase(java.util.Locale.ROOT)), "").write(model);
            assertThat(crop()).isEqualTo(learned);
        }
        new ModelCard(Map.of("crop", "round"), "").write(model);
        assertThat(crop()).as("a card made elsewhere").isEqualTo(Crop.TOP_CENTRE);
    }

    private Crop crop() {
        return EvaluationRun.options(model, 64, 48).crop();
    }
}
