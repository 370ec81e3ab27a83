package kaobako.studio;

import static org.assertj.core.api.Assertions.assertThat;

import kaobako.diffusion.Prediction;
import kaobako.train.NetworkSize;
import kaobako.train.Objective;
import kaobako.train.TrainConfig;
import org.junit.jupiter.api.Test;

class LearnRecipeTest {
    @Test
    void theStandardTrainsAsTheCommandDoesButForTheNetwork() {
        TrainConfig config = LearnRecipe.STANDARD.config();
        assertThat(config).isEqualTo(TrainConfig.standard().withNetwork(NetworkSize.MEDIUM.network(64)));
    }

    @Test
    void anotherPredictionKeepsTheRestOfTheObjective() {
        assertThat(LearnRecipe.STANDARD.withPrediction(Prediction.EPSILON).config().objective())
                .isEqualTo(Objective.STANDARD.withPrediction(Prediction.EPSILON));
    }
}
